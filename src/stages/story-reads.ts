import type { Candidate, Fingerprint, KeptStory, StoryId } from '../model/index.ts'
import type { ChooseOptions } from '../rules/story/choose-candidate.ts'
import type { Around } from '../rules/story/stories-before.ts'

/** What is read of stories and the index where stories are looked at again, and by which rules it is decided. */
export interface StoryReads {
  /** What the index holds around entries, more of it than a first placing reads; in the order asked. */
  findAround(
    queries: readonly { readonly fingerprint: Fingerprint; readonly at: number }[],
  ): Promise<readonly Around[]>
  /** By the id asked for; one that was merged away is answered by the story it is part of now. */
  readStories(ids: readonly StoryId[]): Promise<ReadonlyMap<StoryId, KeptStory>>
  /** Of each story its newest entries as they are indexed, at most `most`. */
  readMembers(ids: readonly StoryId[], most: number): Promise<ReadonlyMap<StoryId, readonly Candidate[]>>
  readonly sameStory: Omit<ChooseOptions, 'storyOf'>
}
