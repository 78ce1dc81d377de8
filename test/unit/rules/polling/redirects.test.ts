import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PendingMove } from '../../../../src/model/source.ts'
import { planMove } from '../../../../src/rules/polling/redirects.ts'
import { uniteSources } from '../../../../src/rules/polling/unite-sources.ts'
import { DAY, NOW } from '../support/make.ts'

const A = 'http://a.example/feed?x=1'
const plan = (permanentUrl: string | undefined, pending?: PendingMove, address = A) =>
  planMove({ address, permanentUrl, pending, now: NOW, adoptAfterMs: 7 * DAY })

describe('an address', () => {
  test.each([
    ['https://a.example/feed?x=1', 'adopt'],
    ['https://a.example/feed?x=2', 'pending'],
    ['https://a.example/feed', 'pending'],
    ['https://www.a.example/feed?x=1', 'pending'],
    ['https://a.example:8443/feed?x=1', 'pending'],
    ['http://a.example/other', 'pending'],
    [A, 'none'],
    [undefined, 'none'],
  ])('that leads to %s: %s', (to, kind) => {
    expect(plan(to).kind).toBe(kind)
  })

  test('from a port of its own is no mere upgrade', () => {
    expect(plan('https://a.example/feed', undefined, 'http://a.example:8080/feed').kind).toBe('pending')
  })

  test('is adopted once a week has seen no other target', () => {
    const to = 'https://b.example/feed'

    expect(plan(to, { url: to, since: NOW - 7 * DAY })).toEqual({ kind: 'adopt', url: to })
    expect(plan(to, { url: to, since: NOW - 7 * DAY + 1 })).toEqual({
      kind: 'pending',
      pending: { url: to, since: NOW - 7 * DAY + 1, count: 2 },
    })
    expect(plan(to, { url: 'https://c.example/', since: NOW - 30 * DAY })).toEqual({
      kind: 'pending',
      pending: { url: to, since: NOW, count: 1 },
    })
  })

  test('waits no longer for a clock that was set back', () => {
    const to = 'https://b.example/feed'

    expect(plan(to, { url: to, since: NOW + 30 * DAY })).toEqual({
      kind: 'pending',
      pending: { url: to, since: NOW, count: 2 },
    })
  })
})

test('uniting is idempotent, and the order in which sources merge does not matter', () => {
  const source = fc.record({
    channels: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd')),
    weight: fc.constantFrom(0.25, 1, 4),
  })
  const shown = ({ channels, weight }: { channels: readonly string[]; weight: number }) => ({
    channels: [...channels].sort(),
    weight,
  })
  fc.assert(
    fc.property(source, source, source, (target, x, y) => {
      expect(uniteSources(uniteSources(target, x), x)).toEqual(uniteSources(target, x))
      expect(shown(uniteSources(uniteSources(target, x), y))).toEqual(
        shown(uniteSources(uniteSources(target, y), x)),
      )
    }),
  )
})
