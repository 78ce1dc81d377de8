import { describe, expect, test } from 'vitest'
import type { Entry, KeptStory, Origin, Story } from '../../../src/model/index.ts'
import { heatOf } from '../../../src/rules/rank/score.ts'
import { type ClusterDeps, type ClusterReport, createCluster } from '../../../src/stages/cluster.ts'
import type { JoinOutcome } from '../../../src/stages/commit-steps.ts'
import type { JoinPlan } from '../../../src/stages/decide-entry.ts'
import type { Grounded } from '../../../src/stages/look-again.ts'
import type { MergePlan } from '../../../src/stages/merge-two.ts'
import { prepareEntry } from '../../../src/stages/prepare-entries.ts'
import {
  aCandidate,
  aList,
  anEntry,
  aStory,
  ERUPTION,
  ERUPTION_TOO,
  HOUR,
  MINUTE,
  NEVER,
  NOW,
} from './given.ts'

const OTHER_EVENT = 'Parliament passes the pension reform after a long debate'

interface Shelf {
  readonly story: Story
  readonly members: readonly Entry[]
}

function originOf(entry: Entry): Origin {
  const { publisherId, publisherName, reportedAt, weight } = entry
  return { publisherId, publisherName, reportedAt, weight, entryId: entry.id }
}

/** A story about the volcano, told by one publisher. */
function volcano(more: Partial<Story> = {}): Shelf {
  const entry = anEntry('e1', { storyId: 'st1', title: ERUPTION, reportedAt: NOW - HOUR })
  return {
    story: aStory('st1', {
      title: ERUPTION,
      leadEntryId: 'e1',
      originCount: 1,
      entryCount: 1,
      version: 4,
      firstReportedAt: NOW - HOUR,
      lastReportedAt: NOW - HOUR,
      updatedAt: NOW - HOUR,
      ...more,
    }),
    members: [entry],
  }
}

function aCluster(given: {
  entries: readonly Entry[]
  shelves?: readonly Shelf[]
  deps?: Partial<Omit<ClusterDeps, 'join' | 'readStories'>> & {
    join?(plan: JoinPlan): Promise<JoinOutcome>
    loadStories?(ids: readonly string[]): Promise<readonly (Story | undefined)[]>
    loadOrigins?(id: string): Promise<readonly Origin[]>
  }
}) {
  const shelves = given.shelves ?? []
  const seen = {
    plans: [] as JoinPlan[],
    mergers: [] as MergePlan[],
    ranked: [] as string[],
    deferred: [] as string[],
    noted: [] as Grounded[],
    unsettled: [] as string[][],
    reports: [] as ClusterReport[],
  }
  let reads = 0
  const membersOf = (id: string) =>
    shelves.flatMap(({ story, members }) =>
      story.id === id ? members.map((entry) => aCandidate(id, entry)) : [],
    )
  const {
    join,
    loadStories = async (ids: readonly string[]) =>
      ids.map((id) => shelves.find(({ story }) => story.id === id)?.story),
    loadOrigins = async (id: string) =>
      shelves.find(({ story }) => story.id === id)?.members.map(originOf) ?? [],
    ...others
  } = given.deps ?? {}
  const deps: Omit<ClusterDeps, 'join' | 'readStories'> = {
    loadEntries: async (ids) => ids.map((id) => given.entries.find((entry) => entry.id === id)),
    findCandidates: async (queries) =>
      queries.map(() => ({
        candidates: shelves.flatMap(({ story, members }) =>
          members.map((entry) => aCandidate(story.id, entry)),
        ),
        statistics: { documentCount: 1_000, documentFrequency: [] },
        tails: { group: `read ${++reads}`, bucket: 0, fields: [], counts: [] },
        places: [],
      })),
    prepare: async (all) => all.map(prepareEntry),
    readMembers: async (ids, most) => new Map(ids.map((id) => [id, membersOf(id).slice(0, most)])),
    async merge(plan) {
      seen.mergers.push(plan)
      return 'merged'
    },
    findAround: async (queries) =>
      queries.map(() => ({
        candidates: shelves.flatMap(({ story }) => membersOf(story.id)),
        statistics: { documentCount: 1_000, documentFrequency: [] },
      })),
    async noteGrounds(entries) {
      seen.noted.push(...entries)
    },
    async unsettle(entries) {
      seen.unsettled.push(entries.map(({ id }) => id))
    },
    async deferUpdate(id) {
      seen.deferred.push(id)
    },
    async enqueueRank(listId) {
      seen.ranked.push(listId)
    },
    report: (line) => seen.reports.push(line),
    now: () => NOW,
    lists: [
      aList(),
      aList({ id: 'world', channels: ['world'], minOrigins: 1 }),
      aList({ id: 'sports', channels: ['sports'] }),
    ],
    siteUrl: 'https://tide.example',
    hourOf: (at) => new Date(at).getUTCHours(),
    sameStory: {},
    ...others,
  }
  const cluster = createCluster({
    ...deps,
    async readStories(ids) {
      const stories = await loadStories(ids)
      const kept = new Map<string, KeptStory>()
      for (const [index, story] of stories.entries()) {
        if (story) kept.set(ids[index] ?? '', { story, origins: await loadOrigins(story.id) })
      }
      return kept
    },
    async join(plans) {
      const outcomes: JoinOutcome[] = []
      for (const plan of plans) {
        const outcome = join ? await join(plan) : 'joined'
        if (!join) seen.plans.push(plan)
        outcomes.push(outcome)
        if (outcome !== 'joined') break
      }
      return outcomes
    },
  })
  return { cluster, ...seen }
}

