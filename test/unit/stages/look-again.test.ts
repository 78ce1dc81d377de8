import { describe, expect, test } from 'vitest'
import type { Candidate, KeptStory, Story } from '../../../src/model/index.ts'
import { type Doubt, type Grounded, type LookDeps, lookAgain } from '../../../src/stages/look-again.ts'
import type { MergePlan } from '../../../src/stages/merge-two.ts'
import { aCandidate, anEntry, aStory, DAY, ERUPTION, ERUPTION_TOO, HOUR, NEVER, NOW } from './given.ts'

const REFORM = 'Parliament passes the pension reform after a long debate'

interface Shelf {
  readonly story: Story
  readonly titles: readonly string[]
}

function aShelf(id: string, titles: readonly string[], more: Partial<Story> = {}): Shelf {
  return { story: aStory(id, { entryCount: titles.length, firstReportedAt: NOW - HOUR, ...more }), titles }
}

const eruption = (id = 'st1', more: Partial<Story> = {}) =>
  aShelf(id, [ERUPTION, ERUPTION_TOO, ERUPTION], more)
const twin = (id = 'st2', more: Partial<Story> = {}) => aShelf(id, [ERUPTION_TOO], more)

const doubt = (a: string, b: string, more: Partial<Doubt> = {}): Doubt => ({
  entryId: 'e9',
  reportedAt: NOW,
  storyIds: [a, b],
  otherId: `${b}-0`,
  isTold: true,
  ...more,
})

function aDesk(shelves: readonly Shelf[], outcomes: readonly ('stale' | 'already' | 'merged')[] = []) {
  const stories = new Map<string, KeptStory>(shelves.map(({ story }) => [story.id, { story, origins: [] }]))
  const members = new Map<string, readonly Candidate[]>(
    shelves.map(({ story, titles }) => [story.id, titles.map((title, n) => memberOf(story, title, n))]),
  )
  const seen = { plans: [] as MergePlan[], reads: 0, asked: [] as string[], noted: [] as Grounded[] }
  const answers = [...outcomes]
  const deps: LookDeps = {
    async findAround(queries) {
      seen.asked.push(...queries.map(({ fingerprint: { titleTerms } }) => titleTerms))
      return queries.map(() => ({
        candidates: [...members.values()].flat(),
        statistics: { documentCount: 1_000, documentFrequency: [] },
      }))
    },
    async noteGrounds(entries) {
      seen.noted.push(...entries)
    },
    async readStories(ids) {
      const known = ids.flatMap((id) => {
        const kept = stories.get(id)
        return kept ? [[id, kept] as const] : []
      })
      return new Map(known)
    },
    async readMembers(ids, most) {
      seen.reads++
      return new Map(ids.map((id) => [id, (members.get(id) ?? []).slice(0, most)]))
    },
    async merge(plan) {
      seen.plans.push(plan)
      return answers.shift() ?? 'merged'
    },
    now: () => NOW,
    lists: [],
    siteUrl: 'https://tide.example',
    sameStory: {},
  }
  return { deps, seen, stories }
}

/** Of a publisher of its own. */
function memberOf({ id }: Story, title: string, n: number): Candidate {
  return aCandidate(id, anEntry(`${id}-${n}`, { title, reportedAt: NOW - HOUR }))
}

test('the smaller of two stories becomes part of the larger, and the reason is kept', async () => {
  const { deps, seen } = aDesk([eruption('st2'), twin('st1')])

  const merged = await lookAgain(deps, [doubt('st1', 'st2')], NEVER)

  expect(merged.map(({ entryId }) => entryId)).toEqual(['e9'])
  expect(seen.plans).toHaveLength(1)
  expect(seen.plans[0]).toMatchObject({
    survivor: { id: 'st1', entryCount: 4 },
    redirect: { id: 'st2', mergedInto: 'st1', mergedFor: 'its entry fits the story as it is now' },
    events: [{ type: 'story.merged' }],
  })
  // Only of the smaller one the index is asked.
  expect(seen.asked).toHaveLength(1)
})

