import { expect, test } from 'vitest'
import type { Candidate, Entry } from '../../../src/model/index.ts'
import { prepareEntry } from '../../../src/stages/prepare-entries.ts'
import { type RetellPlan, retellTexts } from '../../../src/stages/retell-texts.ts'
import { originOf } from '../../../src/stages/what-follows.ts'
import { aList, aStory, ERUPTION, ERUPTION_TOO } from './given.ts'
import { told } from './memory-desk.ts'

const FIRST = told('first', 0, ERUPTION, { publisherId: 'p-first' })
const SECOND = told('second', 5, ERUPTION_TOO, { publisherId: 'p-second' })
const COPIED = prepareEntry(FIRST).print

/** Both in one story; `known`: whether the second is told as a reprint of the first. */
function aDesk(known: boolean, { isStale = false, minOrigins = 2 } = {}) {
  const plans: RetellPlan[] = []
  const ranked: string[] = []
  const list = aList({ id: 'top', minOrigins })
  const story = aStory('st1', { entryCount: 2, originCount: known ? 1 : 2, version: 7, listIds: ['top'] })
  const origins = [
    originOf(FIRST, prepareEntry(FIRST), undefined),
    originOf(SECOND, prepareEntry(SECOND), known ? COPIED : undefined),
  ]
  const entries = new Map<string, Entry>([FIRST, SECOND].map((entry) => [entry.id, entry]))
  const deps = {
    loadEntries: async (ids: readonly string[]) => ids.map((id) => entries.get(id)),
    readPlaced: async (ids: readonly string[]) =>
      new Map(ids.map((id) => [id, { entryId: id, storyId: 'st-merged' } as Candidate])),
    // As one that was merged away is answered.
    readStories: async () => new Map([['st-merged', { story, origins }]]),
    async retell(plan: RetellPlan) {
      plans.push(plan)
      return isStale ? ('stale' as const) : ('retold' as const)
    },
    async enqueueRank(id: string) {
      ranked.push(id)
    },
    lists: [list],
  }
  return {
    plans,
    ranked,
    retell: (reprints: Parameters<typeof retellTexts>[1]) => retellTexts(deps, reprints),
  }
}

test('a report that turns out to be a reprint counts no more, and its story leaves the lists that ask for more', async () => {
  const { retell, plans, ranked } = aDesk(false)

  const stale = await retell([{ entryId: 'first' }, { entryId: 'second', copied: COPIED }])

  expect(stale).toEqual([])
  expect(plans).toHaveLength(1)
  expect(plans[0]).toMatchObject({
    part: { story: { id: 'st1', version: 8, originCount: 1, entryCount: 2 }, heats: [] },
    leftListIds: ['top'],
  })
  expect(ranked).toEqual(['top'])
})

test('one that was taken for a reprint counts when it is none', async () => {
  const { retell, plans } = aDesk(true)

  await retell([{ entryId: 'second' }])

  expect(plans[0]).toMatchObject({ part: { story: { originCount: 2 } }, leftListIds: [] })
  expect(plans[0]?.part.heats.map(({ listId }) => listId)).toEqual(['top'])
})

test('where all is told already nothing is written', async () => {
  const known = aDesk(true)
  const plain = aDesk(false)

  await known.retell([{ entryId: 'first' }, { entryId: 'second', copied: COPIED }])
  await plain.retell([{ entryId: 'first' }, { entryId: 'second' }, { entryId: 'gone' }])
  await plain.retell([])

  expect([...known.plans, ...plain.plans]).toEqual([])
})

test('entries of a story that others have changed meanwhile are to be asked once more', async () => {
  const { retell, ranked } = aDesk(false, { isStale: true })

  expect(await retell([{ entryId: 'second', copied: COPIED }])).toEqual(['second'])
  expect(ranked).toEqual([])
})
