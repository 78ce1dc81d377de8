import { expect, test } from 'vitest'
import { createArchive } from '../../../src/app/archive.ts'
import type { DayItem, Story } from '../../../src/model/index.ts'

const NOON = Date.UTC(2026, 2, 4, 12)

function anArchive(given: { isGrowing: boolean; daysBefore?: readonly string[]; editionBefore?: boolean }) {
  const item = (storyId: string, bestRank: number) =>
    ({ storyId, bestRank, bestAt: 0, enteredAt: 0 }) as DayItem
  const asked = { days: [] as string[], stories: [] as (readonly string[])[] }
  const growing = [item('a', 2), item('b', 1), item('c', 3)]
  let now = NOON
  const context = {
    config: { site: { timeZone: 'UTC' }, lists: [] },
    storage: {
      listDays: {
        all: async (_: string, date: string) => {
          asked.days.push(date)
          return growing
        },
        has: async (_: string, date: string) => given.daysBefore?.includes(date) ?? false,
        isGrowing: async () => given.isGrowing,
        orders: async () => [],
      },
      editions: {
        between: async () => [],
        at: async () => (given.editionBefore ? { items: [] } : undefined),
      },
      // Of `b` it is known by now that it is `a`; `c` has expired.
      stories: {
        getMany: async (ids: readonly string[]) => {
          asked.stories.push(ids)
          return ids.map((id) => (id === 'c' ? undefined : A))
        },
      },
    },
    now: () => now,
  }
  return {
    ...createArchive(context as unknown as Parameters<typeof createArchive>[0]),
    asked,
    enters: (storyId: string) => growing.push(item(storyId, 4)),
    pass: (ms: number) => {
      now += ms
    },
  }
}
const A = { id: 'a' } as Story

test('a day that still grows shows stories that have become one once', async () => {
  const found = await anArchive({ isGrowing: true }).day('top', '2026-03-04')

  expect(found?.day.items.map(({ storyId, bestRank }) => [storyId, bestRank])).toEqual([
    ['a', 1],
    ['c', 3],
  ])
})

test('what turns out to be one later changes no day that is closed', async () => {
  const found = await anArchive({ isGrowing: false }).day('top', '2026-03-03')

  expect(found?.day.items.map(({ storyId }) => storyId)).toEqual(['b', 'a', 'c'])
})

test('each story of a day that grows is looked at once a minute', async () => {
  const archive = anArchive({ isGrowing: true })
  await archive.day('top', '2026-03-04')
  archive.enters('d')

  const again = await archive.day('top', '2026-03-04')
  archive.pass(60_000)
  await archive.day('top', '2026-03-04')

  // `d` is part of `a`, too, and was seen to be at once.
  expect(again?.day.items.map(({ storyId }) => storyId)).toEqual(['a', 'c'])
  expect(archive.asked.stories).toEqual([['a', 'b', 'c'], ['d'], ['a', 'b', 'c', 'd']])
})

test.each([
  [{ daysBefore: ['2026-03-03'] }, '2026-03-03'],
  [{ editionBefore: true }, '2026-03-03'],
  [{}, undefined],
])('whether there is a day before is asked without reading it: %j', async (given, previous) => {
  const archive = anArchive({ isGrowing: true, ...given })

  const found = await archive.day('top', '2026-03-04')

  expect(found?.previous).toBe(previous)
  expect(archive.asked.days).toEqual(['2026-03-04'])
})