const types = (plan: JoinPlan | undefined) => plan?.events.map(({ type }) => type)

describe('placing an entry', () => {
  test('an entry like no other founds a story with an id of its own, the same every time', async () => {
    const entry = anEntry('e2', { title: OTHER_EVENT })
    const { cluster, plans, reports } = aCluster({ entries: [entry], shelves: [volcano()] })

    await cluster(['e2'], NEVER)
    await cluster(['e2'], NEVER)

    expect(plans[0]).toMatchObject({
      expectedVersion: 0,
      tails: { group: 'read 1' },
      story: { version: 1, title: OTHER_EVENT, leadEntryId: 'e2', entryCount: 1, originCount: 1 },
    })
    expect(plans[1]?.story.id).toBe(plans[0]?.story.id)
    expect(reports[0]).toMatchObject({ outcome: 'founded', rule: 'none' })
  })

  test('a report of the same event joins its story, on the version that was read', async () => {
    const entry = anEntry('e2', { title: ERUPTION_TOO })
    const { cluster, plans, reports } = aCluster({ entries: [entry], shelves: [volcano()] })

    await cluster(['e2'], NEVER)

    expect(plans).toHaveLength(1)
    expect(plans[0]).toMatchObject({
      expectedVersion: 4,
      story: {
        id: 'st1',
        version: 5,
        title: ERUPTION,
        leadEntryId: 'e1',
        entryCount: 2,
        originCount: 2,
        lastReportedAt: NOW,
      },
    })
    expect(reports[0]).toMatchObject({ storyId: 'st1', outcome: 'joined', rule: 'terms', rereads: 0 })
  })

  test('a second report of the same publisher is one more entry and no further origin', async () => {
    const entry = anEntry('e2', { title: ERUPTION_TOO, publisherId: 'p-e1' })
    const { cluster, plans } = aCluster({ entries: [entry], shelves: [volcano()] })

    await cluster(['e2'], NEVER)

    expect(plans[0]?.story).toMatchObject({ id: 'st1', entryCount: 2, originCount: 1 })
    expect(plans[0]?.events).toEqual([])
  })

  test('a report that two like stories fit makes them one first, then joins it', async () => {
    const entry = anEntry('e9', { title: ERUPTION_TOO, announcement: 'announced' })
    const twin = { ...volcano(), story: { ...volcano().story, id: 'st0' } }
    const shelves = [volcano(), twin]
    const { cluster, mergers, plans, reports } = aCluster({
      entries: [entry],
      shelves,
      deps: {
        async merge(plan) {
          mergers.push(plan)
          shelves.splice(0, 2, { ...volcano(), story: plan.survivor })
          return 'merged'
        },
      },
    })

    await cluster(['e9'], NEVER)

    expect(mergers.map(({ survivor, redirect }) => [survivor.id, redirect.id])).toEqual([['st0', 'st1']])
    expect(mergers[0]?.redirect.mergedFor).toMatch(/^both fit one report, and are alike by /)
    expect(mergers[0]?.events.map(({ type }) => type)).toEqual(['story.merged'])
    expect(plans).toHaveLength(1)
    expect(plans[0]?.story.id).toBe('st0')
    expect(reports[0]).toMatchObject({ outcome: 'joined', merged: 1 })
  })

  test('a candidate whose story has expired is nobody to join', async () => {
    const { cluster, plans } = aCluster({
      entries: [anEntry('e2', { title: ERUPTION_TOO })],
      shelves: [volcano()],
      deps: { loadStories: async (ids) => ids.map(() => undefined) },
    })

    await cluster(['e2'], NEVER)

    expect(plans[0]?.expectedVersion).toBe(0)
  })

  test('a candidate whose story was merged away counts for the one that survived', async () => {
    const survivor = aStory('st9', { version: 7, firstReportedAt: NOW - HOUR })
    const { cluster, plans } = aCluster({
      entries: [anEntry('e2', { title: ERUPTION_TOO })],
      shelves: [volcano()],
      deps: { loadStories: async (ids) => ids.map((id) => (id === 'st1' ? survivor : undefined)) },
    })

    await cluster(['e2'], NEVER)

    expect(plans[0]).toMatchObject({ expectedVersion: 7, story: { id: 'st9' } })
  })

  test('an entry that expired before its turn is passed over', async () => {
    const { cluster, plans, ranked } = aCluster({ entries: [] })

    await expect(cluster(['lost'], NEVER)).resolves.toEqual([])
    expect(plans).toEqual([])
    expect(ranked).toEqual([])
  })
})

