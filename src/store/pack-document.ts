import type { Candidate, EntryId, Fingerprint } from '../model/index.ts'
import { parseStored, StoreError } from './replies.ts'

/**
 * What the index keeps of an entry, one JSON array: `[story, entry, publisher, reported at, URL key or 0, title key or 0,
 * facts, terms of the title, terms of the summary alone, grounds]`, these where they are known, with spaces between them.
 * The story comes first: `move-entries.lua` replaces it there; the grounds come last: `note-grounds.lua` replaces them.
 */
type PackedDocument = [
  storyId: string,
  entryId: string,
  publisherId: string,
  reportedAt: number,
  urlKey: string | 0,
  titleKey: string | 0,
  facts: string[],
  title: string,
  summary: string,
  grounds?: string,
]

export function packDocument(candidate: Candidate): string {
  const { storyId, entryId, publisherId, reportedAt, fingerprint, grounds } = candidate
  const { urlKey, titleKey, facts, titleTerms, summaryTerms } = fingerprint
  const packed = [
    storyId,
    entryId,
    publisherId,
    reportedAt,
    urlKey ?? 0,
    titleKey ?? 0,
    facts,
    titleTerms,
    summaryTerms,
    ...(grounds ? [packGrounds(grounds)] : []),
  ]
  return JSON.stringify(packed)
}

export function packGrounds(grounds: readonly EntryId[]): string {
  return grounds.join(' ')
}

/** Throws a `StoreError` that names `key` when `text` is not what `packDocument` made. */
export function unpackDocument(text: string, group: string, key: string): Candidate {
  const packed = parseStored<PackedDocument>(text, key)
  if (!Array.isArray(packed) || !isWhole(packed)) {
    throw new StoreError(
      'store_broken_value',
      `Redis key ${key} holds a document that is not one: ${text.slice(0, 80)}`,
      {
        retry: 'later',
      },
    )
  }
  const [storyId, entryId, publisherId, reportedAt, urlKey, titleKey, facts, title, summary, grounds] = packed
  const fingerprint: Fingerprint = {
    group,
    ...(urlKey !== 0 && { urlKey }),
    ...(titleKey !== 0 && { titleKey }),
    titleTerms: title,
    summaryTerms: summary,
    facts: facts.map(asNamedNow),
  }
  const candidate = { entryId, storyId, publisherId, reportedAt, fingerprint }
  if (grounds === undefined) return candidate
  return { ...candidate, grounds: grounds === '' ? [] : grounds.split(' ') }
}

/** Older programs have written nine of them. */
function isWhole({ length, 7: title, 9: grounds }: PackedDocument): boolean {
  const isComplete = length === 9 || (length === 10 && typeof grounds === 'string')
  return isComplete && typeof title === 'string'
}

const COUNTRY = /^place:[A-Z]{2}(?=\/|$)/
/** Pure memory of a pure function. */
const named = new Map<string, string>()

/**
 * Countries by the codes that are assigned: older programs have stored FX for France and SU for Russia, and a report of the
 * one would be kept apart from one of the other for as long as the index holds both.
 */
function asNamedNow(fact: string): string {
  const country = COUNTRY.exec(fact)?.[0]
  if (country === undefined) return fact
  let now = named.get(country)
  if (now === undefined) {
    const code = country.slice(6)
    now = `place:${new Intl.Locale(`und-${code}`).region ?? code}`
    named.set(country, now)
  }
  return now === country ? fact : now + fact.slice(country.length)
}
