import type { Context } from './context.ts'

/** How long what belongs to a story is kept, ms. */
export function storyTtl(config: Context['config']) {
  return {
    story: config.retention.storiesMs,
    // A posting is of use while something may still join: the window, to both sides of its bucket.
    index: 3 * config.stories.windowMs,
    event: config.retention.eventsMs,
    publisher: config.retention.dailyEditionsMs,
  }
}