describe('an entry that fits two stories which are not alike as wholes', () => {
  /** Another story of the volcano, as far as its one entry tells; what is kept of it as a whole is something else. */
  function aside(more: Partial<Story> = {}): Shelf {
    const entry = anEntry('e5', { storyId: 'st5', title: ERUPTION_TOO, reportedAt: NOW - HOUR })
    return {
      story: aStory('st5', {
        leadEntryId: 'e5',
        entryCount: 1,
        profile: { terms: 'ferry naxos', weights: [70, 70] },
        ...more,
      }),
      members: [entry],
    }
  }

  test('joins one of them; then both are looked at again, and made one if they are', async () => {
    const entry = anEntry('e9', { title: ERUPTION_TOO })
    const { cluster, plans, mergers, reports, ranked } = aCluster({
      entries: [entry],
      shelves: [volcano(), aside({ listIds: ['sports'] })],
    })

    const returned = await cluster(['e9'], NEVER)

    expect(plans).toHaveLength(1)
    expect(mergers).toHaveLength(1)
    expect(mergers[0]?.redirect.mergedFor).toBe('its entry fits the story as it is now')
    expect(mergers[0]?.survivor).toMatchObject({ id: 'st1', listIds: ['sports', 'top'] })
    expect(reports[0]).toMatchObject({ merged: 0 })
    expect(returned[0]).toMatchObject({ entryId: 'e9', outcome: 'joined', merged: 1 })
    expect(new Set(ranked)).toEqual(new Set(['sports', 'top', 'world']))
  })

  test('says nothing of what a person has set apart', async () => {
    const { cluster, mergers } = aCluster({
      entries: [anEntry('e9', { title: ERUPTION_TOO })],
      shelves: [volcano({ apart: ['s1+'] }), aside({ apart: ['s1-'] })],
    })

    await cluster(['e9'], NEVER)

    expect(mergers).toEqual([])
  })

  test('shows it by a correction as well, and when it is placed a second time after a crash', async () => {
    const changed = anEntry('e1', { storyId: 'st1', title: ERUPTION, contentHash: 'new' })
    const { cluster, mergers, plans } = aCluster({
      entries: [changed],
      shelves: [volcano(), aside()],
      deps: { join: async () => 'already' },
    })

    await cluster(['e1'], NEVER)

    expect(plans).toEqual([])
    expect(mergers.map(({ survivor, redirect }) => [survivor.id, redirect.id])).toEqual([['st1', 'st5']])
  })
})

