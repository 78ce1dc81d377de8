import { describe, expect, test } from 'vitest'
import type { Story } from '../../../src/model/index.ts'
import { mergeStories } from '../../../src/rules/story/merge-stories.ts'
import { type MergeDeps, type MergePlan, mergeTwo } from '../../../src/stages/merge-two.ts'
import { aList, aStory, NOW } from './given.ts'

function aDesk(stories: readonly (Story | undefined)[], outcome: 'merged' | 'stale' | 'already' = 'merged') {
  const plans: MergePlan[] = []
  const deps: MergeDeps = {
    loadStories: async () => stories,
    loadOrigins: async () => [],
    async merge(plan) {
      plans.push(plan)
      return outcome
    },
    now: () => NOW,
    lists: [aList()],
    siteUrl: 'https://tide.example',
  }
  return { deps, plans }
}

const PAIR = ['st1', 'st2'] as const
const SILENT = { isAnnounced: false }
const BY_A_PERSON = { isAnnounced: true, byOperator: true }
const apart = [aStory('st1', { apart: ['x+'] }), aStory('st2', { apart: ['x-'] })]

describe('two stories that a person makes one', () => {
  test('are one by hand from then on, and it says so', async () => {
    const { deps, plans } = aDesk([aStory('st1'), aStory('st2', { listIds: ['world'] })])

    await expect(mergeTwo(deps, PAIR, BY_A_PERSON)).resolves.toEqual({
      outcome: 'merged',
      listIds: ['top', 'world'],
    })
    expect(plans).toMatchObject([
      {
        survivor: { id: 'st1', version: 2, isByHand: true },
        redirect: { id: 'st2', mergedInto: 'st1', mergedFor: 'a person made them one' },
        events: [{ type: 'story.merged' }],
      },
    ])
  })

  test('may be such as were set apart, and no mark is left of that', async () => {
    const { deps, plans } = aDesk(apart)

    await mergeTwo(deps, PAIR, BY_A_PERSON)

    expect(plans[0]?.survivor).toMatchObject({ isByHand: true })
    expect(plans[0]?.survivor).not.toHaveProperty('apart')
  })
})

describe('two stories that a machine makes one', () => {
  test('are not so by hand', async () => {
    const { deps, plans } = aDesk([aStory('st1'), aStory('st2')])

    await expect(mergeTwo(deps, PAIR, SILENT)).resolves.toMatchObject({ outcome: 'merged' })
    expect(plans).toMatchObject([{ events: [] }])
    expect(plans[0]?.survivor).not.toHaveProperty('isByHand')
    expect(plans[0]?.redirect).not.toHaveProperty('mergedFor')
  })

  test('are never such as a person has set apart', async () => {
    const { deps, plans } = aDesk(apart)

    await expect(mergeTwo(deps, PAIR, SILENT)).resolves.toEqual({ outcome: 'none', listIds: [] })
    expect(plans).toEqual([])
  })
})

test.each([
  ['one of them is gone', [aStory('st1'), undefined], 'none'],
  ['they are one already', [aStory('st1'), aStory('st1')], 'already'],
] as const)('nothing is done when %s', async (_, stories, outcome) => {
  const { deps, plans } = aDesk(stories)

  await expect(mergeTwo(deps, PAIR, BY_A_PERSON)).resolves.toEqual({ outcome, listIds: [] })
  expect(plans).toEqual([])
})

test.each(['stale', 'already'] as const)('no list is ranked when the commit answers %s', async (outcome) => {
  const { deps } = aDesk([aStory('st1'), aStory('st2')], outcome)

  await expect(mergeTwo(deps, PAIR, SILENT)).resolves.toEqual({ outcome, listIds: [] })
})

test('what a person made one stays so, whichever of two stories it is when a machine adds to it', () => {
  const byHand = (id: string) => ({ story: aStory(id, { isByHand: true }), origins: [] })
  const plain = (id: string) => ({ story: aStory(id), origins: [] })

  expect(mergeStories(byHand('st1'), plain('st2'), NOW).survivor.isByHand).toBe(true)
  expect(mergeStories(plain('st1'), byHand('st2'), NOW).survivor.isByHand).toBe(true)
  expect(mergeStories(plain('st1'), plain('st2'), NOW).survivor).not.toHaveProperty('isByHand')
})
