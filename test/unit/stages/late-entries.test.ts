import { describe, expect, test } from 'vitest'
import { createCluster } from '../../../src/stages/cluster.ts'
import type { JoinOutcome } from '../../../src/stages/commit-steps.ts'
import type { JoinPlan } from '../../../src/stages/decide-entry.ts'
import { ERUPTION, ERUPTION_TOO, NEVER } from './given.ts'
import { aMemoryDesk, type Shelf, told } from './memory-desk.ts'

const REFORM = 'Parliament passes the pension reform after a long debate'

function aCluster(...given: Parameters<typeof aMemoryDesk>) {
  const desk = aMemoryDesk(...given)
  const plans: JoinPlan[] = []
  const cluster = createCluster({
    ...desk.deps,
    join(decided) {
      plans.push(...decided)
      return desk.deps.join(decided)
    },
  })
  return {
    ...desk,
    plans,
    place: (...ids: string[]) => cluster(ids, NEVER),
    /** Without what follows from other titles. */
    placing: () => desk.steps.filter((step) => !step.startsWith('defer')),
  }
}

const eruption = (minute: number, id = 'shelved'): Shelf => ({
  id: `story-${id}`,
  members: [[told(id, minute, ERUPTION_TOO), []]],
})

describe('a job', () => {
  test('that names its newest entry first is placed in the order of reports', async () => {
    const { place, placing, plans } = aCluster([], [told('a', 1), told('b', 2, ERUPTION_TOO), told('c', 3)])

    const reports = await place('c', 'b', 'a')

    expect(placing()).toEqual(['join a b c'])
    expect(reports.map(({ entryId, outcome }) => [entryId, outcome])).toEqual([
      ['a', 'founded'],
      ['b', 'joined'],
      ['c', 'joined'],
    ])
    expect(plans.map(({ grounds }) => grounds)).toEqual([[], ['a'], ['a']])
  })

  test('that names an entry twice places it once', async () => {
    const { place, plans } = aCluster([], [told('a', 1)])

    await expect(place('a', 'a')).resolves.toHaveLength(1)
    expect(plans).toHaveLength(1)
  })
})

describe('an entry that comes late', () => {
  test('is to be asked again, and so are those near it that were reported later', async () => {
    const { place, placing, memory } = aCluster(
      [
        { id: 'st1', members: [[told('early', 0)], [told('later', 20, ERUPTION_TOO)], [told('latest', 30)]] },
        { id: 'st2', members: [[told('reform', 40, REFORM)]] },
      ],
      [told('late', 10)],
    )

    await place('late')

    // Before it is placed, lest a crash leaves nobody to ask, and after, since nobody finds it before.
    const [marked = ''] = placing()
    expect(marked.split(' ').sort()).toEqual(['late', 'later', 'latest', 'unsettle'])
    expect(placing()).toEqual([marked, 'join late', marked])
    expect(memory.unsettledCount()).toBe(3)
  })

  test('marks nobody when those that were reported later are not near it', async () => {
    // A candidate, since they have words in common.
    const debate = 'Parliament rejects the budget'
    const { place, placing } = aCluster(
      [{ id: 'st1', members: [[told('later', 20, REFORM)]] }],
      [told('late', 10, debate)],
    )

    await place('late')

    expect(placing()).toEqual(['join late'])
  })

  test('marks nobody when all near it were reported before', async () => {
    const { place, placing } = aCluster([eruption(5)], [told('a', 10)])

    await place('a')

    expect(placing()).toEqual(['join a'])
  })

  test('is as late as any when the other has its time and a larger id', async () => {
    const { place, placing } = aCluster([eruption(10, 'b')], [told('c', 10), told('a', 10)])

    await place('c')
    await place('a')
    const [first, before, join, after, ...more] = placing()
    expect([first, join, more]).toEqual(['join c', 'join a', []])
    // Those of one time stand in no order of their own here.
    expect(before?.split(' ').toSorted()).toEqual(['a', 'b', 'c', 'unsettle'])
    expect(after).toBe(before)
  })

  test('is marked however often it is decided', async () => {
    const outcomes: JoinOutcome[] = ['stale', 'joined']
    const marked: string[][] = []
    const { place } = aCluster([eruption(20)], [told('late', 10)], {
      join: async () => outcomes.splice(0, 1),
      unsettle: async (entries) => {
        marked.push(entries.map(({ id }) => id))
      },
    })

    await place('late')

    expect(marked).toEqual(Array.from({ length: 4 }, () => ['late', 'shelved']))
  })

  test('is marked with what it is committed with, though the others come in time', async () => {
    const reform = told('in time', 10, REFORM)
    const { place, placing } = aCluster(
      [eruption(20)],
      [reform, told('late', 11, ERUPTION, { announcement: 'silent' })],
    )

    await place('in time', 'late')

    expect(placing()).toEqual(['unsettle late shelved', 'join in time late', 'unsettle late shelved'])
  })
})

test('an entry that changed says nothing of why it is where it is, and marks those near it that came after it', async () => {
  const { place, placing, plans } = aCluster(
    [eruption(20)],
    [told('a', 10, ERUPTION_TOO, { storyId: 'story-shelved' })],
  )

  await place('a')

  expect(placing().filter((step) => step.startsWith('unsettle'))).toEqual([
    'unsettle a shelved',
    'unsettle a shelved',
  ])
  expect(plans).toHaveLength(1)
  expect(plans[0]).not.toHaveProperty('grounds')
})

test('stories that a second look makes one are tied before they are', async () => {
  const { place, placing } = aCluster(
    [
      eruption(0, 'a'),
      {
        id: 'story-b',
        members: [[told('b', 5, ERUPTION_TOO), []]],
        story: { profile: { terms: 'ferry naxos', weights: [70, 70] } },
      },
    ],
    [told('c', 10)],
  )

  await place('c')

  expect(placing()).toEqual(['join c', 'note c < a < b', 'merge story-b into story-a'])
})