describe('an entry that leads over the lead', () => {
  test.each([
    ['weightier', { weight: 4, reportedAt: NOW }],
    ['earlier', { reportedAt: NOW - 2 * HOUR, firstSeenAt: NOW - HOUR }],
  ])('since it is %s gives the story its title, which is told like a correction', async (_, part) => {
    const entry = anEntry('e2', { title: ERUPTION_TOO, ...part })
    const { cluster, plans, deferred } = aCluster({ entries: [entry], shelves: [volcano()] })

    await cluster(['e2'], NEVER)

    expect(plans[0]?.story).toMatchObject({
      id: 'st1',
      title: ERUPTION_TOO,
      formerTitles: [ERUPTION],
      leadEntryId: 'e2',
      leadPublisherId: 'p-e2',
      updatedAt: NOW,
    })
    expect(new Set(deferred)).toEqual(new Set(['st1']))
  })

  test('tells nobody when nobody is told of it', async () => {
    const entry = anEntry('e2', { title: ERUPTION_TOO, weight: 4, announcement: 'silent' })
    const { cluster, plans, deferred } = aCluster({ entries: [entry], shelves: [volcano()] })

    await cluster(['e2'], NEVER)

    expect(plans[0]?.story.title).toBe(ERUPTION_TOO)
    expect(deferred).toEqual([])
  })
})

describe('an entry that changed', () => {
  test('stays in its story although its new title is like nothing in it', async () => {
    const changed = anEntry('e1', { storyId: 'st1', title: OTHER_EVENT, contentHash: 'new' })
    const { cluster, plans, reports, deferred } = aCluster({ entries: [changed], shelves: [volcano()] })

    await cluster(['e1'], NEVER)

    expect(plans[0]?.story).toMatchObject({
      id: 'st1',
      version: 5,
      title: OTHER_EVENT,
      formerTitles: [ERUPTION],
      entryCount: 1,
      updatedAt: NOW,
    })
    // Told later, and once for whatever else is corrected until then.
    expect(types(plans[0])).toEqual([])
    expect(new Set(deferred)).toEqual(new Set(['st1']))
    expect(reports[0]).toMatchObject({ outcome: 'changed', reason: 'the entry changed' })
  })

  test('a new summary under the old title moves no reader', async () => {
    const changed = anEntry('e1', {
      storyId: 'st1',
      title: ERUPTION,
      summary: 'More of it',
      contentHash: 'new',
    })
    const { cluster, plans, deferred } = aCluster({ entries: [changed], shelves: [volcano()] })

    await cluster(['e1'], NEVER)

    expect(deferred).toEqual([])
    expect(plans[0]?.story).toMatchObject({ summary: 'More of it', updatedAt: NOW - HOUR })
    expect(plans[0]?.story.formerTitles).toBeUndefined()
    expect(plans[0]?.events).toEqual([])
  })

  test('of the others in a story the title does not change its own', async () => {
    const other = anEntry('e2', { storyId: 'st1', title: OTHER_EVENT })
    const { cluster, plans } = aCluster({ entries: [other], shelves: [volcano()] })

    await cluster(['e2'], NEVER)

    expect(plans[0]?.story).toMatchObject({ title: ERUPTION, leadEntryId: 'e1', entryCount: 1 })
  })
})

