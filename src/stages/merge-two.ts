import type { Event, List, MergedStory, Origin, Story } from '../model/index.ts'
import { storyEvent } from '../rules/deliver/events.ts'
import { areApart } from '../rules/story/apart-stories.ts'
import { type Merger, mergeStories, ranksOf, type ToldBy } from '../rules/story/merge-stories.ts'
import { toldStory } from './told-story.ts'

export interface MergePlan extends Merger {
  readonly redirect: MergedStory
  readonly heats: readonly { readonly listId: string; readonly heat: number }[]
  readonly events: readonly Event[]
  readonly now: number
}

export interface MergeDeps {
  loadStories(ids: readonly string[]): Promise<readonly (Story | undefined)[]>
  loadOrigins(storyId: string): Promise<readonly Origin[]>
  /** `stale`: one of the stories changed since it was read; nothing was written. `already`: they are one. */
  merge(plan: MergePlan): Promise<'merged' | 'stale' | 'already'>
  now(): number
  readonly lists: readonly List[]
  readonly siteUrl: string
}

const BY_A_PERSON = 'a person made them one'

/**
 * Makes two stories one and returns the lists to rank anew. Whoever was faster has decided on what is true now: nothing
 * is insisted upon. What a person has set apart only a person makes one.
 */
export async function mergeTwo(
  deps: MergeDeps,
  ids: readonly [string, string],
  options: { readonly isAnnounced: boolean; readonly byOperator?: boolean },
): Promise<{
  readonly outcome: 'merged' | 'stale' | 'already' | 'none'
  readonly listIds: readonly string[]
}> {
  const stories = await deps.loadStories(ids)
  const [a, b] = await Promise.all(
    stories.map(async (story) => story && { story, origins: await deps.loadOrigins(story.id) }),
  )
  if (!a || !b) return { outcome: 'none', listIds: [] }
  if (a.story.id === b.story.id) return { outcome: 'already', listIds: [] }
  if (!options.byOperator && areApart(a.story, b.story)) return { outcome: 'none', listIds: [] }
  const merger = planMerger(a, b, deps, options.isAnnounced, options.byOperator ? BY_A_PERSON : undefined)
  const plan = options.byOperator ? { ...merger, survivor: { ...merger.survivor, isByHand: true } } : merger
  const outcome = await deps.merge(plan)
  return { outcome, listIds: outcome === 'merged' ? plan.survivor.listIds : [] }
}

/** The merger of two stories as they are at hand, and what follows from it; `reason` is kept for whoever asks. */
export function planMerger(
  a: ToldBy,
  b: ToldBy,
  deps: Pick<MergeDeps, 'now' | 'lists' | 'siteUrl'>,
  isAnnounced: boolean,
  reason?: string,
): MergePlan {
  const merger = mergeStories(a, b, deps.now())
  const { survivor, origins, redirect } = merger
  return {
    ...merger,
    redirect: { ...redirect, ...(reason !== undefined && { mergedFor: reason }) },
    heats: ranksOf(survivor, origins, deps.lists),
    events: isAnnounced
      ? [
          storyEvent({
            type: 'story.merged',
            ...toldStory(survivor, origins, deps.siteUrl),
            story: survivor,
            occurredAt: deps.now(),
            mergedStoryId: redirect.id,
          }),
        ]
      : [],
    now: deps.now(),
  }
}
