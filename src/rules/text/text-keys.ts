import type { Fingerprint } from '../../model/entry.ts'
import { hashId } from '../ids.ts'
import { foldLetters } from './fold-letters.ts'
import { cleanText, oneScript } from './normalise-title.ts'
import { unitAt } from './units.ts'

/** Shorter bodies say too little: "Read more on our site" is no reprint of itself. Han and Kana count double. */
const MIN_BODY = 60
/** Letters from the beginning of a body that name it exactly: some twenty words, where no paper has cut it yet. */
const EXACT_CHARS = 100
/** Reprints are cut at any length, so only so many words from the beginning are compared. */
const BODY_WORDS = 60
const SHINGLE_WORDS = 3
/** Bodies that share 70 % of their shingles have a band in common in 97 % of cases, those that share 10 % in 5 %. */
const BANDS = 5
const BAND_HASHES = 2
const KEY_CHARS = 8
const SPACE = 0x20
/** Each character is a word in these; so much of a text holds what is looked at, with signs between. */
const UNSPACED_GROUPS = new Set(['hani', 'jpan', 'thai', 'laoo', 'mymr', 'khmr'])
const BEGINNING_CHARS = 160

/** Scripts without spaces give a word for each character. */
const WORD =
  /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]|(?:(?![\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}])[\p{L}\p{M}\p{N}])+/gu
const DENSE = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/gu

/** Where and by whom a wire story was written, which each paper puts its own way. */
const DATELINES = [
  /^.{0,60}?\((?:reuters|ap|afp|dpa(?:-afx)?|efe|ansa|upi|xinhua|tass|bloomberg|kyodo|yonhap|pti|ani|ians|cnn|the associated press)\)[-: ]*/u,
  /^by [\p{L}.' -]{3,40} (?:-|\|) /u,
  /^.{0,16}?(?:新华社|中新社|中新网|新华网|人民网|央视网|中国新闻网|法新社|路透社|综合报道|本报讯|本网讯)(?:.{0,16}?(?:电|讯|消息))?(?: ?\([^)]{1,40}\))?[:, ]*/u,
] as const

/**
 * Names of what an entry printed, joined by `+`: texts that share one are reprints of one another. From its page, its
 * title, its body, and of the entry it nearly repeats.
 */
export function textKeys(input: {
  readonly fingerprint: Pick<Fingerprint, 'group' | 'urlKey' | 'titleKey'>
  readonly summary?: string | undefined
  /** Of an entry whose words are nearly the same and whose facts do not differ. */
  readonly copied?: Pick<Fingerprint, 'titleKey'> | undefined
}): string | undefined {
  const { fingerprint, summary, copied } = input
  const keys = [
    named('t', fingerprint.titleKey),
    named('t', copied?.titleKey),
    named('u', fingerprint.urlKey),
    ...bodyKeys(summary ?? '', fingerprint.group),
  ].filter((key) => key !== undefined)
  return keys.length === 0 ? undefined : [...new Set(keys)].join('+')
}

/** Whether two texts, each by its keys, share one. */
export function areOneText(a: string, b: string): boolean {
  const keys = new Set(a.split('+'))
  return b.split('+').some((key) => keys.has(key))
}

/** The exact beginning of a body, and bands of a MinHash over its first words (Broder 1997); none of a short one. */
export function bodyKeys(summary: string, group: string): string[] {
  const clean = oneScript(cleanText(summary), group)
  const text = foldLetters(DATELINES.reduce((rest, dateline) => rest.replace(dateline, ''), clean))
  const words = firstWords(text, group)
  const plain = words.join('')
  // Most bodies are long enough whatever they are written in.
  if (plain.length < MIN_BODY && plain.length + (plain.match(DENSE)?.length ?? 0) < MIN_BODY) return []
  const exact = named('b', hashId(group, plain.slice(0, EXACT_CHARS))) ?? ''
  if (words.length < BODY_WORDS) return [exact]
  return [exact, ...bandsOf(words.slice(0, BODY_WORDS))]
}

/** All of them, or of a text without spaces so many as are looked at: there, each character is one. */
function firstWords(text: string, group: string): string[] {
  if (UNSPACED_GROUPS.has(group) && text.length > BEGINNING_CHARS) {
    // The last one may be cut in two.
    const words = (text.slice(0, BEGINNING_CHARS).match(WORD) ?? []).slice(0, -1)
    if (words.length >= BODY_WORDS && words.join('').length >= EXACT_CHARS) return words
  }
  return text.match(WORD) ?? []
}

function bandsOf(words: readonly string[]): string[] {
  const least = new Array<number>(BANDS * BAND_HASHES).fill(0xffffffff)
  for (let at = 0; at + SHINGLE_WORDS <= words.length; at++) {
    const shingle = hashWords(words, at, at + SHINGLE_WORDS)
    for (let n = 0; n < least.length; n++) least[n] = Math.min(least[n] ?? 0, mixed(shingle, n))
  }
  return Array.from({ length: BANDS }, (_, band) => {
    const hashes = least.slice(band * BAND_HASHES, (band + 1) * BAND_HASHES)
    return `${band}${hashId(hashes.join(',')).slice(0, KEY_CHARS - 2)}`
  })
}

/** FNV-1a of the words from `from` to before `to`, with a space between them. */
function hashWords(words: readonly string[], from: number, to: number): number {
  let hash = 0x811c9dc5
  for (let at = from; at < to; at++) {
    const word = words[at] ?? ''
    if (at > from) hash = Math.imul(hash ^ SPACE, 0x01000193)
    const { length } = word
    for (let n = 0; n < length; n++) hash = Math.imul(hash ^ unitAt(word, n), 0x01000193)
  }
  return hash >>> 0
}

/** One of several independent hashes of a hash: the finaliser of MurmurHash3 over a seed of its own. */
function mixed(hash: number, seed: number): number {
  let value = hash ^ Math.imul(seed + 1, 0x9e3779b1)
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}

/** Keys only meet within a story: 40 bits are plenty. */
function named(kind: string, key: string | undefined): string | undefined {
  return key === undefined ? undefined : kind + key.slice(0, KEY_CHARS)
}