describe('two workers', () => {
  test('a commit refused as stale is decided anew on what the index holds by then', async () => {
    const shelves: Shelf[] = []
    const answers = ['stale', 'stale', 'joined'] as const
    const plans: JoinPlan[] = []
    const { cluster, reports } = aCluster({
      entries: [anEntry('e2', { title: ERUPTION_TOO })],
      shelves,
      deps: {
        async join(plan) {
          plans.push(plan)
          // The faster worker founds the story between the first read and the second.
          if (plans.length === 1) shelves.push(volcano())
          return answers[plans.length - 1] ?? 'joined'
        },
      },
    })

    await cluster(['e2'], NEVER)

    expect(plans.map(({ tails, expectedVersion }) => [tails.group, expectedVersion])).toEqual([
      ['read 1', 0],
      ['read 2', 4],
      ['read 3', 4],
    ])
    expect(reports).toEqual([expect.objectContaining({ storyId: 'st1', outcome: 'joined', rereads: 2 })])
  })

  test('what was read ahead of a commit is read again when that commit made it stale', async () => {
    const shelves: Shelf[] = []
    const plans: JoinPlan[] = []
    const { cluster, reports } = aCluster({
      entries: [anEntry('e1', { title: ERUPTION }), anEntry('e2', { title: ERUPTION_TOO })],
      shelves,
      deps: {
        async join(plan) {
          plans.push(plan)
          if (plan.entry.id === 'e1') {
            // The commit is slower than the read that was started beside it.
            await Promise.resolve()
            shelves.push(volcano())
            return 'joined'
          }
          return plan.expectedVersion === 0 ? 'stale' : 'joined'
        },
      },
    })

    await cluster(['e1', 'e2'], NEVER)

    expect(plans.map(({ entry, tails }) => [entry.id, tails.group])).toEqual([
      ['e1', 'read 1'],
      ['e2', 'read 2'],
      ['e2', 'read 3'],
    ])
    expect(reports.map(({ outcome, rereads }) => [outcome, rereads])).toEqual([
      ['founded', 0],
      ['joined', 1],
    ])
  })

  test('while entries are decided, those after them are read on', async () => {
    const entries = Array.from({ length: 64 }, (_, n) => anEntry(`e${n}`, { title: `${OTHER_EVENT} ${n}` }))
    const decidedWhenRead: number[] = []
    let decided = 0
    let readings = 0
    const { cluster } = aCluster({
      entries,
      deps: {
        now() {
          decided++
          return NOW
        },
        async loadStories() {
          const isFirst = ++readings === 1
          for (let turn = 0; turn < (isFirst ? 1 : 3); turn++)
            await new Promise((resolve) => setImmediate(resolve))
          decidedWhenRead.push(decided)
          return []
        },
        hourOf: () => 0,
        lists: [],
      },
    })

    await cluster(
      entries.map(({ id }) => id),
      NEVER,
    )

    const perEntry = decided / entries.length
    expect(decidedWhenRead).toHaveLength(2)
    expect(decidedWhenRead[1]).toBeGreaterThan(0)
    expect(decidedWhenRead[1]).toBeLessThan(32 * perEntry)
  })

  test('an index that never keeps still is an error, not an endless loop', async () => {
    const { cluster, plans } = aCluster({
      entries: [anEntry('e2')],
      deps: { join: async () => 'stale' },
    })

    await expect(cluster(['e2'], NEVER)).rejects.toThrow('entry e2 could not be placed')
    expect(plans).toEqual([])
  })

  test('an entry placed by an earlier run still has its lists ranked: that run may have died before', async () => {
    const { cluster, ranked, reports } = aCluster({
      entries: [anEntry('e1', { storyId: 'st1' })],
      shelves: [volcano({ listIds: ['top', 'world'] })],
      deps: { join: async () => 'already' },
    })

    await cluster(['e1'], NEVER)

    expect(reports[0]).toMatchObject({ outcome: 'already', storyId: 'st1' })
    expect(ranked.sort()).toEqual(['top', 'world'])
  })

  test('an abort ends the work after what is on its way', async () => {
    const stop = new AbortController()
    const ids = Array.from({ length: 100 }, (_, n) => `e${n}`)
    const { cluster, plans, ranked } = aCluster({
      entries: ids.map((id) => anEntry(id)),
      deps: { report: () => stop.abort(new Error('shutdown')) },
    })

    await expect(cluster(ids, stop.signal)).rejects.toThrow('shutdown')
    expect(plans.length).toBeLessThan(ids.length / 2)
    expect(ranked).toEqual([])
  })
})

