import type {
  Channel,
  Entry,
  GuidMemory,
  ParsedEntry,
  ParsedFeed,
  Source,
  SourceState,
  TitleMarks,
} from '../model/index.ts'
import { identifyByGuid, identifyEntries } from '../rules/identity/identity.ts'
import { entryMark, type Mark, type SeenView } from '../rules/identity/seen-marks.ts'
import { entryId, hashId } from '../rules/ids.ts'
import { planBackfill } from '../rules/polling/backfill.ts'
import { channelsOf } from '../rules/rank/channels-of.ts'
import { createEntryPublishers } from '../rules/rank/entry-publisher.ts'
import type { OwnerGroup } from '../rules/rank/owner.ts'
import { reportedAt } from '../rules/rank/report-time.ts'
import { areTwoLanguages, detectLanguage } from '../rules/text/language.ts'
import { withMediumNames, withoutTitleMarks } from '../rules/text/title-marks.ts'

export interface AdmissionLimits {
  /** Entries of a source's first document that are announced; the rest are stored silently. */
  readonly announceOnFirstPoll: number
  /** Older entries are not news: stored for their page, never announced and never ranked. */
  readonly windowMs: number
  /** Whose rules may put an entry into more channels than its source is declared in. */
  readonly channels: readonly Channel[]
  /** Publishers that the operator knows to belong together; none. */
  readonly owners?: readonly OwnerGroup[]
}

const MAX_TITLE = 1_000
const MAX_SUMMARY = 2_000

interface DocumentInput {
  source: Source
  state: Pick<SourceState, 'lastSucceededAt'>
  feed: Pick<ParsedFeed, 'entries' | 'language' | 'title' | 'siteUrl' | 'feedUrl'>
  guidTrust?: GuidMemory['trust'] | undefined
  titleMarks?: TitleMarks | undefined
  now: number
  limits: AdmissionLimits
}

/** An entry with what its source remembers it by; `entry` is left out where that says all there is to say. */
export interface MarkedEntry {
  readonly mark: Mark
  readonly entry?: Entry
  /**
   * Where next time `entry` will be left out, so that nothing but this and what names it need be known of the item: a
   * story holds it, or most likely will by then, since this is not the first document that carries it.
   */
  readonly brief?: { readonly of: ParsedEntry; readonly contentHash: string }
}

/** What is remembered of an item does not do for this document. */
export class TooBrief extends Error {}

/**
 * Entries of one document, in its order, by their marks; items that say nothing at all are left out. Of those that are
 * `held` nothing more is worked out: nine in ten entries of a changed document are in a story as they are, and what it
 * takes to store one costs more than reading it again. Throws `TooBrief`.
 */
export function toMarkedEntries(
  input: DocumentInput,
  standing: SeenView['standing'] = () => undefined,
): MarkedEntry[] {
  const { source, state, feed, now, limits } = input
  const byGuid = identifyByGuid(feed.entries, input.guidTrust)
  if (!byGuid && feed.entries.some(({ contentHash }) => contentHash !== undefined)) throw new TooBrief()
  const identified = byGuid ?? identifyEntries(feed.entries, input.guidTrust)
  const treatments = planBackfill(
    identified.map(({ entry }) => dated(entry)),
    { previousSuccessAt: state.lastSucceededAt, now, ...limits },
  )
  const publisherOf = createEntryPublishers(source, feed, limits.owners ?? [])
  return identified.flatMap(({ key, entry: said }, index): MarkedEntry[] => {
    const title = titleOf(said)
    if (!title && said.contentHash === undefined) return []
    const contentHash = said.contentHash ?? hashId(title, said.summary ?? '', said.url ?? '')
    const mark = entryMark(key, contentHash)
    const known = standing(mark)
    const marked = { mark, ...(known && byGuid && { brief: { of: said, contentHash } }) }
    if (known === 'held') return [marked]
    if (said.contentHash !== undefined) throw new TooBrief()
    const entry = dated(said)
    const { names, ...publisher } = publisherOf(entry)
    const heading = withoutTitleMarks(title, withMediumNames(input.titleMarks, names))
    return [
      {
        ...marked,
        entry: {
          id: entryId(source.id, key),
          sourceId: source.id,
          ...publisher,
          ...(entry.url !== undefined && { url: entry.url }),
          title,
          ...(heading !== title && { heading }),
          ...summaryOf(entry, { title, heading, names }),
          language: source.language ?? languageOf(title, entry, feed.language),
          channels: channelsOf({ ...entry, title }, source.channels, limits.channels),
          authors: entry.authors,
          ...imageOf(entry),
          ...(entry.publishedAt !== undefined && { publishedAt: entry.publishedAt }),
          reportedAt: reportedAt({
            publishedAt: entry.publishedAt,
            previousSuccessAt: state.lastSucceededAt,
            now,
          }),
          firstSeenAt: now,
          weight: source.weight,
          contentHash,
          announcement: treatments[index]?.treatment ?? 'silent',
        },
      },
    ]
  })
}

/** As the entry says; where its title is in another one, as the feed does: a template's default stands in every entry. */
function languageOf(title: string, { language, summary }: ParsedEntry, ofFeed: string | undefined): string {
  if (language !== undefined) {
    const own = detectLanguage(title, language, summary)
    if (own !== 'und' && !areTwoLanguages(own, language)) return own
  }
  return detectLanguage(title, ofFeed, summary)
}

/** Atom asks for `updated` only; taken as undated, an archive of such a source would be today's news. */
function dated(entry: ParsedEntry): ParsedEntry {
  if (entry.publishedAt !== undefined || entry.updatedAt === undefined) return entry
  return { ...entry, publishedAt: entry.updatedAt }
}

function titleOf(entry: ParsedEntry): string {
  const text = entry.title?.trim() || entry.summary?.trim().slice(0, 80) || entry.url || ''
  return text.slice(0, MAX_TITLE).toWellFormed().trim()
}

/**
 * None that only says the title again. Aggregators write the publisher's name behind it: compared, that would be something
 * which reports of different events have in common.
 */
function summaryOf(
  { summary = '' }: ParsedEntry,
  { title, heading, names }: { title: string; heading: string; names: readonly string[] },
): { summary?: string } {
  if (summary === '' || summary === title) return {}
  const says = (known: string) =>
    summary.startsWith(known) && ['', ...names.map(wordsOf)].includes(wordsOf(summary.slice(known.length)))
  if (names.length > 0 && (says(title) || says(heading))) return {}
  return { summary: summary.slice(0, MAX_SUMMARY).toWellFormed() }
}

function wordsOf(text: string): string {
  const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu)
  return words?.join(' ') ?? ''
}

function imageOf(entry: ParsedEntry): { imageUrl?: string } {
  const url = entry.imageUrl ?? entry.enclosures.find((item) => item.type?.startsWith('image/'))?.url
  return url === undefined ? {} : { imageUrl: url }
}
