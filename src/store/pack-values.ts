import type { ByteReader, ByteWriter } from './bytes.ts'

/** What packed values are relative to. */
export interface PackContext {
  /** Address that most addresses of a source begin like. */
  readonly address: string
  /** Moment that most moments of a source are near, epoch ms; set once it is known. */
  base: number
}

/** One kind of value. `write` answers false for a value that it cannot give back as it was; then it is kept as JSON. */
export interface Packer<Value> {
  write(to: ByteWriter, value: Value, context: PackContext): boolean
  read(from: ByteReader, context: PackContext): Value
}

const LONGEST_INT = 2 ** 52

export const uint: Packer<number> = {
  write(to, value) {
    if (!Number.isSafeInteger(value) || value < 0) return false
    to.uint(value)
    return true
  },
  read: (from) => from.uint(),
}

export const double: Packer<number> = {
  write(to, value) {
    to.double(value)
    return Number.isFinite(value)
  },
  read: (from) => from.double(),
}

export const text: Packer<string> = {
  write(to, value) {
    if (!value.isWellFormed()) return false
    to.text(value)
    return true
  },
  read: (from) => from.text(),
}

/** Stands there for `true`. */
export const flag: Packer<boolean> = { write: (_, value) => value, read: () => true }

export const moment: Packer<number> = {
  write(to, value, { base }) {
    if (!Number.isSafeInteger(value) || Math.abs(value - base) >= LONGEST_INT) return false
    to.int(value - base)
    return true
  },
  read: (from, { base }) => from.int() + base,
}

/** The moment that the others are relative to. */
export const baseMoment: Packer<number> = {
  write(to, value, context) {
    if (!uint.write(to, value, context)) return false
    context.base = value
    return true
  },
  read(from, context) {
    context.base = from.uint()
    return context.base
  },
}

/** A duration: mostly whole seconds. */
export const duration: Packer<number> = {
  write(to, value) {
    if (!Number.isSafeInteger(value) || value < 0 || value >= LONGEST_INT) return false
    to.uint(value % 1000 === 0 ? (value / 1000) * 2 : value * 2 + 1)
    return true
  },
  read(from) {
    const value = from.uint()
    return value % 2 === 0 ? value * 500 : (value - 1) / 2
  },
}

/** What it has in common with the context's address, then the rest. */
export const address: Packer<string> = {
  write(to, value, context) {
    if (!value.isWellFormed()) return false
    let common = 0
    while (common < value.length && value[common] === context.address[common]) common++
    // A pair of surrogates is not torn apart.
    if (!value.slice(common).isWellFormed()) common--
    to.uint(common)
    to.text(value.slice(common))
    return true
  },
  read: (from, context) => context.address.slice(0, from.uint()) + from.text(),
}

const SCHEMES = ['', 'https://', 'https://www.', 'http://', 'http://www.']

export const url: Packer<string> = {
  write(to, value) {
    if (!value.isWellFormed()) return false
    const kind = value.startsWith('https://www.')
      ? 2
      : value.startsWith('http://www.')
        ? 4
        : Math.max(0, SCHEMES.indexOf(value.slice(0, value.indexOf('://') + 3)))
    to.byte(kind)
    to.text(value.slice(SCHEMES[kind]?.length))
    return true
  },
  read(from) {
    const scheme = SCHEMES[from.byte()]
    if (scheme === undefined) throw new RangeError('no such scheme')
    return scheme + from.text()
  },
}

/** One of a list that only ever grows at its end. */
export function choice<Value extends string>(values: readonly Value[]): Packer<Value> {
  return {
    write(to, value) {
      const index = values.indexOf(value)
      if (index < 0) return false
      to.byte(index)
      return true
    },
    read(from) {
      const value = values[from.byte()]
      if (value === undefined) throw new RangeError('no such choice')
      return value
    },
  }
}

export function listOf<Value>(item: Packer<Value>): Packer<readonly Value[]> {
  return {
    write(to, values, context) {
      to.uint(values.length)
      return values.every((value) => item.write(to, value, context))
    },
    read: (from, context) => Array.from({ length: from.uint() }, () => item.read(from, context)),
  }
}

type Fields<Value> = { readonly [Name in keyof Value]-?: Packer<NonNullable<Value[Name]>> }

/** An object with none but these fields; those it has not take a bit. Their order is the format. At most 32. */
export function objectOf<Value extends object>(fields: Fields<Value>): Packer<Value> {
  const names = Object.keys(fields) as (keyof Value & string)[]
  return {
    write(to, value, context) {
      if (Object.keys(value).some((name) => !Object.hasOwn(fields, name))) return false
      const here = names.filter((name) => value[name] !== undefined)
      to.uint(here.reduce((bits, name) => bits + 2 ** names.indexOf(name), 0))
      return here.every((name) =>
        fields[name].write(to, value[name] as NonNullable<Value[typeof name]>, context),
      )
    },
    read(from, context) {
      const bits = from.uint()
      const value: Partial<Value> = {}
      for (const [index, name] of names.entries())
        if (Math.floor(bits / 2 ** index) % 2 === 1) value[name] = fields[name].read(from, context)
      return value as Value
    },
  }
}

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
    const opaque = kind >= 4 ? from.block().toString('hex') : from.text()
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
    return seconds === 0 ? from.text() : new Date((seconds - 1) * 1000).toUTCString()
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

/** Hashes of one length in the alphabet of ids, five bits a character. */
export const hashes: Packer<readonly string[]> = {
  write(to, values) {
    const size = values[0]?.length ?? 0
    to.uint(values.length)
    to.uint(size)
    let held = 0
    let bits = 0
    for (const value of values) {
      if (value.length !== size) return false
      for (const char of value) {
        const five = BASE32.indexOf(char)
        if (five < 0) return false
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
    const size = from.uint()
    const bytes = from.raw(Math.ceil((count * size * 5) / 8))
    let chars = ''
    let held = 0
    let bits = 0
    for (const byte of bytes) {
      held = (held << 8) | byte
      bits += 8
      while (bits >= 5) {
        bits -= 5
        chars += BASE32[held >> bits]
        held &= (1 << bits) - 1
      }
    }
    return Array.from({ length: count }, (_, index) => chars.slice(index * size, (index + 1) * size))
  },
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
      from.text().replace(/[\u0001-\u001f]/g, (char) => phrases[char.charCodeAt(0) - FIRST] ?? char),
  }
}

/** Places parted by commas, most of them numbers in base 36 or empty, as ledgers are written. */
export const places: Packer<string> = {
  write(to, value, context) {
    const all = value.split(',')
    to.uint(all.length)
    return all.every((place) => {
      const number = place === '' ? 0 : Number.parseInt(place, 36)
      const isNumber =
        place === '' || (number > 0 && number < LONGEST_INT / 2 && number.toString(36) === place)
      to.uint(isNumber ? number * 2 : 1)
      return isNumber || text.write(to, place, context)
    })
  },
  read(from) {
    return Array.from({ length: from.uint() }, () => {
      const value = from.uint()
      if (value === 1) return from.text()
      return value === 0 ? '' : (value / 2).toString(36)
    }).join(',')
  },
}
