import { TidewireError } from '../model/errors.ts'
import type { Source, SourceState } from '../model/index.ts'
import { addressOf } from '../rules/redirects.ts'
import { feedCandidates, isSameFeed, isSearchDue, sitePage } from '../rules/rediscovery.ts'
import type { FeedAnswer } from './feed-answer.ts'
import { adoptAddress, type Followed, type MoveDeps } from './follow-move.ts'
import { type DocumentDeps, taskOf } from './read-document.ts'

export interface FeedSearch {
  /** The feeds that a page names; none where it cannot be had. */
  feedsOfPage(url: string, signal: AbortSignal): Promise<readonly { url: string; title?: string }[]>
  /** How many of these entries the source has carried before. */
  countSeen(sourceId: string, entryIds: readonly string[]): Promise<number>
  /** See `polling.rediscoverAfter`. */
  readonly afterMs: number
}

export interface FindMovedDeps extends Pick<DocumentDeps, 'read' | 'admission' | 'now'> {
  fetchFeed(request: { url: string }, signal: AbortSignal): Promise<FeedAnswer>
  readonly search?: FeedSearch
}

/** A feed that is lost may be named by its site's page; found, the source is asked there as after a move. */
export async function searchAgain(
  deps: FindMovedDeps & Pick<MoveDeps, 'loadSources'>,
  source: Source,
  lost: { readonly followed: Followed; readonly isGone: boolean; readonly now: number },
  signal: AbortSignal,
): Promise<(Followed & { readonly isFound: boolean }) | 'aborted'> {
  const { followed, now } = lost
  try {
    const search = await findMoved(deps, { ...lost, source, state: followed.state }, signal)
    if (!search) return { ...followed, isFound: false }
    const state = { ...followed.state, searchedAt: now }
    if (search.url === undefined) return { ...followed, state, isFound: false }
    const { validators: _, ...found } = state
    const adopted = await adoptAddress(deps, source, { ...found, failureCount: 0 }, search.url, {
      now,
      pollCount: state.pollCount,
    })
    return { ...adopted, isFound: true }
  } catch (error) {
    if (!signal.aborted) throw error
    return 'aborted'
  }
}

/**
 * Looks on the site's page for a feed that is no longer where it was: the page, and at most three feeds that it names,
 * asked for once a week. `url` is where the same feed is now; undefined when there was no search.
 */
async function findMoved(
  deps: FindMovedDeps,
  lost: {
    readonly source: Source
    readonly state: SourceState
    readonly isGone: boolean
    readonly now: number
  },
  signal: AbortSignal,
): Promise<{ readonly url?: string } | undefined> {
  const { source, state } = lost
  const { search } = deps
  if (!search || !isSearchDue({ ...lost, afterMs: search.afterMs })) return undefined
  const page = sitePage(source, state)
  if (page === undefined) return {}
  const failed = [source.url, addressOf(source, state)]
  const feeds = await search.feedsOfPage(page, signal)
  for (const url of feedCandidates(feeds, { failed, title: state.feedTitle })) {
    const found = await readCandidate(deps, source, state, url, signal)
    if (!found) continue
    const known = await search.countSeen(source.id, found.entryIds)
    const isSame = isSameFeed({
      ...{ title: found.title, formerTitle: state.feedTitle, url, formerUrls: [page, ...failed] },
      ...{ entries: found.entryIds.length, known },
    })
    if (isSame) return { url: found.url }
  }
  return {}
}

/** Identified as the lost source's, so that its entries can be known again; nothing is admitted. */
async function readCandidate(
  deps: FindMovedDeps,
  source: Source,
  state: SourceState,
  url: string,
  signal: AbortSignal,
): Promise<{ url: string; title?: string | undefined; entryIds: string[] } | undefined> {
  const answer = await deps.fetchFeed({ url }, signal)
  if (answer.kind !== 'changed' || !answer.body) return undefined
  const task = taskOf(source, state, { baseUrl: answer.url, contentType: answer.contentType })
  try {
    const { feed, entries } = await deps.read(
      answer.body,
      { ...task, now: deps.now(), limits: deps.admission },
      signal,
    )
    return { url: answer.permanentUrl ?? url, title: feed.title, entryIds: entries.map(({ id }) => id) }
  } catch (error) {
    if (signal.aborted || !(error instanceof TidewireError)) throw error
    return undefined
  }
}
