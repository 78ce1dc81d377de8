import type { Entry } from '../../../src/model/index.ts'
import type { StageDesk } from './desk.ts'

/** The story of each entry, in their order; '' of one that has none. */
export async function storiesOf(
  { storage }: Pick<StageDesk, 'storage'>,
  entries: readonly Entry[],
): Promise<string[]> {
  const placed = await storage.entries.get(entries.map(({ id }) => id))
  const stories = await storage.stories.getMany(placed.map((entry) => entry?.storyId ?? ''))
  return stories.map((story) => story?.id ?? '')
}

/** Entries by their stories, whatever these are called: ids say who came first. */
export async function partitionOf(
  desk: Pick<StageDesk, 'storage'>,
  entries: readonly Entry[],
): Promise<string[][]> {
  const stories = await storiesOf(desk, entries)
  const groups = Map.groupBy(entries, (_, at) => stories[at])
  return [...groups.values()].map((group) => group.map(({ id }) => id).sort()).sort(byFirst)
}

function byFirst([a = '']: readonly string[], [b = '']: readonly string[]): number {
  return a < b ? -1 : 1
}
