import { type PublisherIcon, TidewireError } from '../model/index.ts'
import type { HttpClient } from '../net/request.ts'
import { imageType } from '../rules/polling/image-type.ts'
import type { PublisherStore } from '../store/publishers.ts'

/** Most icons are a tenth of it; a larger picture is no icon. */
export const MAX_ICON_BYTES = 32_768
const LASTING = new Set(['fetch_too_large', 'fetch_redirect', 'fetch_encoding'])

const ACCEPT = 'image/png, image/x-icon, image/webp, image/gif, image/jpeg, */*;q=0.1'

export interface FindIconDeps {
  readonly store: Pick<PublisherStore, 'takeWanted' | 'keepIcon'>
  readonly client: Pick<HttpClient, 'request'>
  now(): number
}

/**
 * Looks for the icon of one publisher, a place after another. What may be there another time, because a server was
 * away or busy, is tried again the next day.
 */
export function createFindIcon({ store, client, now }: FindIconDeps) {
  return async function findIcon(signal: AbortSignal): Promise<void> {
    const wanted = await store.takeWanted(now())
    if (wanted === undefined) return
    let isUncertain = false
    for (const place of wanted.places) {
      const found = await askForIcon(client, place, signal)
      if (found === 'away') isUncertain = true
      else if (found !== 'none') {
        await store.keepIcon(wanted.id, found, now())
        return
      }
    }
    if (!isUncertain) await store.keepIcon(wanted.id, undefined, now())
  }
}

async function askForIcon(
  client: Pick<HttpClient, 'request'>,
  url: string,
  signal: AbortSignal,
): Promise<Omit<PublisherIcon, 'fetchedAt'> | 'none' | 'away'> {
  try {
    const { statusCode, body } = await client.request(
      { method: 'GET', url, headers: { accept: ACCEPT }, redirects: 'follow', answer: 'read' },
      signal,
    )
    if (statusCode === 429 || statusCode >= 500) return 'away'
    const type = statusCode === 200 ? imageType(body) : undefined
    return type === undefined ? 'none' : { bytes: body, type }
  } catch (error) {
    if (signal.aborted || !(error instanceof TidewireError)) throw error
    return error.retry === 'never' || LASTING.has(error.code) ? 'none' : 'away'
  }
}
