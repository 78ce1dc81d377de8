import { FUNCTION_WORDS } from './function-words.ts'
import { createWordFilter, FIRST_HASH, hashOfWord, nextHash } from './reading.ts'
import {
  classNumber,
  HAN,
  HANGUL,
  isLetter,
  isLetterOrMark,
  KANA,
  LETTER_CLASS,
  SCRIPTS,
  scriptNumber,
  UNSPACED,
} from './scripts-of-text.ts'
import { cut, unitAt } from './units.ts'

const TAGS = Object.keys(FUNCTION_WORDS)
/** Which languages a word is one of the commonest of, by their places among the tags. */
const TAGS_OF_WORD = tagsOfWords()
const LISTED = createWordFilter([...TAGS_OF_WORD.keys()].map((word) => hashOfWord(word)))

/** By class: a character of Han, Kana and Hangul says as much as a syllable or a word; what is no letter says nothing. */
const WEIGHT: readonly number[] = [0, 0, 3, 3, 3, 1, 1, 0]
const GROUP_CHARS = 500

/** Language of a script that is written by one large language. */
const MAIN_LANGUAGE: Readonly<Record<string, string>> = {
  hani: 'zh',
  jpan: 'ja',
  kore: 'ko',
  thai: 'th',
  laoo: 'lo',
  mymr: 'my',
  khmr: 'km',
  grek: 'el',
  hebr: 'he',
  taml: 'ta',
  telu: 'te',
  knda: 'kn',
  mlym: 'ml',
  gujr: 'gu',
  guru: 'pa',
  sinh: 'si',
  geor: 'ka',
  armn: 'hy',
  ethi: 'am',
  tibt: 'bo',
}
/** Primary tags a script is plausible for; a declared tag outside is a template's default. */
const PLAUSIBLE: Readonly<Record<string, RegExp>> = {
  hani: /^(?:zh|yue|wuu|cmn|lzh|ja|ko)$/u,
  jpan: /^ja$/u,
  kore: /^ko$/u,
  cyrl: /^(?:ru|uk|be|bg|sr|mk|kk|ky|mn|tg|tt|uz|az|bs)$/u,
  arab: /^(?:ar|fa|ur|ps|ckb|ku|ug|sd|dv|arz)$/u,
  deva: /^(?:hi|mr|ne|sa|mai|bho|kok)$/u,
  latn: /^(?!(?:zh|ja|ko|th|lo|km|my|ru|uk|be|bg|el|he|ar|fa|ur|hi)$)/u,
}

/**
 * Which entries are worth comparing with which: by script, as ISO 15924 writes it, in lower case. A declared
 * language only settles what the text leaves open (a Japanese title without kana): it is often a template's.
 */
export function languageGroup(language: string, text: string): string {
  weights.fill(0)
  /** Groups in the order in which they come first. */
  const found: number[] = []
  let hasKana = false
  const end = Math.min(text.length, GROUP_CHARS)
  for (let at = 0; at < end; at++) {
    const unit = unitAt(text, at)
    const point = unit >= 0xd800 && unit <= 0xdbff ? (text.codePointAt(at) ?? 0) : unit
    // A pair that the limit cuts in half counts for nothing.
    if (point > 0xffff && ++at >= GROUP_CHARS) break
    const kind = classNumber(point)
    const weight = WEIGHT[kind] as number
    if (weight === 0) continue
    if (kind === KANA) hasKana = true
    const group = kind === LETTER_CLASS || kind === UNSPACED ? scriptNumber(point) : FIRST_DENSE + kind
    if (weights[group] === 0) found.push(group)
    weights[group] = (weights[group] as number) + weight
  }
  let best = -1
  for (const group of found) {
    if (best < 0 || (weights[group] as number) > (weights[best] as number)) best = group
  }
  if (best >= 0 && best < FIRST_DENSE) best = denseOf(language, found) ?? best
  const name = best < 0 ? 'zyyy' : (GROUPS[best] as string)
  if ((name === 'hani' || name === 'jpan') && (hasKana || primary(language) === 'ja')) return 'jpan'
  return name
}

/** "TypeScript 7.1 发布": names of products are longer than what is said of them. */
const LEAST_DENSE = 2 * 3

/** The group of Han, Kana or Hangul that a title in letters is of, where its feed says so and it has two characters of it. */
function denseOf(language: string, found: readonly number[]): number | undefined {
  const declared = DENSE_LANGUAGES.get(primary(language))
  if (declared === undefined) return undefined
  return found.find((group) => declared.includes(group) && (weights[group] as number) >= LEAST_DENSE)
}

