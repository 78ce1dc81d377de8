import { expect, test } from 'vitest'
import { evaluateStories } from '../../../../src/rules/story/evaluate-stories.ts'
import { newsroom } from '../../../quality/sets.ts'
import { streamStories } from '../../../support/memory-stories.ts'

/** What a newcomer sees first: the newsroom of `make demo`, whose events come from some sixty wordings. */
test.each([1, 2, 3])(
  'an hour of the simulated newsroom (seed %i) has hardly a wrong merger',
  async (seed) => {
    const placed = await streamStories(newsroom(300, seed))
    const { bcubed } = evaluateStories(placed.map(({ story, event }) => ({ story, event })))

    expect(bcubed.precision).toBeGreaterThanOrEqual(0.93)
    expect(bcubed.f1).toBeGreaterThanOrEqual(0.8)
  },
)
