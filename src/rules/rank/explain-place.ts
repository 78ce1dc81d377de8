import type { Place } from '../../model/explanation.ts'
import type { List, RankedStory } from '../../model/list.ts'
import type { Story } from '../../model/story.ts'

/** What is known of a story's standing in a list at one moment. */
export interface Standing {
  readonly list: Pick<List, 'id' | 'minOrigins' | 'windowMs' | 'size' | 'perPublisher' | 'kind'>
  readonly story: Pick<
    Story,
    'id' | 'listIds' | 'originCount' | 'lastReportedAt' | 'leadPublisherId' | 'leadPublisherName'
  >
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
    return {
      gate: 'none',
      verdict: `number ${rank} of the newest edition`,
      ...aboveOf(standing, standing.items[rank - 2]),
    }
  }
  if (!story.listIds.includes(list.id)) {
    const why = standing.whyOutside ?? `no entry of it matches the rules of ${list.id}`
    return { gate: 'competes', verdict: `does not compete: ${why}` }
  }
  if (story.originCount < list.minOrigins) {
    return {
      gate: 'origins',
      verdict: `not ranked: ${story.originCount} independent origins, ${list.minOrigins} are needed`,
    }
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
      verdict: `behind ${led} stories led by ${story.leadPublisherName}; the list takes ${list.perPublisher} of a publisher`,
    }
  }
  const last = standing.items.at(-1)
  if (standing.items.length >= list.size) {
    return {
      gate: 'size',
      verdict:
        place < 0
          ? `ranked below place ${ranked.length}; the list shows ${list.size}`
          : `ranked at place ${place + 1}; the list shows ${list.size}`,
      ...aboveOf(standing, last),
    }
  }
  return { gate: 'next_edition', verdict: 'ranked since the newest edition; the next one may show it' }
}

/** By how much hotter the one above is; hot lists alone have heats that compare on a linear scale. */
function aboveOf(
  { list, ranked, heat }: Standing,
  above: Standing['items'][number] | undefined,
): Pick<Place, 'above'> {
  if (!above) return {}
  const its = ranked.find(({ storyId }) => storyId === above.storyId)?.heat
  const factor =
    its !== undefined && heat !== undefined && list.kind === 'hot' ? 2 ** (its - heat) : undefined
  return { above: { storyId: above.storyId, title: above.title, factor } }
}
