import type { Neighbour, Place } from '../../model/explanation.ts'
import type { List, RankedStory } from '../../model/list.ts'
import type { Story } from '../../model/story.ts'

/** What is known of a story's standing in a list at one moment. */
export interface Standing {
  readonly list: Pick<List, 'id' | 'minOrigins' | 'windowMs' | 'size' | 'perPublisher' | 'kind'>
  readonly story: Pick<
    Story,
    'id' | 'listIds' | 'originCount' | 'lastReportedAt' | 'leadPublisherId' | 'leadPublisherName'
  >
  /** Who reported it, whatever each counts as. */
  readonly publisherCount: number
  /** In the newest edition, 1 is first; absent when it is not in it. */
  readonly rank: number | undefined
  /** Of the newest edition, in order. */
  readonly items: readonly { readonly storyId: string; readonly title: string; readonly leadId: string }[]
  /** The hottest of the list, best first, as far as they were read. */
  readonly ranked: readonly RankedStory[]
  /** Its own; absent when it is not ranked. */
  readonly heat: number | undefined
  /** Which rules of the list keep its entries out, in words; where it does not compete and they are at hand. */
  readonly whyOutside?: string | undefined
  readonly now: number
}

/** Why a story stands where it does in a list, or why it does not stand in it. */
export function explainPlace(standing: Standing): Place {
  const { list, story, rank, ranked, heat, now } = standing
  if (rank !== undefined) {
    const above = neighbourOf(standing, standing.items[rank - 2])
    const below = neighbourOf(standing, standing.items[rank])
    return {
      gate: 'none',
      verdict: `number ${rank} of the newest edition`,
      ...(above && { above }),
      ...(below && { below }),
    }
  }
  if (!story.listIds.includes(list.id)) {
    const why = standing.whyOutside ?? `no entry of it matches the rules of ${list.id}`
    return { gate: 'competes', verdict: `does not compete: ${why}` }
  }
  if (story.originCount < list.minOrigins) {
    const { publisherCount } = standing
    const origins = count(story.originCount, 'independent origin', 'independent origins')
    const among = publisherCount > story.originCount ? ` among ${publisherCount} publishers` : ''
    return { gate: 'origins', verdict: `not ranked: ${origins}${among}, ${list.minOrigins} are needed` }
  }
  if (story.lastReportedAt < now - list.windowMs) {
    return { gate: 'window', verdict: 'not ranked: its last report is older than the window' }
  }
  if (heat === undefined) return { gate: 'heat', verdict: 'not ranked any more: too little heat to be kept' }

  const place = ranked.findIndex(({ storyId }) => storyId === story.id)
  const led = standing.items.filter(({ leadId }) => leadId === story.leadPublisherId).length
  if (led >= list.perPublisher) {
    return {
      gate: 'diversity',
      verdict: `behind ${count(led, 'story', 'stories')} led by ${story.leadPublisherName}; the list takes ${list.perPublisher} of a publisher`,
    }
  }
  const above = neighbourOf(standing, standing.items.at(-1))
  // One that is hotter than the last of the list has become so since.
  const isNext = (place >= 0 && place < list.size) || (above?.factor !== undefined && above.factor < 1)
  if (standing.items.length >= list.size && !isNext) {
    return {
      gate: 'size',
      verdict:
        place < 0
          ? `ranked below place ${ranked.length}; the list shows ${list.size}`
          : `ranked at place ${place + 1}; the list shows ${list.size}`,
      ...(above && { above }),
    }
  }
  return { gate: 'next_edition', verdict: 'ranked since the newest edition; the next one may show it' }
}

/** By how much hotter the other one is; hot lists alone have heats that compare on a linear scale. */
function neighbourOf(
  { list, ranked, heat }: Standing,
  other: Standing['items'][number] | undefined,
): Neighbour | undefined {
  if (!other) return undefined
  const its = ranked.find(({ storyId }) => storyId === other.storyId)?.heat
  const factor =
    its !== undefined && heat !== undefined && list.kind === 'hot' ? 2 ** (its - heat) : undefined
  return { storyId: other.storyId, title: other.title, factor }
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`
}
