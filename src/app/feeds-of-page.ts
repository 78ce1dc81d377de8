import { type LinkedFeed, readLinkHeader, readPage } from '../feed/discover.ts'
import { TidewireError } from '../model/errors.ts'
import type { HttpClient } from '../net/request.ts'

const ACCEPT = 'text/html, application/xhtml+xml, */*;q=0.1'

/** Heads of pages are far shorter; the event loop reads no more of one. */
const MAX_PAGE_BYTES = 1_000_000

/** The feeds that a page names, in its links and headers; none where the page cannot be had. Throws when aborted. */
export async function feedsOfPage(
  client: Pick<HttpClient, 'request'>,
  url: string,
  signal: AbortSignal,
): Promise<LinkedFeed[]> {
  try {
    const page = await client.request(
      { method: 'GET', url, headers: { accept: ACCEPT }, redirects: 'follow', answer: 'read' },
      signal,
    )
    if (page.statusCode !== 200) return []
    const contentType = [page.headers['content-type'] ?? []].flat()[0]
    const head = page.body.subarray(0, MAX_PAGE_BYTES)
    const { feeds } = readPage(head, { url: page.url, ...(contentType && { contentType }) })
    return [...feeds, ...readLinkHeader(page.headers.link, page.url)]
  } catch (error) {
    if (signal.aborted || !(error instanceof TidewireError)) throw error
    return []
  }
}
