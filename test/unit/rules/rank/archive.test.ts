import { describe, expect, test } from 'vitest'
import type { Edition, EditionItem } from '../../../../src/model/index.ts'
import {
  compareEditions,
  composeDay,
  dayChanges,
  dayOfEdition,
  markOf,
  mergersOf,
  rankCurve,
} from '../../../../src/rules/rank/archive.ts'
import { createDays } from '../../../../src/rules/rank/days.ts'
import { HOUR, MINUTE, makeStory } from '../support/make.ts'

const MIDNIGHT = Date.UTC(2026, 10, 24)
const item = (storyId: string, rank: number, more: Partial<EditionItem> = {}): EditionItem => ({
  storyId,
  rank,
  title: storyId,
  language: 'en',
  publisherId: 'p',
  publisherName: 'P',
  channels: [],
  originCount: 1,
  entryCount: 1,
  firstReportedAt: 0,
  updatedAt: 0,
  heat: 0,
  ...more,
})

test.each([
  ['within an hour', MIDNIGHT + MINUTE, MIDNIGHT + 59 * MINUTE, 'none'],
  ['over the full hour', MIDNIGHT + 59 * MINUTE, MIDNIGHT + 60 * MINUTE, 'hour'],
  ['over midnight', MIDNIGHT - MINUTE, MIDNIGHT, 'day'],
  ['over several days', MIDNIGHT - 50 * HOUR, MIDNIGHT, 'day'],
] as const)('an edition replaced %s', (_how, frozenAt, replacedAt, mark) => {
  expect(markOf(frozenAt, replacedAt, createDays('UTC'))).toBe(mark)
})

test('midnight is that of the zone', () => {
  expect(markOf(MIDNIGHT - MINUTE, MIDNIGHT, createDays('Asia/Shanghai'))).toBe('hour')
  expect(markOf(MIDNIGHT - 8 * HOUR - 1, MIDNIGHT - 8 * HOUR, createDays('Asia/Shanghai'))).toBe('day')
})

test('a day keeps the best rank and when it was reached; a worse one adds nothing', () => {
  const first = dayChanges({ frozenAt: 10, items: [item('a', 3)] }, new Map())
  const known = new Map(first.map((day) => [day.storyId, day]))

  expect(dayChanges({ frozenAt: 20, items: [item('a', 5)] }, known)).toEqual([])
  expect(dayChanges({ frozenAt: 20, items: [item('a', 1)] }, known)).toEqual([
    expect.objectContaining({ storyId: 'a', enteredAt: 10, bestRank: 1, bestAt: 20 }),
  ])
  expect(dayChanges({ frozenAt: 20, items: [item('a', 4, { title: 'New' })] }, known)).toEqual([
    expect.objectContaining({ title: 'New', bestRank: 3, bestAt: 10 }),
  ])
})

test.each([
  [{ title: 'New' }],
  [{ originCount: 2 }],
  [{ url: 'https://coast.example/typhoon' }],
  [{ summary: 'It is the third this year.' }],
])('a day keeps the newest of what is shown: %o', (more) => {
  const before = dayChanges({ frozenAt: 10, items: [item('a', 1)] }, new Map())
  const known = new Map(before.map((day) => [day.storyId, day]))

  expect(dayChanges({ frozenAt: 20, items: [item('a', 1, more)] }, known)).toEqual([
    { ...before[0], ...more },
  ])
})

test('a rank that is reached again was first reached then', () => {
  const first = dayChanges({ frozenAt: 10, items: [item('a', 2)] }, new Map())
  const known = new Map(first.map((day) => [day.storyId, day]))

  expect(dayChanges({ frozenAt: 20, items: [item('a', 2, { title: 'New' })] }, known)).toEqual([
    expect.objectContaining({ title: 'New', bestRank: 2, bestAt: 10 }),
  ])
})

test('the record of a day keeps what its page shows of a story', () => {
  const shown = item('a', 1, {
    url: 'https://coast.example/typhoon',
    summary: 'It is the third this year.',
    channels: ['world'],
    firstReportedAt: 7,
  })

  expect(dayChanges({ frozenAt: 10, items: [shown] }, new Map())).toEqual([
    {
      storyId: 'a',
      title: 'a',
      url: 'https://coast.example/typhoon',
      summary: 'It is the third this year.',
      language: 'en',
      publisherId: 'p',
      publisherName: 'P',
      channels: ['world'],
      originCount: 1,
      firstReportedAt: 7,
      enteredAt: 10,
      bestRank: 1,
      bestAt: 10,
    },
  ])
})

