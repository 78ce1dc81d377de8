import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ByteReader, ByteWriter } from '../../../src/store/bytes.ts'
import { readText, writeText } from '../../../src/store/short-text.ts'

function written(...texts: readonly string[]): Buffer {
  const to = new ByteWriter()
  for (const text of texts) writeText(to, text)
  return to.done()
}

function read(bytes: Buffer, count: number): { texts: string[]; rest: number } {
  const from = new ByteReader(bytes)
  return { texts: Array.from({ length: count }, () => readText(from)), rest: from.rest }
}

describe('a short text', () => {
  test('is given back, whatever it and its neighbours are', () => {
    const texts = fc.array(
      fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.webUrl(), fc.stringMatching(/^[ -~]{0,80}$/)),
    )
    fc.assert(
      fc.property(texts, (all) => {
        expect(read(written(...all), all.length)).toEqual({ texts: all, rest: 0 })
      }),
    )
  })

  test('every visible character and every piece of an address has a code', () => {
    const visible = Array.from({ length: 95 }, (_, n) => String.fromCharCode(32 + n)).join('')

    expect(read(written(visible, 'https://www.a.com/feeds.xml'), 2).texts).toEqual([
      visible,
      'https://www.a.com/feeds.xml',
    ])
  })

  test.each([
    ['feeds.example.org/news/world/rss.xml', 15],
    ['The Morning Courier', 14],
    ['新华网', 10],
    ['', 1],
    ['~~~', 4],
  ])('%j takes %i bytes', (text, bytes) => {
    expect(written(text).length).toBe(bytes)
  })

  test('that was cut off is refused', () => {
    const bytes = written('feeds.example.org/news/world/rss.xml')

    for (let length = 0; length < bytes.length; length++)
      expect(() => read(bytes.subarray(0, length), 1)).toThrow(RangeError)
  })

  test('of a length that cannot be is refused before room is made for it', () => {
    const broken = new ByteWriter()
    broken.uint(2 ** 40 + 1)
    broken.raw(written('The Morning Courier'))

    expect(() => read(broken.done(), 1)).toThrow('a text ends early')
  })
})
