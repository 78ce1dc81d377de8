import { expect, test } from 'vitest'
import { createArchive } from '../../../src/app/archive.ts'
import type { DayItem, Story } from '../../../src/model/index.ts'

const NOON = Date.UTC(2026, 2, 4, 12)

function anArchive(given: { isGrowing: boolean }) {
  const item = (storyId: string, bestRank: number) =>
    ({ storyId, bestRank, bestAt: 0, enteredAt: 0 }) as DayItem
  const context = {
    config: { site: { timeZone: 'UTC' }, lists: [] },
    storage: {
      listDays: {
        all: async () => [item('a', 2), item('b', 1), item('c', 3)],
        isGrowing: async () => given.isGrowing,
        orders: async () => [],
      },
      editions: { between: async () => [] },
      // Of `b` it is known by now that it is `a`; `c` has expired.
      stories: { getMany: async (ids: readonly string[]) => ids.map((id) => (id === 'c' ? undefined : A)) },
    },
    now: () => NOON,
  }
  return createArchive(context as unknown as Parameters<typeof createArchive>[0])
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
