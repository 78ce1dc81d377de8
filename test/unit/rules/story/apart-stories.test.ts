import { expect, test } from 'vitest'
import { areApart, marksOf, uniteMarks } from '../../../../src/rules/story/apart-stories.ts'

const { stays, leaves } = marksOf('split1')
const other = marksOf('split2')

test('the two parts of a split are apart, in either order, and nobody else is', () => {
  expect(areApart({ apart: [stays] }, { apart: [leaves] })).toBe(true)
  expect(areApart({ apart: [leaves] }, { apart: [stays] })).toBe(true)
  expect(areApart({ apart: [stays] }, { apart: [stays] })).toBe(false)
  expect(areApart({ apart: [stays] }, { apart: [other.leaves] })).toBe(false)
  expect(areApart({ apart: [stays] }, {})).toBe(false)
  expect(areApart({}, {})).toBe(false)
})

test('a story keeps the marks of all it was made of', () => {
  const united = uniteMarks({ apart: [stays] }, { apart: [other.leaves] })

  expect(areApart({ apart: united }, { apart: [leaves] })).toBe(true)
  expect(areApart({ apart: united }, { apart: [other.stays] })).toBe(true)
  expect(uniteMarks({ apart: [other.leaves] }, { apart: [stays] })).toEqual(united)
})

test('parts that a person made one again are apart from nobody', () => {
  expect(uniteMarks({ apart: [stays, other.stays] }, { apart: [leaves] })).toEqual([other.stays])
})
