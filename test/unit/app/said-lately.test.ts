import { expect, test } from 'vitest'
import { createSaidLately } from '../../../src/app/said-lately.ts'

const HOUR = 3_600_000

test('the same is known until it is old, another is not', () => {
  const lately = createSaidLately({ most: 10, ageMs: HOUR })
  lately.keep('a', 'a title', 1_000)

  expect(lately.knows('a', 'a title', 1_000 + HOUR - 1)).toBe(true)
  expect(lately.knows('a', 'a title', 1_000 + HOUR)).toBe(false)
  expect(lately.knows('a', 'another title', 2_000)).toBe(false)
  expect(lately.knows('b', 'a title', 2_000)).toBe(false)
  expect(lately.knows('a', 'a title', 999), 'a clock that was set back').toBe(false)
})

test('of more sources than it has room for it forgets who was heard of longest ago', () => {
  const lately = createSaidLately({ most: 2, ageMs: HOUR })
  lately.keep('a', 'x', 0)
  lately.keep('b', 'x', 0)
  lately.keep('a', 'y', 1)
  lately.keep('c', 'x', 2)

  expect(['a', 'b', 'c'].map((id) => lately.knows(id, id === 'a' ? 'y' : 'x', 3))).toEqual([
    true,
    false,
    true,
  ])
})
