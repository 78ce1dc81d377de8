import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { List, Origin } from '../../../../src/model/index.ts'
import { rankFloor, rankKey } from '../../../../src/rules/rank/rank-key.ts'
import { heatOf } from '../../../../src/rules/rank/score.ts'
import { DAY, HOUR, MINUTE, makeOrigin, NOW } from '../support/make.ts'

const rule = (kind: List['kind'], halfLifeMs = HOUR) => ({ kind, halfLifeMs, windowMs: DAY })
const reported = (...ages: number[]) =>
  ages.map((age, index) => makeOrigin({ publisherId: `p${index}`, reportedAt: NOW - age }))

test('hot is the heat', () => {
  const origins = reported(HOUR, 3 * HOUR)

  expect(rankKey(rule('hot', 6 * HOUR), origins)).toBe(heatOf(origins, 6 * HOUR))
})

test('latest is ordered by the first report, however many follow', () => {
  const old = reported(5 * HOUR, MINUTE, MINUTE, MINUTE)
  const young = reported(4 * HOUR)

  expect(rankKey(rule('latest'), young)).toBeGreaterThan(rankKey(rule('latest'), old))
  expect(rankKey(rule('latest'), [...old].reverse())).toBe(rankKey(rule('latest'), old))
})

describe('rising', () => {
  test('a story that four report within the hour is above one that six reported over a day', () => {
    const burst = reported(10 * MINUTE, 20 * MINUTE, 30 * MINUTE, 40 * MINUTE)
    const steady = reported(HOUR, 5 * HOUR, 9 * HOUR, 13 * HOUR, 17 * HOUR, 21 * HOUR)

    expect(rankKey(rule('rising'), burst)).toBeGreaterThan(rankKey(rule('rising'), steady))
  })

  test('of two stories with the same reports of late, the one with more of a past rises less', () => {
    const fresh = reported(10 * MINUTE, 20 * MINUTE)
    const known = reported(10 * MINUTE, 20 * MINUTE, 12 * HOUR, 13 * HOUR, 14 * HOUR)

    expect(rankKey(rule('rising'), fresh)).toBeGreaterThan(rankKey(rule('rising'), known))
  })

  test('the order is that of S(h) / √S(24 h) as it would be computed at any later time', () => {
    const story = fc.array(fc.tuple(fc.integer({ min: 0, max: 2 * DAY }), fc.constantFrom(0.25, 1, 4)), {
      minLength: 1,
      maxLength: 8,
    })
    const toOrigins = (reports: [number, number][]): Origin[] =>
      reports.map(([age, weight], index) =>
        makeOrigin({ publisherId: `p${index}`, reportedAt: NOW - age, weight }),
      )
    const bruteForce = (origins: Origin[], at: number) => {
      const heat = (halfLifeMs: number) =>
        origins.reduce(
          (sum, { reportedAt, weight }) => sum + weight * 2 ** ((reportedAt - at) / halfLifeMs),
          0,
        )
      return heat(HOUR) / Math.sqrt(heat(24 * HOUR))
    }

    fc.assert(
      fc.property(story, story, fc.integer({ min: 0, max: 2 * DAY }), (a, b, later) => {
        const [left, right] = [toOrigins(a), toOrigins(b)]
        const ratio = bruteForce(left, NOW + later) / bruteForce(right, NOW + later)
        const difference = rankKey(rule('rising'), left) - rankKey(rule('rising'), right)

        expect(Math.abs(Math.log2(ratio) - difference)).toBeLessThan(1e-6)
      }),
    )
  })
})

test('no story with a report within the window is ever below the floor', () => {
  const kinds = fc.constantFrom<List['kind']>('hot', 'latest', 'rising')
  const ages = fc.array(fc.integer({ min: 0, max: 10 * DAY }), { maxLength: 30 })

  fc.assert(
    fc.property(kinds, ages, fc.integer({ min: 0, max: DAY }), (kind, older, youngest) => {
      const key = rankKey(rule(kind), reported(youngest, ...older))

      expect(key).toBeGreaterThanOrEqual(rankFloor(rule(kind), NOW))
    }),
  )
})

test('a story without origins is below everything', () => {
  for (const kind of ['hot', 'latest', 'rising'] as const) expect(rankKey(rule(kind), [])).toBe(-Infinity)
})
