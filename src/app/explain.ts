import { TidewireError } from '../model/errors.ts'
import { type Contribution, contributionsOf, heatAt } from '../rules/score.ts'
import type { Context } from './context.ts'

export interface Explanation {
  readonly listId: string
  readonly storyId: string
  readonly title: string
  /** Why it stands where it does, or why it does not stand at all; one sentence. */
  readonly verdict: string
  readonly rank?: number
  /** On a linear scale, one fresh report of weight 1 is 1. */
  readonly heat?: number
  readonly originCount: number
  readonly minOrigins: number
  readonly halfLifeMs: number
  readonly origins: readonly {
    readonly publisher: string
    readonly weight: number
    readonly ageMs: number
    /** A reprint counts for little, a second publisher of one owner for nothing. */
    readonly kind: Contribution['kind']
    readonly contribution: number
  }[]
}

/** Why a story stands where it does in a list. */
export async function explainStory(
  { config, storage, now }: Context,
  listId: string,
  storyId: string,
): Promise<Explanation> {
  const list = config.lists.find((candidate) => candidate.id === listId)
  if (!list) {
    const known = config.lists.map((candidate) => candidate.id).join(', ')
    throw new TidewireError('list_unknown', `list "${listId}" does not exist; expected one of ${known}`, {
      retry: 'never',
    })
  }
  const story = await storage.stories.get(storyId)
  if (!story) {
    throw new TidewireError('story_unknown', `story ${storyId} does not exist, or has expired`, {
      retry: 'never',
    })
  }
  const at = now()
  const [origins, heat, edition] = await Promise.all([
    storage.stories.origins(story.id),
    storage.lists.heat(listId, story.id),
    storage.editions.latest(listId),
  ])
  const parts = new Map(contributionsOf(origins, list.halfLifeMs).map((part) => [part.publisherId, part]))
  const rank = edition?.items.find((item) => item.storyId === story.id)?.rank
  return {
    listId,
    storyId: story.id,
    title: story.title,
    verdict: verdictOf(list, story, rank, heat !== undefined, at),
    ...(rank !== undefined && { rank }),
    ...(heat !== undefined && { heat: heatAt(heat, at, list.halfLifeMs) }),
    originCount: story.originCount,
    minOrigins: list.minOrigins,
    halfLifeMs: list.halfLifeMs,
    origins: origins
      .map((origin) => ({
        publisher: origin.publisherName,
        weight: origin.weight,
        ageMs: at - origin.reportedAt,
        kind: parts.get(origin.publisherId)?.kind ?? 'own',
        contribution: heatAt(parts.get(origin.publisherId)?.heat ?? -Infinity, at, list.halfLifeMs),
      }))
      .sort((a, b) => b.contribution - a.contribution),
  }
}

function verdictOf(
  list: { id: string; minOrigins: number; windowMs: number; size: number; perPublisher: number },
  story: { listIds: readonly string[]; originCount: number; lastReportedAt: number },
  rank: number | undefined,
  ranked: boolean,
  now: number,
): string {
  if (rank !== undefined) return `number ${rank} of the newest edition`
  if (!story.listIds.includes(list.id))
    return `does not compete: no entry of it matches the rules of ${list.id}`
  if (story.originCount < list.minOrigins) {
    return `not ranked: ${story.originCount} independent origins, ${list.minOrigins} are needed`
  }
  if (story.lastReportedAt < now - list.windowMs)
    return 'not ranked: its last report is older than the window'
  if (!ranked) return 'not ranked any more: too little heat to be kept'
  return `ranked, but below place ${list.size}, or behind ${list.perPublisher} stories led by the same publisher`
}
