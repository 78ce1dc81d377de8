import type { Entry, Story } from '../../../src/model/index.ts'
import { type Answer, createAskAgain } from '../../../src/stages/ask-again.ts'
import type { ClusterDeps } from '../../../src/stages/cluster.ts'
import type { MergePlan } from '../../../src/stages/merge-two.ts'
import { prepareEntry } from '../../../src/stages/prepare-entries.ts'
import type { SettleDeps } from '../../../src/stages/settle.ts'
import type { MovePlan } from '../../../src/stages/split-story.ts'
import { originOf } from '../../../src/stages/what-follows.ts'
import { createMemoryDesk } from '../../support/memory-stories.ts'
import { anEntry, aStory, ERUPTION, MINUTE, NOW } from './given.ts'

/** A story as it stands when a test begins: its entries, each with what put it there. */
export interface Shelf {
  readonly id: string
  readonly members: readonly (readonly [entry: Entry, grounds?: readonly string[]])[]
  readonly story?: Partial<Story>
}

export function shelf(id: string, members: Shelf['members'], story: Partial<Story> = {}): Shelf {
  return { id, members, story }
}

/** Of a publisher of its own, reported so many minutes after noon. */
export function told(id: string, minute: number, title = ERUPTION, more: Partial<Entry> = {}): Entry {
  return anEntry(id, { title, reportedAt: NOW + minute * MINUTE, ...more })
}

/** Stages on an index in memory, and what they did, in its order. */
export function aMemoryDesk(
  shelves: readonly Shelf[],
  arriving: readonly Entry[] = [],
  more: Partial<ClusterDeps & SettleDeps> = {},
) {
  const shelved = shelves.flatMap(({ members }) => members.map(([entry]) => entry))
  const { memory, deps: plain } = createMemoryDesk([...shelved, ...arriving])
  for (const shelf of shelves) shelve(memory, shelf)
  const steps: string[] = []
  const ranked: string[] = []
  const mergers: MergePlan[] = []
  const moves: MovePlan[] = []
  const deps: ClusterDeps & SettleDeps = {
    ...plain,
    async takeUnsettled(most) {
      const taken = await memory.takeUnsettled(most)
      steps.push(`take ${taken.join(' ')}`)
      return taken
    },
    async settled(ids) {
      steps.push(`settled ${ids.join(' ')}`)
    },
    async unsettle(entries) {
      steps.push(`unsettle ${entries.map(({ id }) => id).join(' ')}`)
      await memory.unsettle(entries)
    },
    async noteGrounds(entries) {
      steps.push(...entries.map(({ entryId, grounds }) => `note ${[entryId, ...grounds].join(' < ')}`))
      await memory.noteGrounds(entries)
    },
    async join(plans) {
      steps.push(`join ${plans.map(({ entry }) => entry.id).join(' ')}`)
      return memory.join(plans)
    },
    async merge(plan) {
      steps.push(`merge ${plan.redirect.id} into ${plan.survivor.id}`)
      mergers.push(plan)
      return memory.merge(plan)
    },
    async move(plan) {
      steps.push(`move ${plan.moved.map(({ id }) => id).join(' ')} from ${plan.stays.story.id}`)
      moves.push(plan)
      return memory.move(plan)
    },
    async deferUpdate(id) {
      steps.push(`defer ${id}`)
    },
    async enqueueRank(id) {
      ranked.push(id)
    },
    ...more,
  }
  return {
    deps,
    memory,
    steps,
    ranked,
    mergers,
    moves,
    /** Ids of entries that are in one story. */
    groups: () =>
      [...Map.groupBy([...shelved, ...arriving], ({ id }) => memory.storyOf(id)?.id ?? 'nowhere').values()]
        .map((entries) => entries.map(({ id }) => id).join(' '))
        .sort(),
  }
}

/** Asks entries where they belong, in the order given, on stories as they are. */
export async function ask(shelves: readonly Shelf[], ...ids: string[]) {
  const { deps, memory } = aMemoryDesk(shelves)
  const again = createAskAgain(deps)
  await again.prepare([...(await memory.readPlaced(ids)).values()])
  const answers: (Answer | undefined)[] = []
  for (const id of ids) answers.push(await again.ask(id))
  return { again, answers, answer: answers.at(-1) }
}

function shelve(
  memory: ReturnType<typeof createMemoryDesk>['memory'],
  { id, members, story = {} }: Shelf,
): void {
  const entries = members.map(([entry]) => entry)
  const [lead] = entries
  const times = entries.map(({ reportedAt }) => reportedAt)
  const kept = aStory(id, {
    ...(lead && { title: lead.title, leadEntryId: lead.id, leadPublisherId: lead.publisherId }),
    firstReportedAt: Math.min(...times),
    lastReportedAt: Math.max(...times),
    entryCount: entries.length,
    originCount: new Set(entries.map(({ publisherId }) => publisherId)).size,
    ...story,
  })
  for (const [entry, grounds] of members) {
    memory.shelve({
      story: kept,
      entry,
      fingerprint: prepareEntry(entry).print,
      origin: originOf(entry, prepareEntry(entry), undefined),
      ...(grounds && { grounds }),
    })
  }
}