test('an edition from before midnight that stays in force is the day, from its first instant on', () => {
  const edition: Edition = {
    listId: 'top',
    number: 9,
    frozenAt: MIDNIGHT - HOUR,
    items: [item('a', 1), item('b', 2)],
    dropped: { diversity: 0, size: 0, window: 0, missing: 0 },
  }

  expect(dayOfEdition(edition, '2026-11-24', MIDNIGHT)).toMatchObject({
    listId: 'top',
    date: '2026-11-24',
    items: [
      { storyId: 'a', bestRank: 1, enteredAt: MIDNIGHT, bestAt: MIDNIGHT },
      { storyId: 'b', bestRank: 2, enteredAt: MIDNIGHT, bestAt: MIDNIGHT },
    ],
  })
})

test('a day is ordered by best rank, then by who had it first', () => {
  const later = dayChanges({ frozenAt: 20, items: [item('late', 1), item('first', 2)] }, new Map())
  const earlier = dayChanges({ frozenAt: 10, items: [item('low', 2), item('early', 1)] }, new Map())

  const day = composeDay('top', '2026-11-24', [...later, ...earlier])
  expect(day).toMatchObject({ listId: 'top', date: '2026-11-24' })
  expect(day.items.map(({ storyId }) => storyId)).toEqual(['early', 'late', 'low', 'first'])
})

describe('stories that turn out to be one stand in a day once', () => {
  const at = (frozenAt: number, ...items: EditionItem[]) => dayChanges({ frozenAt, items }, new Map())
  const [kept, merged] = [at(20, item('a', 3)), at(10, item('b', 1))]

  test('as the one that is left, in the best place that either had', () => {
    const { items } = composeDay('top', '2026-11-24', [...kept, ...merged], new Map([['b', 'a']]))

    expect(items).toEqual([{ ...kept[0], enteredAt: 10, bestRank: 1, bestAt: 10 }])
  })

  test('as the better one of two, where what they are part of was not in the list that day', () => {
    const into = new Map([
      ['a', 'c'],
      ['b', 'c'],
    ])

    const { items } = composeDay('top', '2026-11-24', [...kept, ...merged], into)

    expect(items).toEqual(merged)
  })

  test('and what has expired, or is what it was, stays', () => {
    const [a, c] = [makeStory({ id: 'a' }), makeStory({ id: 'c' })]

    expect(mergersOf(['a', 'b', 'c'], [a, a, c])).toEqual(new Map([['b', 'a']]))
    expect(mergersOf(['a', 'b'], [a, undefined])).toEqual(new Map())
  })
})

test('two editions differ by who entered, left and moved', () => {
  const difference = compareEditions(
    { items: [item('a', 1), item('b', 2), item('c', 3), item('d', 4)] },
    { items: [item('c', 1), item('x', 2), item('b', 3), item('d', 4)] },
  )

  expect(difference.entered.map(({ storyId }) => storyId)).toEqual(['x'])
  expect(difference.left.map(({ storyId }) => storyId)).toEqual(['a'])
  expect(difference.moved.map(({ item: { storyId, rank }, from }) => [storyId, from, rank])).toEqual([
    ['c', 3, 1],
    ['b', 2, 3],
  ])
  expect(difference.stayed).toBe(1)
})

test('a rank curve has a point wherever the rank changes', () => {
  const orders = [
    { at: 5, storyIds: ['b'] },
    { at: 1, storyIds: ['b'] },
    { at: 2, storyIds: ['b', 'a'] },
    { at: 3, storyIds: ['a', 'b'] },
    { at: 4, storyIds: ['a'] },
  ]

  expect(rankCurve(orders, 'a', 0)).toEqual([{ at: 2, rank: 2 }, { at: 3, rank: 1 }, { at: 5 }])
  expect(rankCurve(orders, 'z', 0)).toEqual([])
})

test('a story has no rank before it was first seen in the list, in the middle of a step', () => {
  const orders = [
    { at: 10, storyIds: ['a'] },
    { at: 20, storyIds: ['b', 'a'] },
  ]

  expect(rankCurve(orders, 'a', 17)).toEqual([
    { at: 17, rank: 1 },
    { at: 20, rank: 2 },
  ])
})