test('nobody is told of a merger that a silent report showed', async () => {
  const { deps, seen } = aDesk([eruption(), twin()])

  await lookAgain(deps, [doubt('st1', 'st2', { isTold: false })], NEVER)

  expect(seen.plans[0]?.events).toEqual([])
})

describe('two stories stay two', () => {
  test.each<[string, Shelf, Shelf]>([
    ['whose entries are of another event', eruption(), aShelf('st2', [REFORM])],
    ['in two languages', eruption(), twin('st2', { language: 'zh' })],
    ['that a person has set apart', eruption('st1', { apart: ['s1+'] }), twin('st2', { apart: ['s1-'] })],
    ['that began too far apart', eruption(), twin('st2', { firstReportedAt: NOW - 5 * DAY })],
    ['that would be too large', eruption('st1', { entryCount: 999 }), twin('st2', { entryCount: 2 })],
  ])('%s', async (_, a, b) => {
    const { deps, seen } = aDesk([a, b])

    await expect(lookAgain(deps, [doubt('st1', 'st2')], NEVER)).resolves.toEqual([])
    expect(seen.plans).toEqual([])
  })
})

test('a story that is gone, or part of the other by now, is no doubt', async () => {
  const { deps, seen, stories } = aDesk([eruption(), twin()])
  stories.set('st2', stories.get('st1') as KeptStory)

  await expect(lookAgain(deps, [doubt('st1', 'st2'), doubt('st1', 'gone')], NEVER)).resolves.toEqual([])
  expect(seen.plans).toEqual([])
})

test('of several doubts each is decided on what came of those before', async () => {
  const { deps, seen } = aDesk([eruption('st1'), twin('st2'), twin('st3')])

  const merged = await lookAgain(
    deps,
    [
      doubt('st1', 'st2', { entryId: 'a' }),
      doubt('st2', 'st1', { entryId: 'b' }),
      doubt('st2', 'st3', { entryId: 'c' }),
    ],
    NEVER,
  )

  expect(merged.map(({ entryId }) => entryId)).toEqual(['a', 'c'])
  expect(seen.plans.map(({ survivor, redirect }) => [survivor.id, survivor.version, redirect.id])).toEqual([
    ['st1', 2, 'st2'],
    ['st1', 3, 'st3'],
  ])
})

test('the same pair is looked at once, however many reports fit both', async () => {
  const { deps, seen } = aDesk([eruption('st1'), aShelf('st2', [REFORM])])
  let judged = 0
  const counting = {
    ...deps,
    get sameStory() {
      judged++
      return {}
    },
  }

  await lookAgain(counting, [doubt('st1', 'st2'), doubt('st2', 'st1'), doubt('st1', 'st2')], NEVER)

  expect(judged).toBe(1)
  expect(seen.asked).toHaveLength(1)
})

describe('a story that another worker has changed', () => {
  test('is read again and looked at anew', async () => {
    const { deps, seen } = aDesk([eruption(), twin()], ['stale', 'merged'])

    await expect(lookAgain(deps, [doubt('st1', 'st2')], NEVER)).resolves.toHaveLength(1)
    expect(seen.reads).toBe(2)
  })

  test('again and again is left to whoever changes it', async () => {
    const { deps, seen } = aDesk([eruption(), twin()], ['stale', 'stale', 'stale', 'merged'])

    await expect(lookAgain(deps, [doubt('st1', 'st2')], NEVER)).resolves.toEqual([])
    expect(seen.plans).toHaveLength(3)
  })

  test('that is part of the other already counts for whoever made it so', async () => {
    const { deps, seen } = aDesk([eruption(), twin()], ['already'])

    await expect(lookAgain(deps, [doubt('st1', 'st2')], NEVER)).resolves.toEqual([])
    expect(seen.reads).toBe(1)
  })
})

