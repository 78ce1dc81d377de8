import { expect, test } from 'vitest'
import type { Postings } from '../../../src/store/postings.ts'
import { lookAround } from '../../../src/store/postings-around.ts'

/** Of one bucket, the numbers under each field, newest first; its documents are reported at ten times their numbers. */
function held(
  fields: readonly (readonly number[])[],
  counts = fields.map((numbers) => numbers.length),
): Postings {
  return {
    held: [0, 1_000, 0],
    rewritten: [],
    count: (bucket, place) => (bucket === 1 ? (counts[place] as number) : 0),
    visit: (bucket, place, see) => {
      if (bucket === 1) for (const number of fields[place] as readonly number[]) see(number)
    },
  }
}

/** Of documents that came in the order of their reports. */
const timesBy = (of: (number: number) => number) =>
  [0, 1, 2].map(() => ({ of, latestBefore: (number: number) => of(number - 1) }))
const TIMES = timesBy((number) => 10 * number)
const down = (from: number, many: number) => Array.from({ length: many }, (_, n) => from - n)
const numbers = ({ best }: ReturnType<typeof lookAround>) => best.map(({ number }) => number)

test('of each field those nearest in time are found, on either side', () => {
  const looked = lookAround(held([down(200, 200)]), 1_005, TIMES, [], [0])

  expect(numbers(looked)).toEqual(down(124, 48))
  expect(looked.frequencies).toEqual([100])
})

test('what was reported at the very time counts as before it', () => {
  expect(lookAround(held([[3, 2, 1]]), 20, TIMES, [], [0]).frequencies).toEqual([2])
})

test('a count is of all that hold a term, also of those whose numbers are not kept', () => {
  expect(lookAround(held([[500, 499, 498]], [400]), 4_990, TIMES, [], [0]).frequencies).toEqual([399])
})

test('an exact key comes first, then what shares more and rarer terms, then the newer', () => {
  const looked = lookAround(held([[4], [9, 7], [9, 8, 7, 6, 5]]), 1_000, TIMES, [0], [1, 2])

  expect(numbers(looked)).toEqual([4, 9, 7, 8, 6, 5])
  expect(looked.best[0]?.score).toBe(1_000)
})

test('no more than the best sixty-four are found', () => {
  const fields = Array.from({ length: 8 }, (_, n) => down(100 * n + 100, 40))

  const looked = lookAround(held(fields), 100_000, TIMES, [], [0, 1, 2, 3, 4, 5, 6, 7])

  expect(numbers(looked)).toEqual([...down(800, 24), ...down(700, 24), ...down(600, 16)])
})

test('of one moment all are found, or twice as many as else: none for the order in which they came', () => {
  const ofOneMoment = timesBy(() => 50)
  const count = (many: number) => lookAround(held([down(many, many)]), 50, ofOneMoment, [], [0]).best.length

  expect([24, 30, 48, 49, 300].map(count)).toEqual([24, 30, 48, 48, 48])
})

test('whose time nobody has written down was reported before all others', () => {
  const unknown = timesBy((number) => (number > 5 ? 10 * number : Number.NEGATIVE_INFINITY))

  const looked = lookAround(held([[8, 7, 6, 5, 4]]), 65, unknown, [], [0])

  expect(numbers(looked)).toEqual([8, 7, 6, 5, 4])
  expect(looked.frequencies).toEqual([3])
})

test('older numbers are of use where they may be of reports as near', () => {
  const isWhole = (at: number, latestBefore: (number: number) => number) => {
    const times = [0, 1, 2].map(() => ({ of: (number: number) => 10 * number, latestBefore }))
    return lookAround(held([down(200, 100)], [150]), at, times, [], [0]).isWhole
  }
  const inOrder = (number: number) => 10 * (number - 1)

  // The hundredth is not known, which may be the twenty-fourth before it.
  expect([1_235, 1_245].map((at) => isWhole(at, inOrder))).toEqual([false, true])
  // One that came before the hundredth was reported after the hundred-and-thirtieth.
  expect([1_530, 1_540].map((at) => isWhole(at, () => 1_300))).toEqual([false, true])
  expect(lookAround(held([down(200, 100)]), 1_000, TIMES, [], [0]).isWhole).toBe(true)
})
