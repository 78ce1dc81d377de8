import { unitAt } from './units.ts'

/** What a text holds, as bits: a rule that needs what is not there need not look for it. */
export const HOLDS_DIGIT = 1
/** `[\p{sc=Han}\p{sc=Kana}\p{sc=Hang}ー]` */
export const HOLDS_DENSE = 2
/** Of the block in which the letters of the press stand. */
export const HOLDS_ARABIC = 4
/** Chinese numerals, whatever else they may mean. */
export const HOLDS_NUMERAL = 8
const MARK = 16
const LETTER = 32
/** Half of a character beyond the first plane. */
const PAIR = 64
const KNOWN = 128

const NUMERALS = '〇零一二三四五六七八九十百千两兩廿卅壹贰叁肆伍陆柒捌玖拾'

/** Words with hashes, by which most lists say at once that they hold none (`createWordFilter`). */
export interface Words {
  readonly list: readonly string[]
  /** Of each word. */
  readonly hashes: readonly number[]
  /** Of its first three units, or of all where it has fewer. */
  readonly starts: readonly number[]
}

/** A text, looked at once for all the rules that read it. */
export interface Reading {
  readonly text: string
  /** Bits, `HOLDS_…`. */
  readonly holds: number
  /** Runs of `[\p{L}\p{M}]`. */
  readonly words: Words
  /** Runs of `\p{L}`. */
  readonly letters: Words
}

/** Pure memory of a pure function: the bits of each unit of text. 0: not asked yet. */
const traits = new Uint8Array(0x10000)
/** Several rules read one text, one after the other. */
let last: Reading | undefined

export function readText(text: string): Reading {
  if (last?.text !== text) last = readAnew(text)
  return last
}

/** For a text that no other rule reads, while others still read theirs. */
export function readAnew(text: string): Reading {
  const { length } = text
  let held = 0
  for (let at = 0; at < length; at++) held |= traitsAt(unitAt(text, at))
  const hasPairs = (held & PAIR) !== 0
  const words = wordsIn(text, LETTER | MARK, hasPairs)
  const letters = held & MARK || hasPairs ? wordsIn(text, LETTER, hasPairs) : words
  return { text, holds: held, words, letters }
}

function wordsIn(text: string, belongs: number, hasPairs: boolean): Words {
  const { length } = text
  const list: string[] = []
  const hashes: number[] = []
  const starts: number[] = []
  let from = -1
  let hash = 0
  let start = 0
  for (let at = 0; at <= length; at++) {
    const unit = at < length ? unitAt(text, at) : 0
    const own = at < length ? traitsAt(unit) : 0
    if (own & belongs || (hasPairs && own & PAIR && isWithin(text, at, belongs))) {
      if (from < 0) {
        from = at
        hash = FIRST_HASH
      }
      hash = nextHash(hash, unit)
      if (at - from < START_UNITS) start = hash
    } else if (from >= 0) {
      list.push(text.slice(from, at))
      hashes.push(hash)
      starts.push(start)
      from = -1
    }
  }
  return { list, hashes, starts }
}

function traitsAt(unit: number): number {
  return traits[unit] || readTraits(unit)
}

function readTraits(unit: number): number {
  const char = String.fromCharCode(unit)
  const bits =
    KNOWN |
    (unit >= 0x30 && unit <= 0x39 ? HOLDS_DIGIT : 0) |
    (/[\p{sc=Han}\p{sc=Kana}\p{sc=Hang}ー]/u.test(char) ? HOLDS_DENSE : 0) |
    (unit >= 0x600 && unit <= 0x6ff ? HOLDS_ARABIC : 0) |
    (NUMERALS.includes(char) ? HOLDS_NUMERAL : 0) |
    (/\p{M}/u.test(char) ? MARK : 0) |
    (/\p{L}/u.test(char) ? LETTER : 0) |
    (unit >= 0xd800 && unit <= 0xdfff ? PAIR : 0)
  traits[unit] = bits
  return bits
}

