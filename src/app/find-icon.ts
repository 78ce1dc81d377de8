import { type IconPlace, type JournalRow, type PublisherIcon, TidewireError } from '../model/index.ts'
import type { HttpClient } from '../net/request.ts'
import { imageType } from '../rules/polling/image-type.ts'
import { politenessGroup } from '../rules/polling/politeness-group.ts'
import type { PublisherStore } from '../store/publishers.ts'

/** Most icons are a tenth of it; a larger picture is no icon. */
export const MAX_ICON_BYTES = 32_768
const LASTING = new Set(['fetch_too_large', 'fetch_redirect', 'fetch_encoding'])

const ACCEPT = 'image/png, image/x-icon, image/webp, image/gif, image/jpeg, */*;q=0.1'

type Asker = Pick<HttpClient, 'request'>

export interface FindIconDeps {
  readonly store: Pick<PublisherStore, 'takeWanted' | 'keepIcon'>
  /**
   * `own` asks the host of the feed, which the operator chose; `foreign` whatever host the feed names, as anybody might:
   * what the operator has opened to feeds is not open to it.
   */
  readonly clients: { readonly own: Asker; readonly foreign: Asker }
  /** Waits until the host may be asked; false: not today. */
  takeTurn(url: string, signal: AbortSignal): Promise<boolean>
  keepJournal(rows: readonly JournalRow[]): Promise<unknown>
  now(): number
}

type Found = Omit<PublisherIcon, 'fetchedAt'> | 'none' | 'away'

/**
 * Looks for the icon of one publisher, a place after another. What may be there another time, because a server was
 * away or busy, is tried again the next day.
 */
export function createFindIcon(deps: FindIconDeps) {
  const { store, now } = deps

  async function search(
    id: string,
    places: readonly IconPlace[],
    rows: JournalRow[],
    signal: AbortSignal,
  ): Promise<Found> {
    let isUncertain = false
    for (const place of places) {
      if (!(await deps.takeTurn(place.url, signal))) isUncertain = true
      else {
        const found = await ask(id, place, rows, signal)
        if (typeof found === 'object') return found
        isUncertain ||= found === 'away'
      }
    }
    return isUncertain ? 'away' : 'none'
  }

  async function ask(
    id: string,
    { url, isOwn }: IconPlace,
    rows: JournalRow[],
    signal: AbortSignal,
  ): Promise<Found> {
    const at = now()
    const sent: string[] = []
    const client = isOwn ? deps.clients.own : deps.clients.foreign
    const answer = await askForIcon(client, url, (hop) => sent.push(hop), signal)
    // What was refused before it left asked nobody.
    if (sent.length > 0) rows.push(rowOf({ id, url, at, now: now(), requests: sent.length, ...answer }))
    return answer.found
  }

  return async function findIcon(signal: AbortSignal): Promise<void> {
    const wanted = await store.takeWanted(now())
    if (wanted === undefined) return
    const rows: JournalRow[] = []
    try {
      const found = await search(wanted.id, wanted.places, rows, signal)
      if (found !== 'away') await store.keepIcon(wanted.id, found === 'none' ? undefined : found, now())
    } finally {
      if (rows.length > 0) await deps.keepJournal(rows)
    }
  }
}

interface IconAnswer {
  readonly found: Found
  readonly statusCode?: number
  readonly wireBytes: number
}

async function askForIcon(
  client: Asker,
  url: string,
  onSent: (url: string) => void,
  signal: AbortSignal,
): Promise<IconAnswer> {
  try {
    const { statusCode, body, wireBytes } = await client.request(
      {
        method: 'GET',
        url,
        headers: { accept: ACCEPT },
        redirects: 'follow',
        answer: 'read',
        onSent: (exchange) => onSent(exchange.url),
      },
      signal,
    )
    const type = statusCode === 200 ? imageType(body) : undefined
    const found = statusCode === 429 || statusCode >= 500 ? 'away' : type ? { bytes: body, type } : 'none'
    return { found, statusCode, wireBytes }
  } catch (error) {
    if (signal.aborted || !(error instanceof TidewireError)) throw error
    const isLasting = error.retry === 'never' || LASTING.has(error.code)
    return { found: isLasting ? 'none' : 'away', wireBytes: 0 }
  }
}

function rowOf(
  asked: IconAnswer & {
    readonly id: string
    readonly url: string
    readonly at: number
    readonly now: number
    readonly requests: number
  },
): JournalRow {
  const { at, found, statusCode, requests, wireBytes } = asked
  return {
    sourceId: asked.id,
    host: politenessGroup(asked.url).id,
    at,
    cause: 'icon',
    why: 'the icon of a publisher',
    asked: '',
    requests,
    wireBytes,
    savedBytes: 0,
    outcome: found === 'away' ? 'failed' : found === 'none' ? 'not_found' : 'changed',
    ...(statusCode !== undefined && { statusCode }),
    durationMs: Math.max(0, asked.now - at),
    violations: [],
  }
}
