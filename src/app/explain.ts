import type { Explanation, Origin, Story } from '../model/index.ts'
import { TidewireError } from '../model/index.ts'
import { whyOutside } from '../rules/rank/competes.ts'
import { explainPlace } from '../rules/rank/explain-place.ts'
import { slowHalfLifeMs } from '../rules/rank/rank-key.ts'
import { contributionsOf, heatAt, heatOf } from '../rules/rank/score.ts'
import { createArchive } from './archive.ts'
import type { Context } from './context.ts'

/** Entries of a story that are held against the rules of a list, newest. */
const LOOKED_AT = 100

/** Why a story stands where it does in a list. Throws `list_unknown` or `story_unknown`. */
export async function explainStory(context: Context, listId: string, storyId: string): Promise<Explanation> {
  const { config, storage, now } = context
  const list = config.lists.find((candidate) => candidate.id === listId)
  if (!list) {
    const known = config.lists.map((candidate) => candidate.id).join(', ')
    throw new TidewireError('list_unknown', `list "${listId}" does not exist; expected one of ${known}`, {
      retry: 'never',
    })
  }
  const story = await readStory(context, storyId)
  const at = now()
  const [origins, heat, edition, ranked, curves] = await Promise.all([
    storage.stories.origins(story.id),
    storage.lists.heat(listId, story.id),
    storage.editions.latest(listId),
    storage.lists.top(listId, 10 * list.size),
    createArchive(context).ranks(story),
  ])
  const entries = story.listIds.includes(listId)
    ? []
    : await storage.entries.get(await storage.stories.entries(story.id, LOOKED_AT))
  const known = entries.filter((entry) => entry !== undefined)
  const parts = new Map(contributionsOf(origins, list.halfLifeMs).map((part) => [part.publisherId, part]))
  const rank = edition?.items.find((item) => item.storyId === story.id)?.rank
  const items = (edition?.items ?? []).map(({ storyId, title, publisherId }) => ({
    storyId,
    title,
    leadId: publisherId,
  }))
  return {
    listId,
    storyId: story.id,
    title: story.title,
    ...explainPlace({
      list,
      story,
      publisherCount: origins.length,
      rank,
      items,
      ranked,
      heat,
      whyOutside: whyOutside(list, known),
      now: at,
    }),
    ...(rank !== undefined && { rank }),
    kind: list.kind,
    ...(heat !== undefined && { heat: heatWith(origins, list.halfLifeMs, at) }),
    ...(heat !== undefined &&
      list.kind === 'rising' && { slowHeat: heatWith(origins, slowHalfLifeMs(list), at) }),
    firstReportedAt: story.firstReportedAt,
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
    ranks: curves.find((curve) => curve.listId === listId)?.points ?? [],
  }
}

/** The key of a story in a list is a heat only where the list is ordered by it. */
function heatWith(origins: readonly Origin[], halfLifeMs: number, at: number): number {
  return heatAt(heatOf(origins, halfLifeMs), at, halfLifeMs)
}

export async function readStory({ storage }: Pick<Context, 'storage'>, id: string): Promise<Story> {
  const story = await storage.stories.get(id)
  if (story) return story
  throw new TidewireError('story_unknown', `story ${id} does not exist, or has expired`, { retry: 'never' })
}
