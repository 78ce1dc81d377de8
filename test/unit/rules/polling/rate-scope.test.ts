import { describe, expect, test } from 'vitest'
import type { PatienceScope, PollOutcome } from '../../../../src/model/index.ts'
import { isShared, learnPace, type Pace } from '../../../../src/rules/polling/rate-scope.ts'
import { DAY, HOUR, MINUTE, NOW } from '../support/make.ts'
import { paceAfter } from './pace-after.ts'

describe('the scope of a throttling', () => {
  test.each<[string, PatienceScope, boolean, [string, PollOutcome, number][]]>([
    ['one member of a domain: all of it', 'domain', true, [['a', 'throttled', 0]]],
    ['one route of a private server: that route', 'host', false, [['a', 'throttled', 0]]],
    [
      'several routes of a private server: all of it',
      'host',
      true,
      [
        ['a', 'throttled', 0],
        ['b', 'throttled', MINUTE],
      ],
    ],
    [
      'others of the domain answer well soon after: that member',
      'domain',
      false,
      [
        ['a', 'throttled', 0],
        ['b', 'changed', MINUTE],
        ['c', 'not_modified', 2 * MINUTE],
        ['d', 'unchanged', 3 * MINUTE],
      ],
    ],
    [
      'the same route again and again: that route',
      'host',
      false,
      [
        ['a', 'throttled', 0],
        ['a', 'throttled', MINUTE],
        ['a', 'throttled', 2 * MINUTE],
      ],
    ],
    [
      'good answers much later say nothing: all of the domain',
      'domain',
      true,
      [
        ['a', 'throttled', 0],
        ['b', 'changed', 2 * HOUR],
        ['c', 'changed', 3 * HOUR],
      ],
    ],
  ])('%s', (_, kind, shared, answers) => {
    const pace = paceAfter(kind, answers)

    expect(pace && isShared(pace, kind)).toBe(shared)
    expect((pace?.gapMs ?? 0) > 0).toBe(shared)
  })

  /** The same of a domain, of whose sources the first letter is the host. */
  const domainAfter = (answers: readonly [string, PollOutcome][]) =>
    answers.reduce<Pace | undefined>((pace, [sourceId, outcome], index) => {
      const at = NOW + index * MINUTE
      return learnPace(pace, 'domain', { sourceId, subdomain: sourceId[0], outcome, askedAt: at, now: at })
    }, undefined)

  test.each<[string, boolean, [string, PollOutcome][]]>([
    [
      'feeds of one host, however many, are no witness for the domain when another host answers well',
      false,
      [
        ['n1', 'throttled'],
        ['n2', 'throttled'],
        ['n3', 'throttled'],
        ['b1', 'changed'],
        ['b2', 'not_modified'],
        ['b3', 'not_modified'],
      ],
    ],
    [
      'feeds of two hosts are',
      true,
      [
        ['n1', 'throttled'],
        ['b1', 'throttled'],
        ['n2', 'throttled'],
        ['b2', 'changed'],
        ['b3', 'changed'],
        ['n3', 'not_modified'],
      ],
    ],
  ])('%s', (_, shared, answers) => {
    const pace = domainAfter(answers)

    expect(pace && isShared(pace, 'domain')).toBe(shared)
    expect((pace?.gapMs ?? 0) > 0).toBe(shared)
  })

  test('the same host that refuses again and again, hours apart, is alone when another answers well between', () => {
    const refusedAgain = (between: string) =>
      [0, 2, 4, 6].reduce<Pace | undefined>((pace, hours) => {
        const told = { subdomain: 'n', sourceId: 'n1' }
        const other = { subdomain: between, sourceId: `${between}2` }
        const at = (minutes: number) => NOW + hours * HOUR + minutes * MINUTE
        const refused = learnPace(pace, 'domain', {
          ...told,
          outcome: 'throttled',
          askedAt: at(0),
          now: at(0),
        })
        return learnPace(refused, 'domain', { ...other, outcome: 'changed', askedAt: at(60), now: at(60) })
      }, undefined)

    expect(isShared(refusedAgain('b') as Pace, 'domain')).toBe(false)
    expect(isShared(refusedAgain('n') as Pace, 'domain')).toBe(true)
  })

  test('an answer that was under way at the refusal says nothing of it', () => {
    const pace = [0, 2, 4, 6].reduce<Pace | undefined>((known, hours) => {
      const at = NOW + hours * HOUR
      const told = { subdomain: 'n', sourceId: 'n1', outcome: 'throttled', askedAt: at, now: at } as const
      const late = {
        subdomain: 'b',
        sourceId: 'b1',
        outcome: 'changed',
        askedAt: at,
        now: at + HOUR,
      } as const
      return learnPace(learnPace(known, 'domain', told), 'domain', late)
    }, undefined)

    expect(isShared(pace as Pace, 'domain')).toBe(true)
  })

  test('two that are refused one after the other are witnesses of one limiter, also where turns are an hour apart', () => {
    const slow: Pace = {
      gapMs: HOUR,
      lastAskedAt: NOW,
      nextFreeAt: NOW + HOUR,
      throttledAt: NOW,
      throttledId: 'a',
      together: 1,
      apart: 0,
      weighedAt: NOW,
    }
    const togetherAfter = (ms: number) =>
      learnPace(slow, 'host', { sourceId: 'b', outcome: 'throttled', askedAt: NOW + ms, now: NOW + ms })
        ?.together

    expect(togetherAfter(HOUR)).toBeGreaterThan(1.9)
    expect(togetherAfter(3 * HOUR)).toBeLessThan(1)
  })

  test('what was seen long ago fades', () => {
    const pace = paceAfter('host', [
      ['a', 'throttled', 0],
      ['b', 'throttled', MINUTE],
      ['c', 'throttled', 6 * DAY],
    ])

    expect(pace && isShared(pace, 'host')).toBe(false)
  })

  test('good answers of a group that was never throttled cost no memory', () => {
    expect(paceAfter('domain', [['a', 'changed', 0]])).toBeUndefined()
  })
})
