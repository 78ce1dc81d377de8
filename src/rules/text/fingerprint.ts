import type { Fingerprint } from '../../model/entry.ts'
import { canonicalUrl, isSiteRoot } from '../identity/canonical-url.ts'
import { hashId } from '../ids.ts'
import { factsOf } from './facts.ts'
import { foldLetters } from './fold-letters.ts'
import { isFunctionTerm } from './function-terms.ts'
import { languageGroup } from './language.ts'
import { cleanText, cleanTitle, compact, headOf, oneScript } from './normalise-title.ts'
import { titleNames } from './title-names.ts'
import { isLookupTerm, tokenise, visitTerms } from './tokenise.ts'

/** Weight of a term that only the summary has; below every title term, which has at least 1. */
const SUMMARY_WEIGHT = 0.5
const SUMMARY_CHARS = 300
const SUMMARY_TERMS = 24
const TITLE_TERMS = 128
/** Different words a title needs before being equal identifies it; characters where words are not spaced. */
const KEY_WORDS = 4
const KEY_CHARACTERS = 8
const UNSPACED_GROUPS = new Set(['hani', 'jpan', 'kore', 'thai', 'laoo', 'mymr', 'khmr'])

export interface FingerprintInput {
  readonly title: string
  /** The title without what its source writes around every title. */
  readonly heading?: string | undefined
  readonly summary?: string | undefined
  readonly url?: string | undefined
  readonly language: string
  readonly publisherName: string
}

/** What comparing an entry with others needs. Never throws, whatever the strings hold. */
export function fingerprint(input: FingerprintInput): Fingerprint {
  const cleaned = cleanTitle(input.heading ?? input.title, input.publisherName, input.language)
  const title = cleaned.text
  const plainSummary = cleanText((input.summary ?? '').slice(0, SUMMARY_CHARS))
  const group = title === '' ? languageGroup(input.language, plainSummary) : cleaned.group
  const summary = oneScript(plainSummary, group)
  const titleTerms = tokenise(title)
  const urlKey = urlKeyOf(input.url)
  const titleKey = titleKeyOf(title, titleTerms, group)
  return {
    group,
    ...(urlKey === undefined ? {} : { urlKey }),
    ...(titleKey === undefined ? {} : { titleKey }),
    terms: termWeights(titleTerms, summary),
    facts: [
      ...factsOf(title, input.language),
      ...headFact(title),
      ...titleNames(input.heading ?? input.title, input.language).map((name) => `name:${name}`),
    ],
  }
}

const SUMMARISED = new WeakMap<Fingerprint, boolean>()

/** Whether summary words take part in the vector. */
export function hasSummary(print: Fingerprint): boolean {
  let has = SUMMARISED.get(print)
  if (has === undefined) {
    has = Object.values(print.terms).some((weight) => weight < 1)
    SUMMARISED.set(print, has)
  }
  return has
}

function urlKeyOf(url: string | undefined): string | undefined {
  const canonical = url === undefined ? undefined : canonicalUrl(url)
  return canonical === undefined || isSiteRoot(canonical) ? undefined : hashId(canonical)
}

/** "Morning briefing" and 图片新闻 say nothing by being equal: no key. */
function titleKeyOf(title: string, terms: readonly string[], group: string): string | undefined {
  if (!hasTellingTerms(terms)) return undefined
  const text = compact(title)
  if (UNSPACED_GROUPS.has(group) && [...text].length < KEY_CHARACTERS) return undefined
  return hashId(group, text)
}

function hasTellingTerms(terms: readonly string[]): boolean {
  const telling = new Set<string>()
  for (const term of terms) {
    if (isLookupTerm(term) && !isFunctionTerm(term) && telling.add(term).size >= KEY_WORDS) return true
  }
  return false
}

function termWeights(title: readonly string[], summary: string): Record<string, number> {
  // Without a prototype it is a table from the start; a plain object would take a new shape at each of its first words.
  const weights: Record<string, number> = Object.create(null)
  let size = 0
  let isRepeated = false
  for (const term of title) {
    const count = weights[term]
    if (count !== undefined) {
      weights[term] = count + 1
      isRepeated = true
    } else if (size < TITLE_TERMS) {
      weights[term] = 1
      size++
    }
  }
  if (isRepeated) for (const term in weights) weights[term] = round(1 + Math.log(weights[term] ?? 1))
  let added = 0
  visitTerms(foldLetters(summary), (term) => {
    if (isFunctionTerm(term) || weights[term] !== undefined) return true
    weights[term] = SUMMARY_WEIGHT
    added++
    return added < SUMMARY_TERMS
  })
  return weights
}

/** The name of a series or topic before a title, with the number of terms it takes: `head:<hash>/<terms>`. */
function headFact(title: string): string[] {
  const head = headOf(title)
  if (head === undefined) return []
  const count = new Set(tokenise(head)).size
  return count === 0 ? [] : [`head:${hashId(compact(head))}/${count}`]
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
