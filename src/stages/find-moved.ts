import { TidewireError } from '../model/errors.ts'
import type { Source, SourceState } from '../model/index.ts'
import { bareUrl } from '../rules/deliver/events.ts'
import { type Mark, viewSeen } from '../rules/identity/seen-marks.ts'
import { politenessGroup } from '../rules/polling/politeness-group.ts'
import { addressOf } from '../rules/polling/redirects.ts'
import { feedCandidates, isSameFeed, isSearchDue, sitePage } from '../rules/polling/rediscovery.ts'
import type { FeedAnswer } from './feed-answer.ts'
import { adoptAddress, type Followed, type MoveDeps } from './follow-move.ts'
import { type DocumentDeps, taskOf } from './read-document.ts'

export interface FeedSearch {
  /** The feeds that a page names; none where it cannot be had. */
  feedsOfPage(url: string, signal: AbortSignal): Promise<readonly { url: string; title?: string }[]>
  /** See `polling.rediscoverAfter`. */
  readonly afterMs: number
  /** For the page and all feeds together: a search must not outlast the lease of its poll. */
  readonly timeoutMs: number
}

export interface FindMovedDeps extends Pick<DocumentDeps, 'read' | 'admission' | 'now'> {
  fetchFeed(request: { url: string }, signal: AbortSignal): Promise<FeedAnswer>
  readonly paces: { load(groupIds: readonly string[]): Promise<readonly unknown[]> }
  readonly search?: FeedSearch
}

export interface Searched extends Followed {
  readonly isFound: boolean
  /** The lease would not have outlasted the search; the next poll looks. */
  readonly isPutOff?: boolean
}

/** A feed that is lost may be named by its site's page; found, the source is asked there as after a move. */
export async function searchAgain(
  deps: FindMovedDeps & Pick<MoveDeps, 'sourceAt'>,
  source: Source,
  lost: {
    readonly followed: Followed
    readonly isGone: boolean
    readonly leaseUntil: number
    readonly now: number
  },
  signal: AbortSignal,
): Promise<Searched | 'aborted'> {
  const { followed, now } = lost
  try {
    const search = await findMoved(deps, { ...lost, source, state: followed.state }, signal)
    if (search === 'later') return { ...followed, isFound: false, isPutOff: true }
    if (!search) return { ...followed, isFound: false }
    const state = { ...followed.state, searchedAt: now }
    if (search.url === undefined) {
      const lastError = `${state.lastError ?? state.lastOutcome}; ${search.note}`
      return { ...followed, state: { ...state, lastError }, isFound: false }
    }
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

type Search =
  | { readonly url: string }
  /** Why nothing was found, for the operator. */
  | { readonly url?: undefined; readonly note: string }

interface Lost {
  readonly source: Source
  readonly state: SourceState
  readonly isGone: boolean
  readonly leaseUntil: number
  readonly now: number
}

/**
 * Looks on the site's page for a feed that is no longer where it was: the page, and at most three feeds that it names,
 * asked for once a week. Undefined when there was no search; a site that is asked one by one at present is not asked
 * for this, and is another time.
 */
async function findMoved(
  deps: FindMovedDeps,
  lost: Lost,
  stopping: AbortSignal,
): Promise<Search | 'later' | undefined> {
  const { search } = deps
  if (!search || !isSearchDue({ ...lost, afterMs: search.afterMs })) return undefined
  const page = sitePage(lost.source, lost.state)
  if (page === undefined) return { note: 'it has no page to look on' }
  if (await isPaced(deps, page)) return undefined
  if (lost.leaseUntil - lost.now < search.timeoutMs) return 'later'
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(search.timeoutMs)])
  try {
    return await searchPage(deps, search, { ...lost, page }, signal)
  } catch (error) {
    if (stopping.aborted || !signal.aborted) throw error
    return { note: `the search on ${bareUrl(page)} took too long` }
  }
}

async function searchPage(
  deps: FindMovedDeps,
  search: FeedSearch,
  { source, state, page }: Lost & { readonly page: string },
  signal: AbortSignal,
): Promise<Search> {
  const failed = [source.url, addressOf(source, state)]
  const feeds = await search.feedsOfPage(page, signal)
  let another: string | undefined
  for (const url of feedCandidates(feeds, { failed, title: state.feedTitle })) {
    if (await isPaced(deps, url)) continue
    const found = await readCandidate(deps, source, state, url, signal)
    if (found === 'throttled') break
    if (!found) continue
    const { carried } = viewSeen(state.seen)
    const known = found.marks.filter(carried).length
    const isSame = isSameFeed({
      title: found.title,
      formerTitle: state.feedTitle,
      url,
      formerUrls: [page, ...failed],
      entries: found.marks.length,
      known,
    })
    if (isSame) return { url: found.url }
    another ??= found.url
  }
  const note =
    another === undefined
      ? `${bareUrl(page)} names no other feed that can be read`
      : `${bareUrl(page)} names ${bareUrl(another)}, which may be another feed`
  return { note }
}

async function isPaced({ paces }: FindMovedDeps, url: string): Promise<boolean> {
  const [pace] = await paces.load([politenessGroup(url).id])
  return pace !== undefined
}

/** Identified as the lost source's, so that its entries can be known again; nothing is admitted. */
async function readCandidate(
  deps: FindMovedDeps,
  source: Source,
  state: SourceState,
  url: string,
  signal: AbortSignal,
): Promise<{ url: string; title?: string | undefined; marks: readonly Mark[] } | 'throttled' | undefined> {
  const answer = await deps.fetchFeed({ url }, signal)
  if (answer.kind === 'failed' && answer.outcome === 'throttled') return 'throttled'
  if (answer.kind !== 'changed' || !answer.body) return undefined
  const task = taskOf(source, state, { ...answer, baseUrl: answer.url })
  try {
    const { feed, marks } = await deps.read(
      answer.body,
      { ...task, now: deps.now(), limits: deps.admission },
      signal,
    )
    return { url: answer.permanentUrl ?? url, title: feed.title, marks }
  } catch (error) {
    if (signal.aborted || !(error instanceof TidewireError)) throw error
    return undefined
  }
}