describe('what put a report into its story', () => {
  const told = (b: string, more: Partial<Doubt> = {}) => doubt('st1', b, { grounds: ['st1-0'], ...more })

  test('is noted before its stories are one, with the entry of the other that it fits', async () => {
    const { deps, seen } = aDesk([eruption(), twin()])
    const noted: number[] = []
    const merge: LookDeps['merge'] = (plan) => {
      noted.push(seen.noted.length)
      return deps.merge(plan)
    }

    await lookAgain({ ...deps, merge }, [told('st2')], NEVER)

    expect(noted).toEqual([1])
    expect(seen.noted).toEqual([{ entryId: 'e9', grounds: ['st1-0', 'st2-0'] }])
  })

  test('is noted of all its stories, also when one of them had to be looked at twice', async () => {
    const shelves = [eruption('st1'), twin('st2'), twin('st3')]
    const plain = aDesk(shelves)
    const refused = aDesk(shelves, ['merged', 'stale', 'merged'])

    for (const { deps } of [plain, refused]) await lookAgain(deps, [told('st2'), told('st3')], NEVER)

    const all = { entryId: 'e9', grounds: ['st1-0', 'st2-0', 'st3-0'] }
    expect(plain.seen.noted.at(-1)).toEqual(all)
    expect(refused.seen.noted.at(-1)).toEqual(all)
  })

  test('is what it was when its stories stay two', async () => {
    const { deps, seen } = aDesk([eruption(), twin()], ['stale', 'stale', 'stale'])

    await lookAgain(deps, [told('st2')], NEVER)

    expect(seen.noted).toHaveLength(6)
    expect(seen.noted.at(-1)).toEqual({ entryId: 'e9', grounds: ['st1-0'] })
  })

  test('is not made up where nobody knows it, nor of stories that are no doubt', async () => {
    const { deps, seen } = aDesk([eruption('st1'), twin('st2'), aShelf('st3', [REFORM])])

    await lookAgain(deps, [doubt('st1', 'st2'), told('st3')], NEVER)

    expect(seen.plans).toHaveLength(1)
    expect(seen.noted).toEqual([])
  })
})

describe('entries that were reported after the doubt', () => {
  const before: Partial<Doubt> = { reportedAt: NOW - 2 * HOUR }

  test('neither ask to move nor speak for the story that they would move to', async () => {
    const { deps, seen } = aDesk([eruption(), twin()])

    await lookAgain(deps, [doubt('st1', 'st2', before)], NEVER)

    expect(seen.asked).toEqual([])
    expect(seen.plans).toEqual([])
  })

  const atOnce = (entryId: string) => doubt('st1', 'st2', { entryId, reportedAt: NOW - HOUR })

  test.each([
    ['a', 0],
    ['st2-0', 1],
    ['z', 1],
  ])('of one moment with %s have a say up to its own id', async (entryId, count) => {
    const { deps, seen } = aDesk([eruption(), twin()])

    await lookAgain(deps, [atOnce(entryId)], NEVER)

    expect(seen.plans).toHaveLength(count)
  })

  test('are nothing to the others, also when the index tells of them', async () => {
    const shelves = [twin('st1'), aShelf('st2', [REFORM, ERUPTION, ERUPTION])]
    const [early, late] = [aDesk(shelves), aDesk(shelves)]

    await lookAgain(early.deps, [atOnce('st2-0+')], NEVER)
    await lookAgain(late.deps, [atOnce('st2-2')], NEVER)

    expect(early.seen.asked).toHaveLength(1)
    expect(early.seen.plans).toEqual([])
    expect(late.seen.plans).toHaveLength(1)
  })

  test('have their say when a later doubt of the same stories comes after it in one job', async () => {
    const { deps, seen } = aDesk([twin('st1'), aShelf('st2', [REFORM, ERUPTION, ERUPTION])])

    await lookAgain(deps, [atOnce('st2-0+'), atOnce('st2-2')], NEVER)

    expect(seen.plans).toHaveLength(1)
  })
})

test('without a doubt nothing is read', async () => {
  const { deps, seen } = aDesk([eruption(), twin()])

  await expect(lookAgain(deps, [], NEVER)).resolves.toEqual([])
  expect(seen.reads).toBe(0)
})

test('a worker that is asked to stop looks at nothing more', async () => {
  const { deps, seen } = aDesk([eruption(), twin()])

  await expect(lookAgain(deps, [doubt('st1', 'st2')], AbortSignal.abort(new Error('stop')))).rejects.toThrow(
    'stop',
  )
  expect(seen.plans).toEqual([])
})
