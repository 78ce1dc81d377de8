import type { ByteReader, ByteWriter } from './bytes.ts'

/**
 * Addresses, names and titles in Latin letters take about five bits a character: each symbol has a code of its own
 * length (Huffman, A Method for the Construction of Minimum-Redundancy Codes, 1952). Symbols are the visible characters of
 * ASCII and, as control characters, pieces that addresses of feeds are made of. How often each occurs was counted over
 * addresses and headlines of our own; the codes are the format, so nothing here ever changes.
 */
const PHRASES = [
  'https://',
  'www.',
  '/feed',
  '.xml',
  '/rss',
  '.com',
  '.org',
  '.net',
  'news',
  'blog',
  'feeds.',
  'index',
  'atom',
  '.html',
  '/category/',
]
const PHRASE = new RegExp(PHRASES.map((phrase) => phrase.replaceAll('.', '\\.')).join('|'), 'g')
const PHRASE_SIGN = new Map(PHRASES.map((phrase, index) => [phrase, String.fromCharCode(index + 1)]))
/** Symbols by the length of their code, from three bits on, in the order of their codes. */
const BY_LENGTH = [
  ' ',
  '/aes',
  'ilnoprt',
  '.012cdfghmuwy',
  '\u0003\u0004\u0005\u0006,5bkv',
  '\u0009-346:=?ABCPSjqx',
  '\u0002\u0007\u0008\u000a\u000b\u000d&789DEFHIKLMNORTUW[_z',
  '\u0001\u000c\u000e\u000f%GJQVZ]',
  '"#$XY~',
  "!'()*+;<>@\\^`{|}",
]
const SHORTEST = 3
const LONGEST = SHORTEST + BY_LENGTH.length - 1
const VISIBLE = /^[ -~]*$/

const CODES = codesOf()
const SYMBOLS = symbolsOf(CODES)

/** Of each symbol, by its code point. */
interface Codes {
  readonly bits: Uint16Array
  readonly length: Uint8Array
}

function codesOf(): Codes {
  const codes = { bits: new Uint16Array(128), length: new Uint8Array(128) }
  let next = 0
  for (const [index, symbols] of BY_LENGTH.entries()) {
    for (const symbol of symbols) {
      codes.bits[symbol.charCodeAt(0)] = next++
      codes.length[symbol.charCodeAt(0)] = SHORTEST + index
    }
    next *= 2
  }
  return codes
}

/** By the next bits of a text, as many as the longest code has: the symbol they begin with, and its length in the low four bits. */
function symbolsOf(codes: Codes): Uint16Array {
  const symbols = new Uint16Array(1 << LONGEST)
  for (const [symbol, length] of codes.length.entries()) {
    if (length === 0) continue
    const from = (codes.bits[symbol] ?? 0) << (LONGEST - length)
    symbols.fill((symbol << 4) | length, from, from + (1 << (LONGEST - length)))
  }
  return symbols
}

/** Writes how many symbols and their codes, or, where that is no shorter, how many bytes and these. */
export function writeText(to: ByteWriter, value: string): void {
  if (VISIBLE.test(value)) {
    const symbols = value.replace(PHRASE, signOf)
    if (Math.ceil(bitsOf(symbols) / 8) < value.length) {
      to.uint(symbols.length * 2 + 1)
      encode(to, symbols)
      return
    }
  }
  const plain = Buffer.byteLength(value)
  to.uint(plain * 2)
  to.utf8(value, plain)
}

function signOf(phrase: string): string {
  return PHRASE_SIGN.get(phrase) ?? phrase
}

function bitsOf(symbols: string): number {
  let bits = 0
  for (let index = 0; index < symbols.length; index++) bits += CODES.length[symbols.charCodeAt(index)] ?? 0
  return bits
}

export function readText(from: ByteReader): string {
  const head = from.uint()
  if (head % 2 === 0) return from.raw(head / 2).toString()
  const symbols = (head - 1) / 2
  // Each takes a bit at least: a length that was never written asks for no memory.
  if (symbols > 8 * from.rest) throw new RangeError('a text ends early')
  const most = symbols * LONGEST_PHRASE
  const chars = most <= SCRATCH.length ? SCRATCH : Buffer.allocUnsafe(most)
  let length = 0
  let held = 0
  let bits = 0
  for (let left = symbols; left > 0; left--) {
    while (bits < LONGEST && from.rest > 0) {
      held = (held << 8) | from.byte()
      bits += 8
    }
    const symbol =
      SYMBOLS[(bits >= LONGEST ? held >> (bits - LONGEST) : held << (LONGEST - bits)) & MASK] ?? 0
    bits -= symbol & 15
    if (bits < 0) throw new RangeError('a text ends early')
    held &= (1 << bits) - 1
    const code = symbol >> 4
    if (code >= 32) {
      chars[length++] = code
    } else {
      const phrase = PHRASES[code - 1] ?? ''
      for (let at = 0; at < phrase.length; at++) chars[length++] = phrase.charCodeAt(at)
    }
  }
  // What was read ahead belongs to what follows.
  from.back(bits >> 3)
  return chars.toString('latin1', 0, length)
}

const LONGEST_PHRASE = Math.max(...PHRASES.map(({ length }) => length))
/** Where a text is put together: of one that grows by characters each is an object for itself. */
const SCRATCH = Buffer.allocUnsafe(4096)

const MASK = (1 << LONGEST) - 1

function encode(to: ByteWriter, symbols: string): void {
  let held = 0
  let count = 0
  for (let index = 0; index < symbols.length; index++) {
    const symbol = symbols.charCodeAt(index)
    const length = CODES.length[symbol] ?? 0
    held = (held << length) | (CODES.bits[symbol] ?? 0)
    count += length
    while (count >= 8) {
      count -= 8
      to.byte(held >> count)
      held &= (1 << count) - 1
    }
  }
  if (count > 0) to.byte(held << (8 - count))
}
