import { expect, test } from 'vitest'
import { comparePlacings } from '../../../../src/rules/story/compare-placings.ts'

const placing = (stories: string, ranked: string[] = []) => ({ stories: stories.split(''), ranked })

test('the same stories under other names are no difference', () => {
  const difference = comparePlacings(placing('aabbc', ['a', 'b']), placing('xxyyz', ['x', 'y']))

  expect(difference).toEqual({
    stories: { before: 3, after: 3, unchanged: 3 },
    merged: [],
    split: [],
    moves: [],
  })
})

test('what becomes one is merged, its largest part first', () => {
  const { merged, split, stories } = comparePlacings(placing('abbb'), placing('xxxx'))

  expect(stories).toEqual({ before: 2, after: 1, unchanged: 0 })
  expect(split).toEqual([])
  expect(merged).toEqual([
    {
      story: 'x',
      entries: 4,
      parts: [
        { story: 'b', entries: 3, first: 1 },
        { story: 'a', entries: 1, first: 0 },
      ],
    },
  ])
})

test('an entry that changes its story is split off one and merged into the other', () => {
  const { merged, split } = comparePlacings(placing('aaabbb'), placing('xxyyyy'))

  expect(split.map(({ story, parts }) => [story, parts.map(({ entries }) => entries)])).toEqual([
    ['a', [2, 1]],
  ])
  expect(merged.map(({ story, parts }) => [story, parts.map(({ entries }) => entries)])).toEqual([
    ['y', [3, 1]],
  ])
})

test('the largest change comes first, then the earliest', () => {
  const { merged } = comparePlacings(placing('abccdef' + 'gghh'), placing('xxyyyzz' + 'wwww'))

  expect(merged.map(({ story }) => story)).toEqual(['w', 'x', 'y', 'z'])
})

test('a story keeps its rank under another name, moves, arrives or leaves', () => {
  const { moves } = comparePlacings(
    placing('aabbccdd', ['a', 'b', 'c']),
    placing('wwxxyyzz', ['w', 'y', 'z']),
  )

  expect(moves).toEqual([
    { first: 4, from: 3, to: 2 },
    { first: 6, to: 3 },
    { first: 2, from: 2 },
  ])
})

test('a ranked story that was merged into a ranked one has not left', () => {
  const { moves } = comparePlacings(placing('aaabb', ['a', 'b']), placing('xxxxx', ['x']))

  expect(moves).toEqual([])
})
