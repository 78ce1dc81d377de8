import { expect, test } from 'vitest'
import { createRounds } from '../../../src/store/rounds.ts'

test('items are taken in the order in which they came, those that came again last', () => {
  const rounds = createRounds<string>()
  for (const item of ['a', 'b', 'c', 'd']) rounds.add(item)

  expect(rounds.take()).toBe('a')
  rounds.delete('b')
  rounds.add('a')
  rounds.add('e')

  expect(Array.from({ length: 6 }, () => rounds.take())).toEqual(['c', 'd', 'a', 'e', undefined, undefined])
})

test('after the last was taken, and after all left, a round begins anew', () => {
  const rounds = createRounds<number>()
  expect(rounds.take()).toBeUndefined()
  rounds.add(1)
  expect(rounds.take()).toBe(1)
  expect(rounds.take()).toBeUndefined()

  rounds.add(2)
  rounds.add(3)
  rounds.clear()
  expect(rounds.take()).toBeUndefined()
  rounds.add(4)

  expect(rounds.take()).toBe(4)
})

test('none is left out or taken twice, however many come and leave meanwhile', () => {
  const rounds = createRounds<number>()
  const taken: number[] = []
  for (let item = 0; item < 5_000; item++) {
    rounds.add(item)
    if (item % 7 === 3) rounds.delete(item - 2)
    if (item % 3 === 2) taken.push(rounds.take() ?? -1)
  }
  for (let next = rounds.take(); next !== undefined; next = rounds.take()) taken.push(next)

  expect(new Set(taken).size).toBe(taken.length)
  expect(taken).toEqual([...taken].sort((a, b) => a - b))
  expect(taken.length).toBeGreaterThanOrEqual(5_000 - 714)
})
