import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Origin } from '../../../../src/model/index.ts'
import { heatOf, uniteOrigins } from '../../../../src/rules/rank/score.ts'
import { mergeStories, ranksOf, type ToldBy } from '../../../../src/rules/story/merge-stories.ts'
import { HOUR, MINUTE, makeList, makeOrigin, makeStory, NOW } from '../support/make.ts'

const origin = fc.record({
  publisherId: fc.constantFrom('p1', 'p2', 'p3', 'p4'),
  reportedAt: fc.integer({ min: NOW - 48 * HOUR, max: NOW }),
  weight: fc.constantFrom(0.25, 1, 4),
  entryId: fc.constantFrom('e1', 'e2', 'e3'),
})

/** As stories come about: each with origins of its own, a lead, and an id nobody else has. */
const told = (id: string): fc.Arbitrary<ToldBy> =>
  fc
    .tuple(
      fc.array(origin, { minLength: 1, maxLength: 5 }),
      fc.uniqueArray(fc.constantFrom('top', 'world', 'sports')),
      fc.integer({ min: 1, max: 9 }),
      fc.option(
        fc
          .dictionary(fc.constantFrom('ferry', 'reef', '搁浅', '#200'), fc.nat(900))
          .map((weights) => ({ terms: Object.keys(weights).join(' '), weights: Object.values(weights) })),
        { nil: undefined },
      ),
      // Absent, and of another entry, as older programs leave it.
      fc.option(
        fc.record({
          entryId: fc.constantFrom(`lead-${id}`, 'lead-before'),
          weight: fc.constantFrom(0.25, 1, 4),
          reportedAt: fc.constantFrom(NOW - HOUR, NOW),
        }),
        { nil: undefined },
      ),
    )
    .map(([parts, listIds, entryCount, profile, leadClaim]) => {
      const origins = uniteOrigins(
        parts.map((part) => makeOrigin(part)),
        [],
      )
      const times = origins.map((each) => each.reportedAt)
      return {
        origins,
        story: makeStory({
          id,
          title: `title of ${id}`,
          leadEntryId: `lead-${id}`,
          listIds,
          entryCount,
          firstReportedAt: Math.min(...times),
          lastReportedAt: Math.max(...times),
          ...(profile && { profile }),
          ...(leadClaim && { leadClaim }),
        }),
      }
    })

const merge = (a: ToldBy, b: ToldBy): ToldBy => {
  const { survivor, origins } = mergeStories(a, b, NOW)
  return { story: survivor, origins }
}
/** All but what counts the steps it took. */
const shown = ({ story: { version: _, updatedAt: __, ...story }, origins }: ToldBy) => ({ story, origins })

describe('two stories as one', () => {
  test('are the same in either order', () => {
    fc.assert(
      fc.property(told('a'), told('b'), (a, b) => {
        expect(mergeStories(a, b, NOW)).toEqual(mergeStories(b, a, NOW))
      }),
    )
  })

  test('and a third, are the same however they are taken', () => {
    fc.assert(
      fc.property(told('a'), told('b'), told('c'), (a, b, c) => {
        expect(shown(merge(merge(a, b), c))).toEqual(shown(merge(a, merge(b, c))))
      }),
    )
  })

  test('one of them once more, change nothing of who reported and how hot that is', () => {
    fc.assert(
      fc.property(told('a'), told('b'), (a, b) => {
        const once = merge(a, b)
        expect(merge(once, b).origins).toEqual(once.origins)
      }),
    )
  })

  test('have the heat of the union of all reports', () => {
    const list = makeList({ id: 'top', minOrigins: 1, halfLifeMs: 6 * HOUR })
    fc.assert(
      fc.property(told('a'), told('b'), (a, b) => {
        const { story, origins } = merge(a, b)
        const [rank] = ranksOf({ ...story, listIds: ['top'] }, origins, [list])
        const all: Origin[] = [...a.origins, ...b.origins]

        expect(rank?.heat).toBeCloseTo(heatOf(all, list.halfLifeMs), 9)
      }),
    )
  })

  test('and one of them once more have the lead they have', () => {
    fc.assert(
      fc.property(told('a'), told('b'), (a, b) => {
        const once = merge(a, b)
        const { title, leadEntryId, leadClaim } = once.story
        expect(merge(once, b).story).toMatchObject({ title, leadEntryId, leadClaim })
      }),
    )
  })

  test('are led by the weightier lead, though it reported last', () => {
    const leadClaim = { entryId: 'e2', weight: 4, reportedAt: NOW }
    const early = { story: makeStory({ id: 'a', title: 'First', firstReportedAt: NOW - HOUR }), origins: [] }
    const weighty = {
      story: makeStory({ id: 'b', title: 'Second', leadEntryId: 'e2', leadClaim }),
      origins: [],
    }

    const { survivor } = mergeStories(early, weighty, NOW)

    expect(survivor).toMatchObject({ id: 'a', title: 'Second', leadEntryId: 'e2', leadClaim })
    expect(survivor.firstReportedAt).toBe(NOW - HOUR)
  })

  test('keep the smaller id and, of equal weight, the lead of the earlier one; the other says where it went', () => {
    const early = { story: makeStory({ id: 'b', title: 'First', firstReportedAt: NOW - HOUR }), origins: [] }
    const late = { story: makeStory({ id: 'a', title: 'Second', firstReportedAt: NOW }), origins: [] }

    const { survivor, redirect } = mergeStories(early, late, NOW + MINUTE)

    expect(survivor).toMatchObject({ id: 'a', title: 'First', updatedAt: NOW + MINUTE })
    expect(redirect).toMatchObject({ id: 'b', mergedInto: 'a' })
  })
})
