import { describe, expect, test } from 'vitest'
import { lookUp, type Postings, readPostings } from '../../../src/store/postings.ts'

/** As join-stories.lua writes them: how many documents hold a field, then the newest. */
function posting(count: number, ...newest: number[]): Buffer {
  const bytes = Buffer.alloc(4 + 4 * newest.length)
  bytes.writeUInt32BE(count)
  for (const [at, number] of newest.entries()) bytes.writeUInt32BE(number, 4 + 4 * at)
  return bytes
}

const NONE = posting(0)
const reply = (held: number[], ...buckets: Buffer[][]) => [
  ...held,
  ...buckets.map((all) => Buffer.concat(all)),
]

function numbersOf(postings: Postings, bucket: number, place: number): number[] {
  const seen: number[] = []
  postings.visit(bucket, place, (number) => seen.push(number))
  return seen
}

describe('postings of three buckets', () => {
  test('are told apart by their counts, capped ones as well', () => {
    const many = posting(40, 40, 39, 38, 37, 36, 35, 34, 33, 32, 31, 30, 29)

    const postings = readPostings(
      reply([9, 40, 0], [NONE, posting(1, 7), NONE], [NONE, many, posting(1, 2)], []),
      2,
      'key',
    )

    expect([0, 1, 2].map((bucket) => postings.count(bucket, 0))).toEqual([1, 40, 0])
    expect(numbersOf(postings, 1, 0)).toEqual([40, 39, 38, 37, 36, 35, 34, 33, 32, 31, 30, 29])
    expect(numbersOf(postings, 1, 1)).toEqual([2])
    expect(numbersOf(postings, 2, 1)).toEqual([])
  })

  test('tell which documents were written anew', () => {
    const { rewritten } = readPostings(reply([0, 9, 0], [], [posting(3, 8, 2, 8), NONE], []), 1, 'key')

    expect(rewritten[1]).toEqual({ count: 3, newest: [8, 2, 8] })
    expect(rewritten[0]).toEqual({ count: 0, newest: [] })
  })

  test('are told with as many numbers as are kept where they are long', () => {
    const long = (count: number, ...numbers: number[]) => posting(count, numbers.length, ...numbers)
    const kept = Array.from({ length: 132 }, (_, at) => 300 - at)

    const postings = readPostings(
      reply([0, 300, 0], [], [long(0), long(300, ...kept), long(299, 9, 8), long(1, 7)], []),
      3,
      'key',
      true,
    )

    expect([0, 1, 2].map((place) => numbersOf(postings, 1, place))).toEqual([kept, [9, 8], [7]])
    expect([0, 1, 2].map((place) => postings.count(1, place))).toEqual([300, 299, 1])
  })

  test('that nobody wrote so are refused by the name of their key', () => {
    const cut = [0, 1, 0, Buffer.alloc(0), posting(2, 1), Buffer.alloc(0)]

    expect(() => readPostings(cut, 1, 'tw:index:latin:7:postings')).toThrow('tw:index:latin:7:postings')
  })
})

describe('a look-up', () => {
  const place = ({ bucket, number }: { bucket: number; number: number }) => `${bucket}/${number}`

  test('puts what shares a key first, then what shares more and rarer terms, then the newer', () => {
    const postings = readPostings(
      reply(
        [50, 100, 0],
        [NONE, posting(1, 9), NONE, NONE, NONE],
        // The key, a rare term, a common one, one that nobody has.
        [NONE, NONE, posting(2, 90, 80), posting(3, 91, 90, 85), NONE],
        [],
      ),
      4,
      'key',
    )

    const looked = lookUp(postings, [0], [1, 2, 3])

    expect(looked.best.map(place)).toEqual(['0/9', '1/90', '1/80', '1/91', '1/85'])
    expect(looked.frequencies).toEqual([2, 3, 0])
  })

  test('follows and watches the keys, the eight rarest terms and those that nobody has', () => {
    const terms = Array.from({ length: 12 }, (_, n) => n)
    const held = terms.map((n) =>
      n === 5 ? NONE : posting(1 + n, ...terms.slice(0, 1 + n).map((at) => 20 * n + at + 1)),
    )
    const postings = readPostings(reply([0, 200, 0], [], [NONE, ...held], []), 12, 'key')

    const looked = lookUp(postings, [], terms)

    expect(looked.watched).toEqual([5, 0, 1, 2, 3, 4, 6, 7, 8])
    expect(looked.best.map(({ number }) => Math.floor(number / 20))).not.toContain(9)
    expect(looked.best[0]).toEqual({ bucket: 1, number: 1 })
  })

  test('is content with the best twenty-four', () => {
    const terms = [0, 1, 2]
    const from = (n: number) => Array.from({ length: 12 }, (_, at) => n - at)
    const postings = readPostings(
      reply(
        [0, 300, 0],
        [],
        [NONE, posting(12, ...from(100)), posting(12, ...from(200)), posting(12, ...from(300))],
        [],
      ),
      3,
      'key',
    )

    const { best } = lookUp(postings, [], terms)

    expect(best.map(({ number }) => number)).toEqual([...from(300), ...from(200)])
  })
})
