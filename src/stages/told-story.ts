import type { Origin, Story } from '../model/index.ts'
import type { ToldStory } from '../rules/deliver/events.ts'

/** What an event tells of a story: publishers in order of their first report. */
export function toldStory(story: Story, origins: readonly Origin[], siteUrl: string): ToldStory {
  return {
    story,
    storyUrl: `${siteUrl}/stories/${story.id}`,
    publishers: [...origins]
      .sort((a, b) => a.reportedAt - b.reportedAt || (a.publisherId < b.publisherId ? -1 : 1))
      .map((origin) => origin.publisherName),
  }
}
