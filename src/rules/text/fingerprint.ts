import type { Fingerprint } from '../../model/entry.ts'
import { WEIGHT_SIGN } from '../../model/index-fields.ts'
import { canonicalUrl, isSiteRoot } from '../identity/canonical-url.ts'
import { hashId } from '../ids.ts'
import { hasCompounds, partsOfCompounds } from './compounds.ts'
import { factsOf } from './facts.ts'
import { foldLetters } from './fold-letters.ts'
import { isFunctionTerm } from './function-terms.ts'
import { languageGroup } from './language.ts'
import { cleanText, cleanTitle, compact, compactFolded, headOf, oneScript } from './normalise-title.ts'
import { hashOfWord } from './reading.ts'
import { firstOfSame } from './synonyms.ts'
import { titleNames } from './title-names.ts'
import { isLookupTerm, MAX_CHARS, termsOfFolded, tokenise, visitTerms } from './tokenise.ts'

const SUMMARY_CHARS = 300
const SUMMARY_TERMS = 24
const TITLE_TERMS = 128
/** How often a part of a compound that is no word of the title counts to be there; weighs 0.65, so that both parts weigh about as much as one word. */
const PART = 0.7
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
  const folded = foldLetters(title)
  const titleTerms = title.length > MAX_CHARS ? tokenise(title) : termsOfFolded(folded)
  const urlKey = urlKeyOf(input.url)
  const titleKey = titleKeyOf(folded, titleTerms, group)
  return {
    group,
    ...(urlKey === undefined ? {} : { urlKey }),
    ...(titleKey === undefined ? {} : { titleKey }),
    ...packTerms(titleTerms, foldLetters(summary), hasCompounds(input.language) ? folded : undefined),
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
function titleKeyOf(folded: string, terms: readonly string[], group: string): string | undefined {
  if (!hasTellingTerms(terms)) return undefined
  const text = compactFolded(folded)
  // A character is two units at most.
  const isShort = text.length < 2 * KEY_CHARACTERS && [...text].length < KEY_CHARACTERS
  return isShort && UNSPACED_GROUPS.has(group) ? undefined : hashId(group, text)
}

function hasTellingTerms(terms: readonly string[]): boolean {
  const telling: string[] = []
  for (const term of terms) {
    if (!isLookupTerm(term) || telling.includes(term) || isFunctionTerm(term)) continue
    if (telling.push(term) >= KEY_WORDS) return true
  }
  return false
}

/** `compounds`: the folded title of a language that has them. Their parts are terms like all others, but for their weight. */
function packTerms(
  plain: readonly string[],
  foldedSummary: string,
  compounds: string | undefined,
): Pick<Fingerprint, 'titleTerms' | 'summaryTerms'> {
  const title = compounds === undefined ? plain : partsAmong(plain, compounds)
  const summary = compounds === undefined ? foldedSummary : partsOfCompounds(foldedSummary)
  const words: string[] = []
  const counts: number[] = []
  slots.fill(0)
  for (const written of title) {
    const hash = hashOfWord(written)
    const term = firstOfSame(written, hash)
    const slot = slotOf(term, term === written ? hash : hashOfWord(term), words)
    const place = slots[slot] as number
    if (place > 0) counts[place - 1] = (counts[place - 1] as number) + 1
    else if (words.length < TITLE_TERMS) {
      slots[slot] = words.push(term)
      counts.push(title === plain || plain.includes(written) ? 1 : PART)
    }
  }
  const length = words.length
  visitTerms(summary, (written) => {
    const hash = hashOfWord(written)
    const term = firstOfSame(written, hash)
    const slot = slotOf(term, term === written ? hash : hashOfWord(term), words)
    if (slots[slot] === 0 && !isFunctionTerm(term)) slots[slot] = words.push(term)
    return words.length < length + SUMMARY_TERMS
  })
  const summaryTerms = words.slice(length).join(' ')
  words.length = length
  for (let at = 0; at < length; at++) {
    const count = counts[at] as number
    if (count !== 1) words[at] += WEIGHT_SIGN + weightOf(count)
  }
  return { titleTerms: words.join(' '), summaryTerms }
}

/** Terms of a title by the parts of its compounds; `plain` itself where it has none. */
function partsAmong(plain: readonly string[], folded: string): readonly string[] {
  const parted = partsOfCompounds(folded)
  return parted === folded ? plain : termsOfFolded(parted)
}

/** A table for one text at a time, used again: places of terms, from 1. A map of each would grow four times. */
const slots = new Uint8Array(1 << 9)

/** Where a term with this hash is, or would be; the table is never full. */
function slotOf(term: string, hash: number, words: readonly string[]): number {
  let slot = (hash ^ (hash >>> 15)) & (slots.length - 1)
  for (let place = slots[slot]; place; place = slots[slot]) {
    if (words[place - 1] === term) break
    slot = (slot + 1) & (slots.length - 1)
  }
  return slot
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
  if (!title.includes('《')) return []
  return [...title.slice(0, 300).matchAll(WORK)].map(([, name = '']) => compact(cleanText(name))).slice(0, 3)
}

function weightOf(count: number): number {
  return Math.round((1 + Math.log(count)) * 1000) / 1000
}
