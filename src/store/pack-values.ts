import type { ByteReader, ByteWriter } from './bytes.ts'
import { readText, writeText } from './short-text.ts'

/** What packed values are relative to. */
export interface PackContext {
  /** Address that most addresses of a source begin like. */
  readonly address: string
  /** Moment that most moments of a source are near, epoch ms; set once it is known. */
  base: number
  /** When the source is due, epoch ms. */
  readonly due: number
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
    writeText(to, value)
    return true
  },
  read: (from) => readText(from),
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

/** When the next poll is: nearly always when the source is due. */
export const dueMoment: Packer<number> = {
  write(to, value, context) {
    if (value === context.due) {
      to.uint(0)
      return true
    }
    if (!Number.isSafeInteger(value) || Math.abs(value - context.base) >= LONGEST_INT / 2) return false
    const since = value - context.base
    to.uint(since >= 0 ? since * 2 + 1 : since * -2)
    return true
  },
  read(from, { base, due }) {
    const value = from.uint()
    if (value === 0) return due
    return base + (value % 2 === 1 ? (value - 1) / 2 : -value / 2)
  },
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
    if (value === context.address) {
      to.uint(value.length)
      writeText(to, '')
      return true
    }
    let common = 0
    while (common < value.length && value[common] === context.address[common]) common++
    // A pair of surrogates is not torn apart.
    if (!value.slice(common).isWellFormed()) common--
    to.uint(common)
    writeText(to, value.slice(common))
    return true
  },
  read: (from, context) => context.address.slice(0, from.uint()) + readText(from),
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
    writeText(to, value.slice(SCHEMES[kind]?.length))
    return true
  },
  read(from) {
    const scheme = SCHEMES[from.byte()]
    if (scheme === undefined) throw new RangeError('no such scheme')
    return scheme + readText(from)
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
      for (const name of Object.keys(value)) if (!Object.hasOwn(fields, name)) return false
      let bits = 0
      let bit = 1
      for (const name of names) {
        if (value[name] !== undefined) bits += bit
        bit *= 2
      }
      to.uint(bits)
      for (const name of names) {
        const field = value[name]
        if (field !== undefined && !fields[name].write(to, field as NonNullable<typeof field>, context))
          return false
      }
      return true
    },
    read(from, context) {
      const value: Partial<Value> = {}
      let bits = from.uint()
      for (const name of names) {
        if (bits === 0) break
        if (bits % 2 === 1) value[name] = fields[name].read(from, context)
        bits = Math.floor(bits / 2)
      }
      return value as Value
    },
  }
}
