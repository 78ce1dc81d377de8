import type { Fingerprint } from '../../model/entry.ts'
import { WEIGHT_SIGN } from '../../model/index-fields.ts'
import { canonicalUrl, isSiteRoot } from '../identity/canonical-url.ts'
import { hashId } from '../ids.ts'
import { factsOf } from './facts.ts'
import { foldLetters } from './fold-letters.ts'
import { isFunctionTerm } from './function-terms.ts'
import { languageGroup } from './language.ts'
import { cleanText, cleanTitle, compact, headOf, oneScript } from './normalise-title.ts'
import { titleNames } from './title-names.ts'
import { isLookupTerm, tokenise, visitTerms } from './tokenise.ts'

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
    ...packTerms(titleTerms, summary),
    facts: [
      ...factsOf(title, input.language),
      ...headFact(title),
      ...worksOf(input.heading ?? input.title).map((work) => `work:${work}`),
      ...titleNames(input.heading ?? input.title, input.language).map((name) => `name:${name}`),
    ],
  }
}

/** Whether summary words take part in the vector. */
export function hasSummary({ summaryTerms }: Fingerprint): boolean {
  return summaryTerms !== ''
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

function packTerms(
  title: readonly string[],
  summary: string,
): Pick<Fingerprint, 'titleTerms' | 'summaryTerms'> {
  const counts = new Map<string, number>()
  for (const term of title) {
    const count = counts.get(term)
    if (count !== undefined) counts.set(term, count + 1)
    else if (counts.size < TITLE_TERMS) counts.set(term, 1)
  }
  const words: string[] = []
  for (const [term, count] of counts) words.push(count === 1 ? term : term + WEIGHT_SIGN + weightOf(count))
  const added = new Set<string>()
  visitTerms(foldLetters(summary), (term) => {
    if (!isFunctionTerm(term) && !counts.has(term)) added.add(term)
    return added.size < SUMMARY_TERMS
  })
  return { titleTerms: words.join(' '), summaryTerms: [...added].join(' ') }
}

/** The name of a series or topic before a title, with the number of terms it takes: `head:<hash>/<terms>`. */
function headFact(title: string): string[] {
  const head = headOf(title)
  if (head === undefined) return []
  const count = new Set(tokenise(head)).size
  return count === 0 ? [] : [`head:${hashId(compact(head))}/${count}`]
}

const WORK = /《([^《》]{1,40})》/gu

/** What Chinese titles name in the marks of books, films, songs and laws. */
function worksOf(title: string): string[] {
  return [...title.slice(0, 300).matchAll(WORK)].map(([, name = '']) => compact(cleanText(name))).slice(0, 3)
}

function weightOf(count: number): number {
  return Math.round((1 + Math.log(count)) * 1000) / 1000
}
