/** A whole number takes as many at most. */
const HEAD_BYTES = 8

/** Bytes one after the other, as short as numbers and texts allow. What it writes `ByteReader` reads. */
export class ByteWriter {
  // The head has its place in front: it is known last, and nothing is moved for it.
  #bytes = Buffer.allocUnsafe(512)
  #length = HEAD_BYTES

  get length(): number {
    return this.#length
  }

  /** Takes back what was written after `length`. */
  truncate(length: number): void {
    this.#length = length
  }

  byte(value: number): void {
    this.#reserve(1)
    this.#bytes[this.#length++] = value
  }

  /** A whole number from 0 to 2^53: seven bits a byte, the lowest first. */
  uint(value: number): void {
    this.#reserve(8)
    let rest = value
    while (rest >= 128) {
      this.#bytes[this.#length++] = (rest % 128) + 128
      rest = Math.floor(rest / 128)
    }
    this.#bytes[this.#length++] = rest
  }

  /** A whole number of either sign, below 2^52. */
  int(value: number): void {
    this.uint(value >= 0 ? value * 2 : -value * 2 - 1)
  }

  double(value: number): void {
    this.#reserve(8)
    this.#length = this.#bytes.writeDoubleBE(value, this.#length)
  }

  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length)
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
  }

  /** Bytes of others from `start` to before `end`. */
  copy(bytes: Uint8Array, start: number, end: number): void {
    this.#reserve(end - start)
    for (let at = start; at < end; at++) this.#bytes[this.#length++] = bytes[at] ?? 0
  }

  /** Length and bytes. */
  block(bytes: Uint8Array): void {
    this.uint(bytes.length)
    this.raw(bytes)
  }

  /** A text that takes `length` bytes in UTF-8. */
  utf8(value: string, length: number): void {
    this.#reserve(length)
    this.#bytes.write(value, this.#length)
    this.#length += length
  }

  /** What was written; nothing more can be. */
  done(): Buffer {
    return this.#bytes.subarray(HEAD_BYTES, this.#length)
  }

  /** The same behind a whole number. */
  doneWithHead(head: number): Buffer {
    let size = 1
    for (let rest = head; rest >= 128; rest = Math.floor(rest / 128)) size++
    const end = this.#length
    this.#length = HEAD_BYTES - size
    this.uint(head)
    return this.#bytes.subarray(HEAD_BYTES - size, end)
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe(2 * (this.#length + count))
    this.#bytes.copy(larger, 0, 0, this.#length)
    this.#bytes = larger
  }
}

/** Throws a RangeError where the bytes end too early or hold what was never written. */
export class ByteReader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  /** How many bytes were read. */
  get at(): number {
    return this.#at
  }

  get rest(): number {
    return this.#bytes.length - this.#at
  }

  byte(): number {
    const value = this.#bytes[this.#at++]
    if (value === undefined) throw new RangeError('bytes end early')
    return value
  }

  uint(): number {
    let value = 0
    let unit = 1
    for (let count = 0; count < 8; count++) {
      const byte = this.byte()
      value += (byte % 128) * unit
      if (byte < 128) return value
      unit *= 128
    }
    throw new RangeError('a number has too many bytes')
  }

  int(): number {
    const value = this.uint()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  double(): number {
    return this.raw(8).readDoubleBE(0)
  }

  raw(length: number): Buffer {
    if (length > this.rest) throw new RangeError('bytes end early')
    this.#at += length
    return this.#bytes.subarray(this.#at - length, this.#at)
  }

  block(): Buffer {
    return this.raw(this.uint())
  }

  /** Takes back bytes that were read too many. */
  back(count: number): void {
    this.#at -= count
  }
}
