import { describe, expect, test } from 'vitest'
import { writeExplanation } from '../../../src/cli/explanation.ts'
import type { Explanation } from '../../../src/model/index.ts'

const NOW = Date.UTC(2026, 2, 1, 12)
const MINUTE = 60_000

type Patch = { readonly [Name in keyof Explanation]?: Explanation[Name] | undefined }

const lines = (patch: Patch = {}) =>
  writeExplanation(
    {
      listId: 'top',
      storyId: 's',
      title: 'A title',
      gate: 'none',
      verdict: 'number 2 of the newest edition',
      rank: 2,
      kind: 'hot',
      heat: 1.5,
      firstReportedAt: NOW - 5 * MINUTE,
      originCount: 2,
      minOrigins: 2,
      halfLifeMs: 60 * MINUTE,
      origins: [],
      ranks: [],
      ...patch,
    } as Explanation,
    NOW,
  ).split('\n')

const neighbour = (factor: number | undefined) => ({ storyId: 'n', title: 'Another', factor })

describe('neighbours', () => {
  test('are named with how hot they are', () => {
    expect(lines({ above: neighbour(1.5), below: neighbour(0.25) })).toEqual(
      expect.arrayContaining([
        'above it: Another, 1.500 times as hot (n)',
        'below it: Another, 0.250 times as hot (n)',
      ]),
    )
  })

  test('that a report has overtaken since the edition are said to be', () => {
    expect(lines({ above: neighbour(0.5), below: neighbour(2) })).toEqual(
      expect.arrayContaining([
        'above it: Another, 0.500 times as hot since this edition was made (n)',
        'below it: Another, 2.000 times as hot since this edition was made (n)',
      ]),
    )
  })

  test('without a heat to compare are named alone', () => {
    expect(lines({ above: neighbour(undefined) })).toContain('above it: Another (n)')
  })

  test('of a story that is not in the list are what is last in it', () => {
    expect(lines({ rank: undefined, above: neighbour(3) })).toContain(
      'in the last place: Another, 3.000 times as hot (n)',
    )
  })
})

describe('what a place follows from', () => {
  const heat =
    'heat 1.500, the sum of what each publisher ADDS: its weight, halved every 60 min since its report'

  test.each<[string, Patch, string[]]>([
    ['hot', {}, [heat]],
    ['latest', { kind: 'latest' }, ['first reported 5 min ago, which is the order', heat]],
    [
      'rising',
      { kind: 'rising', slowHeat: 2.25 },
      [
        heat,
        'rise 1.000, which is the order: that heat over the root of 2.250, its heat with a half-life 24 times as long',
      ],
    ],
  ])('in a %s list', (_, patch, expected) => {
    expect(lines(patch).slice(2, -1)).toEqual(expected)
  })

  test('is not said of a story that is not ranked', () => {
    expect(lines({ heat: undefined }).slice(2, -1)).toEqual([])
  })
})

test('of the ranks the newest twelve changes are shown', () => {
  const ranks = Array.from({ length: 14 }, (_, n) => ({
    at: NOW - (14 - n) * 10 * MINUTE,
    ...(n !== 12 && { rank: n + 1 }),
  }))

  expect(lines({ ranks }).at(-1)).toMatch(
    /^rank, noted every ten minutes: 3 \(2 h ago\) → .* → 12 \(30 min ago\) → out \(20 min ago\) → 14 \(10 min ago\)$/,
  )
})
