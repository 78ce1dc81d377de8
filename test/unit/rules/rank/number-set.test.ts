import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createNumberSet } from '../../../../src/rules/rank/number-set.ts'

test('tells what is new, as a Set would, round after round', () => {
  const numbers = createNumberSet()
  const few = fc.integer({ min: -300, max: 300 })
  const any = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
  fc.assert(
    fc.property(fc.array(fc.oneof(few, any), { maxLength: 1_000 }), (all) => {
      numbers.clear()
      const known = new Set<number>()
      for (const number of all) {
        expect(numbers.add(number)).toBe(!known.has(number))
        known.add(number)
      }
    }),
  )
})

test('holds many more than it began with, and none of them in the next round', () => {
  const numbers = createNumberSet()
  const many = Array.from({ length: 5_000 }, (_, n) => Math.imul(n, 2_654_435_761))

  for (const round of [1, 2]) {
    numbers.clear()
    expect([round, many.filter((number) => numbers.add(number)).length]).toEqual([round, many.length])
    expect([round, many.filter((number) => numbers.add(number)).length]).toEqual([round, 0])
  }
})