describe('lists', () => {
  test('a story competes where an entry of it matches, and each list is ranked once for the whole job', async () => {
    const entries = [anEntry('e2', { title: OTHER_EVENT }), anEntry('e3', { title: ERUPTION })]
    const { cluster, plans, ranked } = aCluster({ entries })

    await cluster(['e2', 'e3'], NEVER)

    expect(plans.map(({ story }) => story.listIds)).toEqual([
      ['top', 'world'],
      ['top', 'world'],
    ])
    expect(ranked.sort()).toEqual(['top', 'world'])
  })

  test('a story has heat only in lists whose number of origins it has reached', async () => {
    const { cluster, plans } = aCluster({ entries: [anEntry('e2', { title: OTHER_EVENT })] })

    await cluster(['e2'], NEVER)

    expect(plans[0]?.heats.map(({ listId }) => listId)).toEqual(['world'])
  })

  test('with its second origin it is ranked, by the heat of all its origins', async () => {
    const entry = anEntry('e2', { title: ERUPTION_TOO, weight: 2 })
    const { cluster, plans } = aCluster({
      entries: [entry],
      shelves: [volcano({ listIds: ['top', 'world'] })],
    })

    await cluster(['e2'], NEVER)

    const [first] = volcano().members
    const heat = heatOf([originOf(first as Entry), originOf(entry)], 6 * HOUR)
    expect(plans[0]?.heats).toEqual([
      { listId: 'top', heat },
      { listId: 'world', heat },
    ])
  })

  test('a story that an entry of another channel joins competes there too from then on', async () => {
    const entry = anEntry('e2', { title: ERUPTION_TOO, channels: ['sports'] })
    const { cluster, plans, ranked } = aCluster({
      entries: [entry],
      shelves: [volcano({ listIds: ['top', 'world'] })],
    })

    await cluster(['e2'], NEVER)

    expect(plans[0]?.story).toMatchObject({
      channels: ['sports', 'world'],
      listIds: ['sports', 'top', 'world'],
    })
    expect(ranked.sort()).toEqual(['sports', 'top', 'world'])
  })
})

describe('events', () => {
  test('a founded story is told as created, a further origin as corroboration', async () => {
    const founding = aCluster({ entries: [anEntry('e2', { title: OTHER_EVENT })] })
    const joining = aCluster({ entries: [anEntry('e2', { title: ERUPTION_TOO })], shelves: [volcano()] })

    await founding.cluster(['e2'], NEVER)
    await joining.cluster(['e2'], NEVER)

    expect(types(founding.plans[0])).toEqual(['story.created'])
    expect(types(joining.plans[0])).toEqual(['story.corroborated'])
    expect(JSON.parse(joining.plans[0]?.events[0]?.payload ?? '').data.story).toMatchObject({
      id: 'st1',
      url: 'https://tide.example/stories/st1',
      originCount: 2,
      publishers: ['Publisher e1', 'Publisher e2'],
    })
  })

  test.each(['silent', 'stored'] as const)(
    'an entry that is %s is placed and not told of',
    async (announcement) => {
      const { cluster, plans } = aCluster({
        entries: [anEntry('e2', { title: ERUPTION_TOO, announcement })],
        shelves: [volcano()],
      })

      await cluster(['e2'], NEVER)

      expect(plans[0]?.story.originCount).toBe(2)
      expect(plans[0]?.events).toEqual([])
    },
  )

  test('decided twice, an event has the same id both times', async () => {
    const given = { entries: [anEntry('e2', { title: ERUPTION_TOO })], shelves: [volcano()] }
    const first = aCluster(given)
    const second = aCluster({ ...given, deps: { now: () => NOW + 5 * MINUTE } })

    await first.cluster(['e2'], NEVER)
    await second.cluster(['e2'], NEVER)

    expect(second.plans[0]?.events.map(({ id }) => id)).toEqual(first.plans[0]?.events.map(({ id }) => id))
  })
})
