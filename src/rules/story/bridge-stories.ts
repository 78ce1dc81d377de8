import { DAY } from '../durations.ts'
import { compareFacts } from './conflicts.ts'
import { MAX_ENTRIES, type MatchOptions, matchStory, type StoryMatch, wholeOf } from './match-story.ts'
import { type ComparedEntry, thresholdFor } from './same-story.ts'
import { cosine, type TermRarity, vectorOf } from './similarity.ts'

/** How alike two stories must be as wholes to be one. On the labelled English day 0.3 finds more, and costs precision. */
const BRIDGE_LIKENESS = 0.35
/** Stories that began further apart are chapters. */
const MAX_BRIDGE_MS = 3 * DAY
/** So many entries of a story must be at hand to speak for it. */
const SPEAKERS = 3
/** What an entry that came too early must exceed the threshold by, since nothing new was reported of it. */
const ADOPTION_MARGIN = 0.03

/**
 * Why two stories are one, now that an entry joins the first of them; undefined when they are not. Either the entry
 * fits both and they are alike as wholes, since a report on two events fits both; or every entry of the second would
 * join the first if it came now: it came before the story had taken shape. Nothing that they state may conflict, and
 * neither span nor size may outgrow a story's.
 */
export function bridge(
  entry: ComparedEntry,
  joined: StoryMatch,
  rival: StoryMatch,
  rarity: TermRarity,
  options: MatchOptions,
): string | undefined {
  if (isTooLarge(joined, rival, options)) return undefined
  const reason = rival.verdict.same
    ? alikeAsWholes(entry, joined, rival, rarity, options)
    : wouldJoin(entry, joined, rival, rarity, options)
  return reason === undefined || haveConflict(joined, rival, rarity) ? undefined : reason
}

function isTooLarge(a: StoryMatch, b: StoryMatch, options: MatchOptions): boolean {
  const [first, second] = [options.storyOf?.(a.storyId), options.storyOf?.(b.storyId)]
  const gapMs = Math.abs(
    (first?.firstReportedAt ?? a.candidate.reportedAt) - (second?.firstReportedAt ?? b.candidate.reportedAt),
  )
  const count = (first?.entryCount ?? a.members.length) + (second?.entryCount ?? b.members.length)
  return gapMs > MAX_BRIDGE_MS || count > (options.maxEntries ?? MAX_ENTRIES)
}

function alikeAsWholes(
  { fingerprint: { group } }: ComparedEntry,
  a: StoryMatch,
  b: StoryMatch,
  rarity: TermRarity,
  options: MatchOptions,
): string | undefined {
  const likeness = cosine(
    wholeOf(a.storyId, a.members, group, rarity, options),
    wholeOf(b.storyId, b.members, group, rarity, options),
  )
  if (likeness < BRIDGE_LIKENESS) return undefined
  return `both fit one report, and are alike by ${likeness.toFixed(2)} ≥ ${BRIDGE_LIKENESS.toFixed(2)}`
}

function wouldJoin(
  entry: ComparedEntry,
  joined: StoryMatch,
  rival: StoryMatch,
  rarity: TermRarity,
  options: MatchOptions,
): string | undefined {
  const size = options.storyOf?.(rival.storyId)?.entryCount ?? rival.members.length
  if (rival.members.length < Math.min(size, SPEAKERS)) return undefined
  const members = [...joined.members, { ...joined.candidate, ...entry, entryId: '' }]
  const fits = rival.members.every((member) => {
    const { verdict } = matchStory(member, joined.storyId, members, rarity, options)
    const threshold = thresholdFor(member.fingerprint, entry.fingerprint, options)
    return verdict.same && verdict.score >= threshold + ADOPTION_MARGIN
  })
  return fits ? 'its entries fit the story as it is now' : undefined
}

function haveConflict(a: StoryMatch, b: StoryMatch, rarity: TermRarity): boolean {
  return a.members.some((one) =>
    b.members.some((other) => {
      const context = {
        cosine: cosine(vectorOf(one.fingerprint, rarity), vectorOf(other.fingerprint, rarity)),
        gapMs: Math.abs(one.reportedAt - other.reportedAt),
        samePublisher: one.publisherId === other.publisherId,
      }
      return compareFacts(one.fingerprint.facts, other.fingerprint.facts, context).conflict !== undefined
    }),
  )
}
