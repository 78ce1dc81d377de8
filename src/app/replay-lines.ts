import { z } from 'zod'
import { parseFeedDate } from '../feed/dates/dates.ts'
import type { Entry, TitleMarks } from '../model/index.ts'
import { entryId, hashId, publisherId, sourceId } from '../rules/ids.ts'
import { ownerOf } from '../rules/rank/owner.ts'
import { detectLanguage } from '../rules/text/language.ts'
import { observeTitleMarks, withoutTitleMarks } from '../rules/text/title-marks.ts'

/** A lone surrogate, which JSON can write, is nothing that Redis scripts could read again. */
const wellFormed = z.string().transform((text) => text.toWellFormed())

const LINE = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  publisher: wellFormed,
  url: wellFormed.optional(),
  title: wellFormed,
  summary: wellFormed.optional(),
  publishedAt: z.union([z.string(), z.number()]),
  channel: wellFormed.optional(),
  language: wellFormed.optional(),
  // Whatever else stands there is no label, and no reason to refuse the line.
  event: z.union([z.string(), z.number()]).transform(String).optional().catch(undefined),
})

export interface ReplayLine {
  readonly id: string
  readonly entry: Entry
  /** The label of the event it reports, as the file has it; only the score reads it. */
  readonly event?: string
}

/** 9999-12-31T23:59:59.999Z: what ISO 8601 writes with four digits. */
const LATEST_TIME = 253_402_300_799_999

const MOST_SHOWN = 60

/** Reads NDJSON; a line that cannot be used becomes a problem that names it, and stops no other. */
export function readReplayLines(text: string, name: string): { lines: ReplayLine[]; problems: string[] } {
  const problems: string[] = []
  const lines: ReplayLine[] = []
  for (const [index, raw] of text
    .replace(/^\ufeff/, '')
    .split('\n')
    .entries()) {
    if (raw.trim() === '') continue
    const line = parseLine(raw)
    if (typeof line === 'string') problems.push(`${name}:${index + 1} ${line}`)
    else lines.push(line)
  }
  return { lines: withHeadings(lines), problems }
}

/** Marks are learned from the lines of a publisher as from documents of a source: from so many of its last titles. */
const DOCUMENT = 24
const DOCUMENT_STEP = 8

function withHeadings(lines: readonly ReplayLine[]): ReplayLine[] {
  const learned = new Map<string, { titles: string[]; count: number; marks?: TitleMarks | undefined }>()
  return lines.map((line) => {
    const { sourceId: id, publisherName, title, url } = line.entry
    const source = learned.get(id) ?? { titles: [], count: 0 }
    learned.set(id, source)
    source.titles = [...source.titles, title].slice(-DOCUMENT)
    if (++source.count % DOCUMENT_STEP === 0) {
      source.marks = observeTitleMarks(source.marks, source.titles, { publisherName, siteUrl: url })
    }
    const heading = withoutTitleMarks(title, source.marks)
    return heading === title ? line : { ...line, entry: { ...line.entry, heading } }
  })
}

const TEXT_OR_NUMBER = new Set<PropertyKey>(['id', 'publishedAt'])

function describeField(line: unknown, name: PropertyKey | undefined): string {
  if (name === undefined) return `expected an object, got ${shown(line)}`
  const got = (line as Record<PropertyKey, unknown>)[name]
  const expected = TEXT_OR_NUMBER.has(name) ? 'text or a number' : 'text'
  return `${String(name)}: expected ${expected}, got ${got === undefined ? 'nothing' : shown(got)}`
}

function shown(value: unknown): string {
  const json = JSON.stringify(value)
  return json.length <= MOST_SHOWN ? json : `${json.slice(0, MOST_SHOWN - 1).toWellFormed()}…`
}

function parseLine(raw: string): ReplayLine | string {
  let value: unknown
  try {
    value = JSON.parse(raw)
  } catch (error) {
    return `is not JSON: ${(error as Error).message}`
  }
  const parsed = LINE.safeParse(value)
  if (!parsed.success) {
    return parsed.error.issues.map(({ path: [name] }) => describeField(value, name)).join('; ')
  }
  const { id, url, title, summary, channel, language, event } = parsed.data
  const publisher = parsed.data.publisher.trim() || URL.parse(url ?? '')?.hostname || 'unknown'
  const at =
    typeof parsed.data.publishedAt === 'number'
      ? Math.round(parsed.data.publishedAt)
      : parseFeedDate(parsed.data.publishedAt)
  if (at === undefined || !(at >= 0 && at <= LATEST_TIME)) {
    return `publishedAt: expected ISO 8601 or epoch ms from 1970 to 9999, got ${JSON.stringify(parsed.data.publishedAt)}`
  }
  const source = sourceId(`replay:${publisher}`)
  const ownerId = ownerOf({ name: publisher, url: url ?? '' }, [])
  return {
    id,
    ...(event !== undefined && event !== '' && { event }),
    entry: {
      id: entryId(source, id),
      sourceId: source,
      publisherId: publisherId(publisher),
      publisherName: publisher,
      ...(ownerId !== undefined && { ownerId }),
      ...(url !== undefined && { url }),
      title: title.slice(0, 1_000).toWellFormed(),
      ...(summary !== undefined && { summary: summary.slice(0, 2_000).toWellFormed() }),
      language: detectLanguage(title, language, summary),
      channels: channel === undefined ? [] : [channel],
      authors: [],
      publishedAt: at,
      reportedAt: at,
      firstSeenAt: at,
      weight: 1,
      contentHash: hashId(title, summary ?? '', url ?? ''),
      // Nobody is told of a replay.
      announcement: 'silent',
    },
  }
}
