import type { Event, Origin, Story, StoryId } from '../model/index.ts'
import { storyEvent } from '../rules/deliver/events.ts'
import { toldStory } from './told-story.ts'

export interface TellUpdatesDeps {
  /** Stories whose title changed so long ago that it is likely to stay. */
  dueUpdates(now: number, limit: number): Promise<readonly StoryId[]>
  loadStories(ids: readonly StoryId[]): Promise<readonly (Story | undefined)[]>
  loadOrigins(id: StoryId): Promise<readonly Origin[]>
  appendEvents(events: readonly Event[]): Promise<unknown>
  /** False when the story has changed since `version`, and waits again until `againAt`; without one it waits no more. */
  settleUpdate(id: StoryId, version: number | undefined, againAt: number): Promise<boolean>
  now(): number
  readonly siteUrl: string
  /** From the first change of a title until subscribers hear what it is by then. */
  readonly delayMs: number
}

const BATCH = 100

/** Tells of titles that changed, once for all corrections of a short time; answers whether there were any. */
export function createTellUpdates(deps: TellUpdatesDeps) {
  return async function tellUpdates(): Promise<boolean> {
    const now = deps.now()
    const ids = await deps.dueUpdates(now, BATCH)
    const stories = await deps.loadStories(ids)
    for (const [index, id] of ids.entries()) {
      const story = stories[index]
      // Of a story that expired there is nothing to tell; of one that was merged away its merger told.
      const isItself = story?.id === id
      if (isItself) {
        const told = toldStory(story, await deps.loadOrigins(id), deps.siteUrl)
        // Appended before it is settled: a crash in between tells the same event again, which is one.
        await deps.appendEvents([storyEvent({ type: 'story.updated', ...told, story, occurredAt: now })])
      }
      await deps.settleUpdate(id, isItself ? story.version : undefined, now + deps.delayMs)
    }
    return ids.length > 0
  }
}
