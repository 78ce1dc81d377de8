import type { Candidate, Fingerprint } from '../model/index.ts'
import { parseStored, StoreError } from './replies.ts'

/**
 * What the index keeps of an entry, one JSON array: `[story, entry, publisher, reported at, URL key or 0, title key or 0,
 * facts, terms of the title, terms of the summary alone]`. The story comes first: `split-story.lua` replaces it there.
 */
type PackedDocument = [
  storyId: string,
  entryId: string,
  publisherId: string,
  reportedAt: number,
  urlKey: string | 0,
  titleKey: string | 0,
  facts: string[],
  title: string | Record<string, number>,
  summary: string,
]

/** What a term weighs that only the summary has; nearly every other weighs 1. */
const SUMMARY_WEIGHT = 0.5
/** Between a term and a weight other than 1; terms have neither this nor spaces. */
const TIMES = '*'
const UNUSUAL = /[\s*]/u

export function packDocument({ storyId, entryId, publisherId, reportedAt, fingerprint }: Candidate): string {
  const { urlKey, titleKey, facts } = fingerprint
  const [title, summary] = packTerms(Object.entries(fingerprint.terms))
  const packed = [
    storyId,
    entryId,
    publisherId,
    reportedAt,
    urlKey ?? 0,
    titleKey ?? 0,
    facts,
    title,
    summary,
  ]
  return JSON.stringify(packed)
}

/** Throws a `StoreError` that names `key` when `text` is not what `packDocument` made. */
export function unpackDocument(text: string, group: string, key: string): Candidate {
  const packed = parseStored<PackedDocument>(text, key)
  if (!Array.isArray(packed) || packed.length !== 9) {
    throw new StoreError(
      'store_broken_value',
      `Redis key ${key} holds a document that is not one: ${text.slice(0, 80)}`,
      {
        retry: 'later',
      },
    )
  }
  const [storyId, entryId, publisherId, reportedAt, urlKey, titleKey, facts, title, summary] = packed
  const fingerprint: Fingerprint = {
    group,
    ...(urlKey !== 0 && { urlKey }),
    ...(titleKey !== 0 && { titleKey }),
    terms: unpackTerms(title, summary),
    facts,
  }
  return { entryId, storyId, publisherId, reportedAt, fingerprint }
}

function packTerms(terms: readonly [string, number][]): [string | Record<string, number>, string] {
  if (terms.some(([term]) => term === '' || UNUSUAL.test(term))) return [Object.fromEntries(terms), '']
  let ofTitle = terms.length
  while (ofTitle > 0 && terms[ofTitle - 1]?.[1] === SUMMARY_WEIGHT) ofTitle--
  const title = terms
    .slice(0, ofTitle)
    .map(([term, weight]) => (weight === 1 ? term : `${term}${TIMES}${weight}`))
  return [
    title.join(' '),
    terms
      .slice(ofTitle)
      .map(([term]) => term)
      .join(' '),
  ]
}

function unpackTerms(title: string | Record<string, number>, summary: string): Record<string, number> {
  if (typeof title !== 'string') return title
  const terms: Record<string, number> = {}
  if (title !== '') {
    for (const term of title.split(' ')) {
      const times = term.indexOf(TIMES)
      if (times < 0) terms[term] = 1
      else terms[term.slice(0, times)] = Number(term.slice(times + 1))
    }
  }
  if (summary !== '') for (const term of summary.split(' ')) terms[term] = SUMMARY_WEIGHT
  return terms
}
