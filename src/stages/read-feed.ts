import { parseFeed, placeOf } from '../feed/parse.ts'
import type { ItemMemo } from '../feed/xml/item-memo.ts'
import type {
  GuidMemory,
  PackedEntry,
  ParseContext,
  ParsedFeed,
  Rhythm,
  Source,
  SourceState,
  TitleMarks,
} from '../model/index.ts'
import { observeGuids } from '../rules/identity/guid-memory.ts'
import { type Mark, viewSeen } from '../rules/identity/seen-marks.ts'
import { observeRhythm } from '../rules/polling/rhythm.ts'
import { observeTitleMarks } from '../rules/text/title-marks.ts'
import { type AdmissionLimits, type MarkedEntry, TooBrief, toMarkedEntries } from './to-entries.ts'

/** What reading a document needs besides its bytes; all of it goes to a thread. */
export interface ReadTask {
  readonly context: ParseContext
  readonly source: Source
  readonly state: Pick<SourceState, 'guids' | 'rhythm' | 'titleMarks' | 'lastSucceededAt' | 'seen'>
  readonly now: number
  readonly limits: AdmissionLimits
}

/**
 * A document read to the end: what is stored of its entries, what is learned from it, and no more, since all of it is
 * copied from thread to thread.
 */
export interface Reading {
  readonly feed: Omit<ParsedFeed, 'entries'>
  /** What the source carries now, in the document's order; items that say nothing at all are left out. */
  readonly marks: readonly Mark[]
  /** Of these the entries that somebody has to look up: all but those that a story holds with this very content. */
  readonly entries: readonly PackedEntry[]
  readonly guids?: GuidMemory
  readonly rhythm?: Rhythm
  readonly titleMarks?: TitleMarks
  /** When the newest entry was published or updated, if any is dated. */
  readonly newestAt?: number
  /** When entries were published, those that say so. */
  readonly publishedAt: readonly number[]
}

/** Pure, and costs time and memory with hostile bytes: callers that serve others let a thread do it. Throws ParseError. */
export async function readFeed(bytes: Uint8Array, task: ReadTask, memo?: ItemMemo): Promise<Reading> {
  const parse = () => parseFeed(bytes, task.context, task.now, memo)
  const parsed = await parse()
  try {
    return readingOf(parsed, task, memo)
  } catch (error) {
    if (!(error instanceof TooBrief)) throw error
    // Seldom: stories are behind, what the source remembers was lost, or its guids tell nothing any more.
    memo?.open(placeOf(task.context)).forget()
    return readingOf(await parse(), task)
  }
}

export function readingOf(
  parsed: ParsedFeed,
  task: Omit<ReadTask, 'context'>,
  memo?: Pick<ItemMemo, 'shorten'>,
): Reading {
  const { entries, ...feed } = parsed
  const { state, now } = task
  const guids = observeGuids(state.guids, entries)
  const rhythm = observeRhythm(state.rhythm, entries, now)
  const titleMarks = observeTitleMarks(
    state.titleMarks,
    entries.flatMap(({ title }) => title ?? []),
    { publisherName: task.source.publisherName, feedTitle: feed.title, siteUrl: feed.siteUrl },
  )
  const dates = entries.flatMap(({ publishedAt, updatedAt }) => publishedAt ?? updatedAt ?? [])
  const { standing } = viewSeen(state.seen)
  const marked = toMarkedEntries({ ...task, feed: parsed, guidTrust: guids?.trust, titleMarks }, standing)
  memo?.shorten(new Map(marked.flatMap(({ brief }) => (brief ? [[brief.of, brief.contentHash]] : []))))
  return {
    feed,
    marks: marked.map(({ mark }) => mark),
    entries: marked.flatMap(packed),
    ...(guids && { guids }),
    ...(rhythm && { rhythm }),
    ...(titleMarks && { titleMarks }),
    ...(dates.length > 0 && { newestAt: dates.reduce((a, b) => Math.max(a, b)) }),
    publishedAt: entries.flatMap(({ publishedAt }) => publishedAt ?? []),
  }
}

function packed({ mark, entry }: MarkedEntry): PackedEntry[] {
  if (entry === undefined) return []
  const { id, contentHash, reportedAt, firstSeenAt, announcement } = entry
  return [{ id, contentHash, reportedAt, firstSeenAt, announcement, mark, json: JSON.stringify(entry) }]
}
