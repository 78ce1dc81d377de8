import { renderFeed } from '../feed/write/render.ts'
import type { Edition, List, RenderedFeed } from '../model/index.ts'
import { feedDocument, type SiteFacts } from './feed-document.ts'

export interface PublishDeps {
  readLatest(listId: string): Promise<Edition | undefined>
  /** `older`: feeds of a newer edition are stored already; nothing was replaced. */
  storeFeeds(listId: string, feeds: readonly RenderedFeed[]): Promise<'stored' | 'older'>
  /** Whoever follows the list at our hub is sent what is new. */
  callFollowers(listId: string): Promise<unknown>
  readonly lists: readonly List[]
  readonly site: SiteFacts
}

export interface PublishReport {
  readonly listId: string
  readonly outcome: 'stored' | 'older' | 'nothing' | 'unknown_list'
  readonly editionNumber: number
  readonly sizeBytes: number
}

export const FEED_FORMATS = ['rss', 'atom', 'json'] as const

/** Renders the newest edition of a list once, as the bytes that the web serves. */
export function createPublish(deps: PublishDeps) {
  return async function publish(listId: string): Promise<PublishReport> {
    const list = deps.lists.find((candidate) => candidate.id === listId)
    if (!list) return { listId, outcome: 'unknown_list', editionNumber: 0, sizeBytes: 0 }
    const edition = await deps.readLatest(listId)
    if (!edition) return { listId, outcome: 'nothing', editionNumber: 0, sizeBytes: 0 }
    const feeds = FEED_FORMATS.map((format) =>
      renderFeed(feedDocument({ list, edition, site: deps.site, format }), format, edition.number),
    )
    const outcome = await deps.storeFeeds(listId, feeds)
    // Also for a run that crashed right here: those who have the feed already are sent nothing.
    await deps.callFollowers(listId)
    return {
      listId,
      outcome,
      editionNumber: edition.number,
      sizeBytes: feeds.reduce((sum, feed) => sum + feed.body.byteLength, 0),
    }
  }
}