/** Whether the character of which this unit is a half belongs to a word. */
function isWithin(text: string, at: number, belongs: number): boolean {
  const isSecond = at > 0 && text.charCodeAt(at) >= 0xdc00 && (text.codePointAt(at - 1) ?? 0) > 0xffff
  const char = String.fromCodePoint(text.codePointAt(isSecond ? at - 1 : at) ?? 0)
  return /\p{L}/u.test(char) || ((belongs & MARK) !== 0 && /\p{M}/u.test(char))
}

/** FNV-1a, whose hash of nothing this is. */
export const FIRST_HASH = 0x811c9dc5 | 0
const HASH_PRIME = 0x01000193
const START_UNITS = 3
/** Slots of a filter for each thing that is listed: one in sixteen that is not there has to be looked up. */
const SLOTS_EACH = 16

/** `hashOfWord` of a word and one unit more. */
export function nextHash(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, HASH_PRIME)
}

export function hashOfWord(word: string, length: number = word.length): number {
  const end = Math.min(length, word.length)
  let hash = FIRST_HASH
  for (let at = 0; at < end; at++) hash = nextHash(hash, unitAt(word, at))
  return hash
}

/** Of what a word begins with, as `Words` has it. */
export function hashOfStart(word: string): number {
  return hashOfWord(word, START_UNITS)
}

/**
 * Says of a hash whether a word with it may be listed: never wrongly that it is not. A headline has ten words, and a
 * list of words has hardly ever one of them.
 */
export interface WordFilter {
  mayHold(hash: number): boolean
}

export function createWordFilter(hashes: Iterable<number>): WordFilter {
  const held = [...new Set(hashes)]
  const size = sizeFor(held.length)
  const mask = size - 1
  // Bits, since many lists are asked of each word: as bytes they would not stay near the processor.
  const slots = new Uint8Array(size / 8)
  for (const hash of held) {
    const slot = spread(hash) & mask
    slots[slot >> 3] = (slots[slot >> 3] as number) | (1 << (slot & 7))
  }
  return {
    mayHold(hash) {
      const slot = spread(hash) & mask
      return ((slots[slot >> 3] as number) & (1 << (slot & 7))) !== 0
    },
  }
}

function spread(hash: number): number {
  return hash ^ (hash >>> 15)
}

function sizeFor(count: number): number {
  return 2 ** Math.ceil(Math.log2(SLOTS_EACH * Math.max(count, 1)))
}

/** Finds pieces of words, of two units at least, in text that has no gaps between words. */
export interface Pieces {
  /** Those that a text holds, each with its place: the first that is listed of several at one; none within another. */
  eachIn(text: string, visit: (piece: string, place: number) => void): void
}

export function createPieces(pieces: Iterable<string>): Pieces {
  const listed = new Map<number, string[]>()
  for (const piece of pieces) {
    const key = pairOf(piece.charCodeAt(0), piece.charCodeAt(1))
    const known = listed.get(key)
    if (known) known.push(piece)
    else listed.set(key, [piece])
  }
  const { mayHold } = createWordFilter(listed.keys())
  return {
    eachIn(text, visit) {
      const { length } = text
      let before = 0
      for (let at = 0, from = 0; at < length; at++) {
        const unit = unitAt(text, at)
        const pair = pairOf(before, unit)
        before = unit
        if (at <= from || !mayHold(pair)) continue
        const piece = listed.get(pair)?.find((known) => text.startsWith(known, at - 1))
        if (piece === undefined) continue
        visit(piece, at - 1)
        from = at - 1 + piece.length
      }
    },
  }
}

/** One number for two units, well spread; several pairs may share one. */
function pairOf(first: number, second: number): number {
  return Math.imul(Math.imul(first, 0x9e3779b1) ^ second, 0x85ebca6b)
}
