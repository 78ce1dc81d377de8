import { parse } from 'tldts'
import type { PollOutcome, Source, SourceState } from '../../model/source.ts'
import { DAY } from '../durations.ts'
import { normaliseTitle } from '../text/normalise-title.ts'
import { isShared } from './default-publisher.ts'

/** What a feed that stands somewhere else now answers at its old address. */
const LOST: ReadonlySet<PollOutcome> = new Set(['gone', 'not_found', 'not_a_feed', 'dns'])
const LEAST_FAILURES = 3
const SEARCH_EVERY_MS = 7 * DAY
const MAX_CANDIDATES = 3
const LEAST_TITLE = 4

/**
 * Whether to look on the site's page for where a feed is now: when it answered once, and has been away for so long, or
 * its server says that it is gone for good; once a week at most.
 */
export function isSearchDue(input: {
  readonly state: Pick<SourceState, 'lastOutcome' | 'lastSucceededAt' | 'failureCount' | 'searchedAt'>
  readonly isGone: boolean
  readonly now: number
  readonly afterMs: number
}): boolean {
  const { state, isGone, now, afterMs } = input
  const { lastOutcome, lastSucceededAt, failureCount, searchedAt } = state
  if (lastOutcome === undefined || lastSucceededAt === undefined || !LOST.has(lastOutcome)) return false
  // A clock that was set back does not put a search off for ever.
  if (searchedAt !== undefined && searchedAt <= now && now - searchedAt < SEARCH_EVERY_MS) return false
  return isGone || (failureCount >= LEAST_FAILURES && now - lastSucceededAt >= afterMs)
}

/** The page that a feed belongs to, as it said itself; else the root of its host. */
export function sitePage(
  source: Pick<Source, 'url'>,
  state: Pick<SourceState, 'siteUrl'>,
): string | undefined {
  const said = URL.parse(state.siteUrl ?? '')
  if (said && /^https?:$/u.test(said.protocol)) return said.href
  const own = URL.parse(source.url)
  return own ? `${own.origin}/` : undefined
}

/** Which of the feeds that a page names are worth asking: no failed ones, no comments, and the same title first. */
export function feedCandidates(
  feeds: readonly { readonly url: string; readonly title?: string }[],
  known: { readonly failed: readonly string[]; readonly title: string | undefined },
): string[] {
  const failed = new Set(known.failed)
  const likely = (title: string | undefined) => (isSameTitle(title, known.title) ? 0 : 1)
  return feeds
    .filter(({ url }) => !failed.has(url) && !/\/comments\/(?:feed|default)/u.test(url))
    .toSorted((a, b) => likely(a.title) - likely(b.title))
    .slice(0, MAX_CANDIDATES)
    .map(({ url }) => url)
}

/** Whether a feed found elsewhere carries on one that is lost: by its entries, or by its title on the same site. */
export function isSameFeed(input: {
  readonly title: string | undefined
  readonly formerTitle: string | undefined
  readonly url: string
  readonly formerUrls: readonly string[]
  /** Entries that it has, and how many of them the source carried before. */
  readonly entries: number
  readonly known: number
}): boolean {
  const { entries, known, title, formerTitle, url, formerUrls } = input
  if (known >= 2 && known * 2 >= entries) return true
  if (known >= 1 && entries <= 2) return true
  const site = siteOf(url)
  return (
    site !== undefined &&
    isSameTitle(title, formerTitle) &&
    formerUrls.some((former) => siteOf(former) === site)
  )
}

/**
 * One publisher's hosts: a registrable domain, blogs of a platform each their own; a private address with its port.
 * Undefined where many publish under one name: there a title says nothing.
 */
function siteOf(url: string): string | undefined {
  const parsed = URL.parse(url)
  if (parsed === null || isShared(parsed.hostname)) return undefined
  const { domain, isIcann, isPrivate, isIp } = parse(parsed.hostname, { allowPrivateDomains: true })
  const isPublic = isIp !== true && (isIcann === true || isPrivate === true)
  return domain !== null && isPublic ? domain : parsed.host
}

function isSameTitle(a: string | undefined, b: string | undefined): boolean {
  const title = normaliseTitle(a ?? '')
  return title.length >= LEAST_TITLE && title === normaliseTitle(b ?? '')
}
