import { describe, expect, test } from 'vitest'
import type { Context } from '../../../src/app/context.ts'
import { explainStory } from '../../../src/app/explain.ts'
import type { List } from '../../../src/model/index.ts'
import { rankKey } from '../../../src/rules/rank/rank-key.ts'
import { HOUR, makeList, makeOrigin, makeStory, NOW } from '../rules/support/make.ts'

/** Two reports, six and twelve hours old. */
const ORIGINS = [
  makeOrigin({ publisherId: 'p1', reportedAt: NOW - 6 * HOUR }),
  makeOrigin({ publisherId: 'p2', publisherName: 'Hill Post', reportedAt: NOW - 12 * HOUR }),
]

function explainIn(list: List) {
  const story = makeStory({ id: 's1', listIds: [list.id], firstReportedAt: NOW - 12 * HOUR, originCount: 2 })
  const context = {
    config: { lists: [list], site: { timeZone: 'UTC' } },
    storage: {
      stories: { get: async () => story, origins: async () => ORIGINS, entries: async () => [] },
      lists: {
        heat: async () => rankKey(list, ORIGINS),
        top: async () => [{ storyId: 's1', heat: rankKey(list, ORIGINS) }],
      },
      editions: { latest: async () => undefined },
      listDays: { orders: async () => [] },
    },
    now: () => NOW,
  }
  return explainStory(context as unknown as Context, list.id, story.id)
}

describe('the heat of an explanation is the story’s, whatever its list is ordered by', () => {
  test('hot', async () => {
    const explained = await explainIn(makeList({ kind: 'hot', halfLifeMs: 6 * HOUR }))

    expect(explained).toMatchObject({ kind: 'hot', firstReportedAt: NOW - 12 * HOUR })
    expect(explained.heat).toBeCloseTo(1 / 2 + 1 / 4, 9)
    expect(explained.origins.map(({ contribution }) => contribution)).toEqual([
      expect.closeTo(1 / 2, 9),
      expect.closeTo(1 / 4, 9),
    ])
    expect(explained.slowHeat).toBeUndefined()
  })

  test('latest', async () => {
    const explained = await explainIn(makeList({ kind: 'latest', halfLifeMs: 6 * HOUR }))

    expect(explained.kind).toBe('latest')
    expect(explained.heat).toBeCloseTo(1 / 2 + 1 / 4, 9)
  })

  test('rising, beside that of the long half-life which it is held against', async () => {
    const explained = await explainIn(makeList({ kind: 'rising', halfLifeMs: HOUR }))

    expect(explained.heat).toBeCloseTo(2 ** -6 + 2 ** -12, 9)
    expect(explained.slowHeat).toBeCloseTo(2 ** (-6 / 24) + 2 ** (-12 / 24), 9)
  })
})
