import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluateStories } from '../../../../src/rules/story/evaluate-stories.ts'

/** `A1` is an entry of event A in story 1, `-1` one of no event. */
function evaluate(placings: string) {
  return evaluateStories(
    placings
      .split(' ')
      .map((each) => ({ story: each.slice(1), event: each[0] === '-' ? undefined : each[0] })),
  )
}

describe('stories against events', () => {
  test('stories that are the events measure one', () => {
    const { bcubed, pairwise } = evaluate('A1 A1 B2 B2 B2 C3')

    expect([bcubed, pairwise]).toEqual([
      { precision: 1, recall: 1, f1: 1 },
      { precision: 1, recall: 1, f1: 1 },
    ])
  })

  test('one story of two events is half pure and complete', () => {
    const { bcubed, pairwise } = evaluate('A1 A1 B1 B1')

    expect(bcubed).toEqual({ precision: 0.5, recall: 1, f1: 2 / 3 })
    // Two of the six pairs belong together.
    expect(pairwise).toEqual({ precision: 1 / 3, recall: 1, f1: 0.5 })
  })

  test('an event in pieces is pure and half found', () => {
    const { bcubed, pairwise } = evaluate('A1 A1 A2 A2')

    expect(bcubed).toEqual({ precision: 1, recall: 0.5, f1: 2 / 3 })
    expect(pairwise).toEqual({ precision: 1, recall: 1 / 3, f1: 0.5 })
  })

  test('background costs precision in a labelled story, and nothing beside other background', () => {
    const score = evaluate('A1 A1 -1 -2 -2 -3')

    expect(score).toMatchObject({ events: 1, labelled: 2, background: 4, intruders: 1, joined: 3 })
    expect(score.bcubed).toMatchObject({ precision: 2 / 3, recall: 1 })
    expect(score.pairwise).toMatchObject({ precision: 1 / 3, recall: 1 })
  })

  test('nothing labelled is nothing wrong', () => {
    expect(evaluateStories([])).toMatchObject({ labelled: 0, bcubed: { precision: 1, recall: 1, f1: 1 } })
    expect(evaluate('-1 -1').pairwise.precision).toBe(1)
  })

  test('the sums over cells are the means over entries and pairs', () => {
    const entry = fc.record({
      story: fc.constantFrom('1', '2', '3', '4'),
      event: fc.constantFrom('A', 'B', 'C', undefined),
    })
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 40 }), (placings) => {
        const { bcubed, pairwise } = evaluateStories(placings)

        const naive = naively(placings)
        expect(bcubed.precision).toBeCloseTo(naive.precision, 12)
        expect(bcubed.recall).toBeCloseTo(naive.recall, 12)
        expect(pairwise.precision).toBeCloseTo(naive.pairPrecision, 12)
        expect(pairwise.recall).toBeCloseTo(naive.pairRecall, 12)
      }),
    )
  })
})

function naively(placings: readonly { story: string; event: string | undefined }[]) {
  const labelled = placings.filter(({ event }) => event !== undefined)
  const mean = (of: (one: (typeof placings)[number]) => number) =>
    labelled.length === 0 ? 1 : labelled.reduce((sum, one) => sum + of(one), 0) / labelled.length
  const together = (one: (typeof placings)[number]) => placings.filter(({ story }) => story === one.story)
  const alike = (one: (typeof placings)[number]) => labelled.filter(({ event }) => event === one.event)
  const both = (one: (typeof placings)[number]) => together(one).filter(({ event }) => event === one.event)
  const all = placings.flatMap((a, at) => placings.slice(at + 1).map((b) => [a, b] as const))
  const claimed = all.filter(
    ([a, b]) => a.story === b.story && (a.event !== undefined || b.event !== undefined),
  )
  const existing = all.filter(([a, b]) => a.event !== undefined && a.event === b.event)
  const right = claimed.filter(([a, b]) => a.event === b.event)
  return {
    precision: mean((one) => both(one).length / together(one).length),
    recall: mean((one) => both(one).length / alike(one).length),
    pairPrecision: claimed.length === 0 ? 1 : right.length / claimed.length,
    pairRecall: existing.length === 0 ? 1 : right.length / existing.length,
  }
}
