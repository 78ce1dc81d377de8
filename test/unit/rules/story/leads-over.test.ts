import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { claimOf, claimOfLead, leadsOver } from '../../../../src/rules/story/leads-over.ts'
import { DAY, HOUR, MINUTE, makeOrigin, makeStory, NOW } from '../support/make.ts'

/** Few of each, so that ties are many. */
const claim = fc.record({
  entryId: fc.constantFrom('a', 'b', 'c'),
  weight: fc.constantFrom(0.25, 1, 4),
  reportedAt: fc.constantFrom(NOW - HOUR, NOW - MINUTE, NOW),
})

describe('of two claims', () => {
  test('exactly one leads over the other, unless they are one', () => {
    fc.assert(
      fc.property(claim, claim, (a, b) => {
        const isOne = a.entryId === b.entryId && a.weight === b.weight && a.reportedAt === b.reportedAt
        expect([leadsOver(a, b), leadsOver(b, a)].filter(Boolean)).toHaveLength(isOne ? 0 : 1)
      }),
    )
  })

  test('what leads over one leads over all that this one leads over', () => {
    fc.assert(
      fc.property(claim, claim, claim, (a, b, c) => {
        fc.pre(leadsOver(a, b) && leadsOver(b, c))
        expect(leadsOver(a, c)).toBe(true)
      }),
    )
  })

  test.each([
    ['the weightier, however late', { weight: 4, reportedAt: NOW, entryId: 'b' }, { weight: 0.25 }],
    ['of equal weight the earlier', { reportedAt: NOW - MINUTE, entryId: 'b' }, { reportedAt: NOW }],
    ['of one moment the smaller id', {}, { entryId: 'b' }],
  ])('%s leads', (_, ahead, behind) => {
    const base = { entryId: 'a', weight: 1, reportedAt: NOW }
    expect(leadsOver({ ...base, ...ahead }, { ...base, ...behind })).toBe(true)
  })
})

describe('what an entry claims', () => {
  test.each([
    ['its report', NOW - 20 * MINUTE, NOW - 20 * MINUTE],
    ['an hour at most before it was first seen, whatever date it gives itself', NOW - DAY, NOW - HOUR],
    ['when a clock that was set back saw it, not earlier than it was reported', NOW + MINUTE, NOW + MINUTE],
  ])('counts from %s', (_, reportedAt, counts) => {
    expect(claimOf({ id: 'e1', weight: 2, reportedAt, firstSeenAt: NOW })).toEqual({
      entryId: 'e1',
      weight: 2,
      reportedAt: counts,
    })
  })

  test('a backdated report of an earlier one takes no more than that hour', () => {
    const honest = claimOf({ id: 'b', weight: 1, reportedAt: NOW - 2 * HOUR, firstSeenAt: NOW - 2 * HOUR })
    const forged = claimOf({ id: 'a', weight: 1, reportedAt: NOW - DAY, firstSeenAt: NOW })
    expect(leadsOver(honest, forged)).toBe(true)
  })
})

describe('what a lead claims', () => {
  const other = makeOrigin({ publisherId: 'p0', weight: 4, reportedAt: NOW - DAY })
  const own = makeOrigin({ publisherId: 'p1', weight: 2, reportedAt: NOW - MINUTE })
  const leadClaim = { entryId: 'e1', weight: 0.25, reportedAt: NOW - 9 * MINUTE }

  test.each([
    ['is what is stored', { leadClaim }, [other, own], leadClaim],
    ['of an older program is its publisher’s', {}, [other, own], { weight: 2, reportedAt: NOW - MINUTE }],
    [
      'is not that of another entry, which an older program left there',
      { leadClaim: { ...leadClaim, entryId: 'e9' } },
      [other, own],
      { weight: 2, reportedAt: NOW - MINUTE },
    ],
    ['of which nothing is known is the first report’s', {}, [other], { weight: 1, reportedAt: NOW - HOUR }],
  ])('%s', (_, part, origins, expected) => {
    expect(claimOfLead(makeStory(part), origins)).toEqual({ entryId: 'e1', ...expected })
  })
})
