import type { List } from '../../model/list.ts'
import type { Origin, Story } from '../../model/story.ts'
import { rankKey } from '../rank/rank-key.ts'
import { independentOrigins, uniteOrigins } from '../rank/score.ts'
import { uniteMarks } from './apart-stories.ts'
import { leadOf } from './lead-of.ts'
import { claimOfLead, leadsOver } from './leads-over.ts'
import { uniteProfiles } from './story-profile.ts'

/** A story with who reported it. */
export interface ToldBy {
  readonly story: Story
  readonly origins: readonly Origin[]
}

export interface Merger {
  readonly survivor: Story
  readonly origins: readonly Origin[]
  /** Kept for whoever still has its id. */
  readonly redirect: Story
}

/**
 * Two stories as one. The smaller id stays; origins unite (earliest report, largest weight), and
 * of the two leads the one stays that leads over the other. Neither the order of the two nor of several mergers changes
 * what comes out.
 */
export function mergeStories(a: ToldBy, b: ToldBy, now: number): Merger {
  const [kept, gone] = a.story.id < b.story.id ? [a, b] : [b, a]
  const keptClaim = claimOfLead(kept.story, kept.origins)
  const goneClaim = claimOfLead(gone.story, gone.origins)
  const keepsLead = leadsOver(keptClaim, goneClaim)
  const lead = keepsLead ? kept.story : gone.story
  const origins = uniteOrigins(kept.origins, gone.origins)
  const profile = uniteProfiles(kept.story.profile, gone.story.profile)
  const marks = uniteMarks(kept.story, gone.story)
  const { url: _, summary: __, imageUrl: ___, formerTitles: ____, apart: _____, ...plain } = kept.story
  const survivor: Story = {
    ...plain,
    version: kept.story.version + 1,
    ...leadOf(lead, keepsLead ? keptClaim : goneClaim),
    ...(lead.formerTitles !== undefined && { formerTitles: lead.formerTitles }),
    firstReportedAt: Math.min(kept.story.firstReportedAt, gone.story.firstReportedAt),
    lastReportedAt: Math.max(kept.story.lastReportedAt, gone.story.lastReportedAt),
    // Readers of feeds see `updated` move only when what they read changed.
    updatedAt: lead.title === kept.story.title ? kept.story.updatedAt : now,
    entryCount: kept.story.entryCount + gone.story.entryCount,
    originCount: independentOrigins(origins),
    ...(profile && { profile }),
    channels: both(kept.story.channels, gone.story.channels),
    listIds: both(kept.story.listIds, gone.story.listIds),
    ...(marks.length > 0 && { apart: marks }),
    ...(gone.story.isByHand && { isByHand: true }),
  }
  const redirect = { ...gone.story, version: gone.story.version + 1, mergedInto: survivor.id }
  return { survivor, origins, redirect }
}

/** Where a story stands in each list that ranks it. */
export function ranksOf(
  story: Pick<Story, 'listIds' | 'originCount'>,
  origins: readonly Origin[],
  lists: readonly List[],
): { readonly listId: string; readonly heat: number }[] {
  return lists
    .filter((list) => story.listIds.includes(list.id) && story.originCount >= list.minOrigins)
    .map((list) => ({ listId: list.id, heat: rankKey(list, origins) }))
}

function both(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...new Set([...a, ...b])].sort()
}
