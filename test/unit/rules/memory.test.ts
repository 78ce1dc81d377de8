import { expect, test } from 'vitest'
import { createMemory } from '../../../src/rules/memory.ts'

test('what was worked out of an object is there again, the last of it, and is nobody else’s', () => {
  const memory = createMemory<readonly string[], number>('length')
  const other = createMemory<readonly string[], number>('length')
  const [held, alike] = [
    ['a', 'b'],
    ['a', 'b'],
  ]

  memory.set(held, 1)
  memory.set(held, 2)

  expect(memory.get(held)).toBe(2)
  expect(memory.get(alike)).toBeUndefined()
  expect(other.get(held)).toBeUndefined()
})

test('nothing shows of it, and no copy takes it along', () => {
  const memory = createMemory<{ readonly title: string }, string>('words')
  const story = { title: 'Storm' }

  memory.set(story, 'storm')

  expect(JSON.stringify(story)).toBe('{"title":"Storm"}')
  expect(Object.keys(story)).toEqual(['title'])
  expect(memory.get({ ...story })).toBeUndefined()
  expect(memory.get(structuredClone(story))).toBeUndefined()
})

test('an object that takes no property is worked out anew', () => {
  const memory = createMemory<object, number>('count')
  const fixed = Object.freeze({})

  memory.set(fixed, 1)

  expect(memory.get(fixed)).toBeUndefined()
})
