import type { GuidMemory } from '../model/index.ts'
import { type Packer, text, uint } from './pack-values.ts'
import { readText } from './short-text.ts'

/** An entity tag: quotes and hexadecimal digits take no more than they say. */
export const etag: Packer<string> = {
  write(to, value, context) {
    const [, weak, opaque] = /^(W\/)?"([^"]*)"$/s.exec(value) ?? []
    const bytes = opaque === undefined ? undefined : hexOf(opaque)
    to.byte((opaque === undefined ? 0 : 1) + (weak ? 2 : 0) + (bytes ? 4 : 0))
    if (bytes) to.block(bytes)
    return bytes !== undefined || text.write(to, opaque ?? value, context)
  },
  read(from) {
    const kind = from.byte()
    const opaque = kind >= 4 ? from.block().toString('hex') : readText(from)
    return kind % 2 === 0 ? opaque : `${kind % 4 >= 2 ? 'W/' : ''}"${opaque}"`
  },
}

function hexOf(digits: string): Buffer | undefined {
  return digits.length > 0 && digits.length % 2 === 0 && /^[0-9a-f]+$/.test(digits)
    ? Buffer.from(digits, 'hex')
    : undefined
}

/** Last-Modified: a date as every server of today writes it is a number of seconds. */
export const httpDate: Packer<string> = {
  write(to, value, context) {
    const seconds = Date.parse(value) / 1000
    const isUsual =
      Number.isSafeInteger(seconds) && seconds >= 0 && new Date(seconds * 1000).toUTCString() === value
    to.uint(isUsual ? seconds + 1 : 0)
    return isUsual || text.write(to, value, context)
  },
  read(from) {
    const seconds = from.uint()
    return seconds === 0 ? readText(from) : new Date((seconds - 1) * 1000).toUTCString()
  },
}

/** Bytes as they are. */
export const block: Packer<Uint8Array> = {
  write(to, value) {
    to.block(value)
    return true
  },
  read: (from) => from.block(),
}

/** A digest in base64url. */
export const digest: Packer<string> = {
  write(to, value) {
    const bytes = Buffer.from(value, 'base64url')
    to.block(bytes)
    return bytes.toString('base64url') === value
  },
  read: (from) => from.block().toString('base64url'),
}

const BASE32 = '0123456789abcdefghjkmnpqrstvwxyz'
/** By code point; 255 where a character is none of them. */
const FIVES = new Uint8Array(128).fill(255)
for (let five = 0; five < BASE32.length; five++) FIVES[BASE32.charCodeAt(five)] = five

/** By their ten bits: a text of two characters is joined three times as fast as two of one. */
const PAIRS = Array.from({ length: 1024 }, (_, ten) => `${BASE32[ten >> 5]}${BASE32[ten & 31]}`)

/** Hashes of one even length in the alphabet of ids, five bits a character. */
function hashesOf(size: number): Packer<readonly string[]> {
  return {
    write(to, values) {
      to.uint(values.length)
      let held = 0
      let bits = 0
      for (const value of values) {
        if (value.length !== size) return false
        for (let at = 0; at < size; at++) {
          const five = FIVES[value.charCodeAt(at)] ?? 255
          if (five === 255) return false
          held = (held << 5) | five
          bits += 5
          if (bits >= 8) {
            bits -= 8
            to.byte(held >> bits)
            held &= (1 << bits) - 1
          }
        }
      }
      if (bits > 0) to.byte(held << (8 - bits))
      return true
    },
    read(from) {
      const count = from.uint()
      const hashes: string[] = []
      let held = 0
      let bits = 0
      for (let hash = 0; hash < count; hash++) {
        let chars = ''
        for (let at = 0; at < size; at += 2) {
          while (bits < 10) {
            held = (held << 8) | from.byte()
            bits += 8
          }
          bits -= 10
          chars += PAIRS[held >> bits]
          held &= (1 << bits) - 1
        }
        hashes.push(chars)
      }
      return hashes
    },
  }
}

const GUID_HASHES = hashesOf(6)

/** What is known of guids: a count with a bit for trust, then the sample. */
export const guidMemory: Packer<GuidMemory> = {
  write(to, value, context) {
    const { sample, changedCount, trust, ...rest } = value
    if (Object.keys(rest).length > 0 || !isTrust(trust)) return false
    return (
      uint.write(to, changedCount * 2 + (trust === 'unstable' ? 1 : 0), context) &&
      GUID_HASHES.write(to, sample, context)
    )
  },
  read(from, context) {
    const counted = from.uint()
    return {
      sample: GUID_HASHES.read(from, context),
      changedCount: Math.floor(counted / 2),
      trust: counted % 2 === 1 ? 'unstable' : 'trusted',
    }
  },
}

function isTrust(trust: string): boolean {
  return trust === 'trusted' || trust === 'unstable'
}

/** A text that is made of a few phrases: each takes a byte. The phrases' order is the format; new ones go to the end. */
export function phrased(phrases: readonly string[]): Packer<string> {
  const FIRST = 1
  const pattern = new RegExp(phrases.map((phrase) => phrase.replace(/[+.]/g, '\\$&')).join('|'), 'g')
  return {
    write(to, value, context) {
      if (/[\u0001-\u001f]/.test(value)) return false
      const short = value.replace(pattern, (phrase) => String.fromCharCode(FIRST + phrases.indexOf(phrase)))
      return text.write(to, short, context)
    },
    read: (from) =>
      readText(from).replace(/[\u0001-\u001f]/g, (char) => phrases[char.charCodeAt(0) - FIRST] ?? char),
  }
}

/** Places parted by commas, most of them numbers in base 36 or empty, as ledgers are written. */
export const places: Packer<string> = {
  write(to, value, context) {
    let count = 1
    for (let at = value.indexOf(','); at >= 0; at = value.indexOf(',', at + 1)) count++
    to.uint(count)
    for (let from = 0; count > 0; count--) {
      const comma = value.indexOf(',', from)
      const end = comma < 0 ? value.length : comma
      const number = numberOf(value, from, end)
      to.uint(number === undefined ? 1 : number * 2)
      if (number === undefined && !text.write(to, value.slice(from, end), context)) return false
      from = end + 1
    }
    return true
  },
  read(from) {
    let value = ''
    for (let left = from.uint(); left > 0; left--) {
      const place = from.uint()
      if (place === 1) value += readText(from)
      else if (place > 0) value += (place / 2).toString(36)
      if (left > 1) value += ','
    }
    return value
  },
}

/** Digits of base 36 that a number below 2^51 has at most, whatever they are. */
const MOST_DIGITS = 9
const [ZERO, NINE, LETTER_A, LETTER_Z] = [48, 57, 97, 122]

/** Undefined for what is not written as numbers are; an empty place is 0. */
function numberOf(value: string, from: number, end: number): number | undefined {
  if (end - from > MOST_DIGITS || (end > from && value.charCodeAt(from) === ZERO)) return undefined
  let number = 0
  for (let at = from; at < end; at++) {
    const code = value.charCodeAt(at)
    if (code >= ZERO && code <= NINE) number = number * 36 + code - ZERO
    else if (code >= LETTER_A && code <= LETTER_Z) number = number * 36 + code - LETTER_A + 10
    else return undefined
  }
  return number
}
