import type { Edition, EditionItem, List } from '../../model/list.ts'
import type { Story } from '../../model/story.ts'
import { hashId } from '../ids.ts'

export interface EditionInput {
  readonly list: List
  /** In any order; a story that is gone from the store is `undefined`. */
  readonly ranked: readonly { readonly story: Story | undefined; readonly heat: number }[]
  readonly previous?: Pick<Edition, 'items'> | undefined
  readonly now: number
}

export type EditionContent = Pick<Edition, 'items' | 'dropped'>

/**
 * The top of a list: hottest first, at most `perPublisher` stories led by one publisher. Equal heats are
 * ordered by story id, so that the same stories always make the same edition.
 */
export function composeEdition({ list, ranked, previous, now }: EditionInput): EditionContent {
  const dropped = { diversity: 0, size: 0, window: 0, missing: 0 }
  const ledBy = new Map<string, number>()
  const taken = new Set<string>()
  const items: EditionItem[] = []
  const previousRanks = new Map(previous?.items.map((item) => [item.storyId, item.rank]))
  for (const { story, heat } of [...ranked].sort(byHeat)) {
    const led = story ? (ledBy.get(story.leadPublisherId) ?? 0) : 0
    if (
      !story ||
      story.mergedInto !== undefined ||
      taken.has(story.id) ||
      story.originCount < list.minOrigins
    ) {
      dropped.missing++
    } else if (story.lastReportedAt < now - list.windowMs) {
      dropped.window++
    } else if (led >= list.perPublisher) {
      dropped.diversity++
    } else if (items.length >= list.size) {
      dropped.size++
    } else {
      taken.add(story.id)
      ledBy.set(story.leadPublisherId, led + 1)
      items.push(itemOf(story, heat, items.length + 1, previousRanks.get(story.id)))
    }
  }
  return { items, dropped }
}

/** Of what a reader sees. Heat and the rank before are left out: they change while nothing visible does. */
export function editionDigest(items: readonly EditionItem[]): string {
  const visible = items.map((item) => [
    item.storyId,
    item.title,
    item.url ?? '',
    item.summary ?? '',
    item.imageUrl ?? '',
    item.publisherName,
    item.channels,
    item.originCount,
    item.entryCount,
  ])
  return hashId(JSON.stringify(visible))
}

function itemOf(story: Story, heat: number, rank: number, previousRank: number | undefined): EditionItem {
  return {
    rank,
    storyId: story.id,
    title: story.title,
    ...(story.url === undefined ? {} : { url: story.url }),
    ...(story.summary === undefined ? {} : { summary: story.summary }),
    ...(story.imageUrl === undefined ? {} : { imageUrl: story.imageUrl }),
    language: story.language,
    publisherId: story.leadPublisherId,
    publisherName: story.leadPublisherName,
    channels: story.channels,
    originCount: story.originCount,
    entryCount: story.entryCount,
    firstReportedAt: story.firstReportedAt,
    updatedAt: story.updatedAt,
    heat,
    ...(previousRank === undefined ? {} : { previousRank }),
  }
}

type Ranked = EditionInput['ranked'][number]

function byHeat(a: Ranked, b: Ranked): number {
  if (a.heat !== b.heat) return b.heat - a.heat
  const left = a.story?.id ?? ''
  const right = b.story?.id ?? ''
  return left < right ? -1 : left > right ? 1 : 0
}