/** Groups by number: scripts that are spelled, then those of Han, Kana and Hangul, by their classes. */
const FIRST_DENSE = SCRIPTS.length
const GROUPS: readonly string[] = Object.assign([...SCRIPTS], {
  [FIRST_DENSE + HAN]: 'hani',
  [FIRST_DENSE + KANA]: 'jpan',
  [FIRST_DENSE + HANGUL]: 'kore',
})
/** What languages that are written without letters are written in. */
const DENSE_LANGUAGES: ReadonlyMap<string, readonly number[]> = new Map(
  Object.entries({
    zh: [FIRST_DENSE + HAN],
    cmn: [FIRST_DENSE + HAN],
    yue: [FIRST_DENSE + HAN],
    ja: [FIRST_DENSE + HAN, FIRST_DENSE + KANA],
    ko: [FIRST_DENSE + HANGUL],
  }),
)
/** A table for one text at a time, used again. */
const weights = new Int32Array(GROUPS.length)

/**
 * BCP 47 tag of a title: the declared one where script and commonest words of the title allow it; else what these say,
 * with those of the summary where that is in the same script; else `und`.
 */
export function detectLanguage(title: string, declared?: string, summary = ''): string {
  const asked = declared ?? 'und'
  const own = languageGroup(asked, title)
  const group = own === 'zyyy' ? languageGroup(asked, summary) : own
  const tag = canonicalTag(declared)
  if (tag !== 'und' && (group === 'zyyy' || (PLAUSIBLE[group]?.test(primary(tag)) ?? true)))
    return contradicted(title, tag) ?? tag
  const main = MAIN_LANGUAGE[group]
  if (main !== undefined) return main
  const text = languageGroup(asked, summary) === group ? `${title} ${summary}` : title
  return byFunctionWords(text).tag
}

/** Tags that name one written language to most of its readers. */
const ONE_LANGUAGE: Readonly<Record<string, string>> = {
  nb: 'no',
  nn: 'no',
  hr: 'sh',
  bs: 'sh',
  sr: 'sh',
  id: 'ms',
  cmn: 'zh',
  yue: 'zh',
  wuu: 'zh',
  arz: 'ar',
  tl: 'fil',
}

/** Whether two tags are known to be of two languages: variants of one are not, and `und` says nothing. */
export function areTwoLanguages(a: string, b: string): boolean {
  if (a === b) return false
  const left = writtenLanguage(a)
  const right = writtenLanguage(b)
  return left !== right && left !== 'und' && right !== 'und' && left !== '' && right !== ''
}

function writtenLanguage(tag: string): string {
  const first = primary(tag)
  return ONE_LANGUAGE[first] ?? first
}

/** So many words of another language, and none of the declared one, are no quotation. */
const CONTRADICTING_WORDS = 3

/** A template's default tag stands in feeds of every language. */
function contradicted(title: string, declared: string): string | undefined {
  const { tag, score, scores } = byFunctionWords(title)
  return scores[TAGS.indexOf(primary(declared))] === 0 && score >= CONTRADICTING_WORDS ? tag : undefined
}

/** The language most of whose commonest words stand in the text: two at least, and more than of the next. */
function byFunctionWords(text: string) {
  const scores = TAGS.map(() => 0)
  const lower = text.toLowerCase().slice(0, 1000)
  eachListed(lower, (word) => {
    for (const at of TAGS_OF_WORD.get(word) ?? []) scores[at] = (scores[at] ?? 0) + 1
  })
  const score = Math.max(...scores)
  const isClear = score >= 2 && scores.indexOf(score) === scores.lastIndexOf(score)
  const tag = isClear ? (TAGS[scores.indexOf(score)] ?? 'und') : 'und'
  return { tag, score: isClear ? score : 0, scores }
}

/** Those of `\p{L}[\p{L}\p{M}]*` in a text that may be among the commonest: no other is cut out. */
function eachListed(text: string, visit: (word: string) => void): void {
  const { length } = text
  let from = -1
  let hash = FIRST_HASH
  for (let at = 0; at < length; at++) {
    const unit = unitAt(text, at)
    const point = unit >= 0xd800 && unit <= 0xdbff ? (text.codePointAt(at) ?? 0) : unit
    if (from < 0 ? isLetter(point) : isLetterOrMark(point)) {
      if (from < 0) from = at
      hash = nextHash(hash, unit)
      if (point > 0xffff) hash = nextHash(hash, unitAt(text, ++at))
    } else if (from >= 0) {
      if (LISTED.mayHold(hash)) visit(cut(text, from, at))
      from = -1
      hash = FIRST_HASH
    }
  }
  if (from >= 0 && LISTED.mayHold(hash)) visit(cut(text, from, length))
}

function tagsOfWords(): ReadonlyMap<string, readonly number[]> {
  const tags = new Map<string, number[]>()
  for (const [at, tag] of TAGS.entries()) {
    for (const word of new Set(FUNCTION_WORDS[tag])) tags.set(word, [...(tags.get(word) ?? []), at])
  }
  return tags
}

function canonicalTag(tag: string | undefined): string {
  const clean = (tag ?? '').trim().replaceAll('_', '-').toLowerCase()
  return /^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/u.test(clean) ? clean : 'und'
}

function primary(tag: string): string {
  const end = tag.indexOf('-')
  return (end < 0 ? tag : tag.slice(0, end)).toLowerCase()
}
