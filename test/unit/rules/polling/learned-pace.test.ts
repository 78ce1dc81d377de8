import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  learnPace,
  PACE_TTL_MS,
  type Pace,
  patienceOf,
  takeTurn,
} from '../../../../src/rules/polling/rate-scope.ts'
import { DAY, HOUR, MINUTE, NOW } from '../support/make.ts'
import { paceAfter } from './pace-after.ts'

describe('the pace', () => {
  test('slows by doubling and recovers slowly, then lets go', () => {
    let pace = paceAfter('domain', [
      ['a', 'throttled', 0],
      ['b', 'throttled', MINUTE],
      ['c', 'throttled', 3 * MINUTE],
    ])
    expect(pace?.gapMs).toBe(4 * MINUTE)

    let answers = 0
    for (let at = HOUR; (pace?.gapMs ?? 0) > 0; at += HOUR) {
      pace = learnPace(pace, 'domain', {
        sourceId: 'd',
        outcome: 'changed',
        askedAt: NOW + at,
        now: NOW + at,
      })
      answers++
    }

    expect(answers).toBeGreaterThan(20)
    expect(answers).toBeLessThan(40)
  })

  test('is not slowed further by requests that were under way', () => {
    const pace = paceAfter('domain', [['a', 'throttled', 1000]])

    const next = learnPace(pace, 'domain', {
      sourceId: 'b',
      outcome: 'throttled',
      askedAt: NOW,
      now: NOW + 2000,
    })

    expect(next?.gapMs).toBe(MINUTE)
  })

  test('begins after the Retry-After, for everybody it concerns', () => {
    const pace = paceAfter('domain', [['a', 'throttled', 0, HOUR]])

    expect(pace && takeTurn(pace, NOW + MINUTE, undefined).waitUntil).toBe(NOW + HOUR)
  })

  test('is nobody else’s concern while a throttling concerns one route', () => {
    const pace = paceAfter('host', [['a', 'throttled', 0, HOUR]])

    expect(pace && takeTurn(pace, NOW, undefined)).toEqual({ pace })
  })

  test('gives each who waits a turn of its own, and nobody another’s', () => {
    const told = paceAfter('domain', [['a', 'throttled', 0]]) as Pace
    const b = takeTurn(told, NOW + 1, undefined)
    const c = takeTurn(b.pace, NOW + 2, undefined)
    const early = takeTurn(c.pace, NOW + MINUTE, NOW + 2 * MINUTE)
    const inTurn = takeTurn(c.pace, NOW + MINUTE, NOW + MINUTE)
    const next = takeTurn(inTurn.pace, NOW + MINUTE, undefined)

    expect([b.waitUntil, c.waitUntil, early.waitUntil]).toEqual([
      NOW + MINUTE,
      NOW + 2 * MINUTE,
      NOW + 3 * MINUTE,
    ])
    expect(inTurn.waitUntil).toBeUndefined()
    expect(inTurn.pace).toMatchObject({ lastAskedAt: NOW + MINUTE, throttledId: 'a' })
    // The turns that were given stand: whoever asks now comes after them.
    expect(next.waitUntil).toBe(NOW + 3 * MINUTE)
  })

  test('keeps apart from the last request even whoever has a turn', () => {
    const pace = { ...(paceAfter('domain', [['a', 'throttled', 0]]) as Pace), lastAskedAt: NOW + MINUTE - 1 }

    expect(takeTurn(pace, NOW + MINUTE, NOW + MINUTE).waitUntil).toBe(NOW + 2 * MINUTE - 1)
  })

  test('tells people when the next turn is, and of one that concerns nobody else only that it was', () => {
    const shared = paceAfter('domain', [['a', 'throttled', 0, HOUR]]) as Pace
    const own = paceAfter('host', [['a', 'throttled', 0, HOUR]]) as Pace

    expect(patienceOf([{ kind: 'domain', pace: shared }])).toEqual({
      scope: 'domain',
      gapMs: MINUTE,
      throttledAt: NOW,
      nextTurnAt: NOW + HOUR,
    })
    expect(patienceOf([{ kind: 'domain', pace: { ...shared, lastAskedAt: NOW + HOUR } }])).toMatchObject({
      nextTurnAt: NOW + HOUR + MINUTE,
    })
    expect(patienceOf([{ kind: 'host', pace: own }])).toEqual({
      scope: 'feed',
      gapMs: 0,
      throttledAt: NOW,
    })
    expect(patienceOf([{ kind: 'host', pace: undefined }])).toBeUndefined()
  })

  test('tells people of the widest group that has turns', () => {
    const shared = paceAfter('domain', [['a', 'throttled', 0]]) as Pace
    const letGo = { ...shared, gapMs: 0 }
    const scopeOf = (domain: Pace | undefined, subdomain: Pace | undefined) =>
      patienceOf([
        { kind: 'domain', pace: domain },
        { kind: 'subdomain', pace: subdomain },
      ])?.scope

    expect(scopeOf(shared, { ...shared, gapMs: 2 * MINUTE })).toBe('domain')
    expect(scopeOf(letGo, shared)).toBe('subdomain')
    expect(scopeOf(letGo, letGo)).toBe('feed')
  })

  test('of a group whose members are asked independently is forgotten a week after a refusal', () => {
    const own = paceAfter('host', [['a', 'throttled', 0]])
    const answer = (at: number) => ({ sourceId: 'b', outcome: 'changed', askedAt: at, now: at }) as const

    expect(learnPace(own, 'host', answer(NOW + PACE_TTL_MS))).toMatchObject({ gapMs: 0, throttledId: 'a' })
    expect(learnPace(own, 'host', answer(NOW + PACE_TTL_MS + 1))).toBeUndefined()
  })

  test('a clock set back starves nobody', () => {
    const pace = paceAfter('domain', [['a', 'throttled', 30 * DAY]]) as Pace

    const turn = takeTurn(pace, NOW, undefined)

    expect(turn.waitUntil).toBeLessThanOrEqual(NOW + PACE_TTL_MS)
  })
})

test('fifty members throttled together are asked one by one, none twice as fast as the pace, none for ever', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 50 }), fc.integer({ min: 1, max: 6 }), (count, hours) => {
      let pace = paceAfter('domain', [['0', 'throttled', 0]]) as Pace
      const waiting = Array.from({ length: count }, () => ({
        at: NOW,
        turnAt: undefined as number | undefined,
      }))
      const asked: number[] = []
      for (let rounds = 0; waiting.length > 0; rounds++) {
        if (rounds > 10_000) throw new Error('somebody waits for ever')
        waiting.sort((a, b) => a.at - b.at)
        const [next] = waiting as [(typeof waiting)[number]]
        const turn = takeTurn(pace, next.at, next.turnAt)
        pace = turn.pace
        if (turn.waitUntil !== undefined) {
          expect(turn.waitUntil).toBeGreaterThan(next.at)
          next.at = turn.waitUntil
          next.turnAt = turn.waitUntil
          continue
        }
        const gapMs = pace.gapMs
        if (asked.length > 0) expect(next.at - (asked.at(-1) as number)).toBeGreaterThanOrEqual(gapMs)
        asked.push(next.at)
        waiting.shift()
        // The publisher refuses for some hours, each refusal by another member.
        const outcome = next.at < NOW + hours * HOUR ? 'throttled' : 'changed'
        const answer = { sourceId: String(asked.length), outcome, askedAt: next.at, now: next.at } as const
        pace = learnPace(pace, 'domain', answer) as Pace
        if (pace.gapMs === 0) break
      }
    }),
    { numRuns: 100 },
  )
})
