import { HOUR } from '../durations.ts'
import { type Anchor, kindOf } from '../text/anchors.ts'

/** A report or a story by what reads alike in every language. */
export interface Anchored {
  /** Index group of its text: two texts of Latin letters share words, not only sounds. */
  readonly group: string
  readonly anchors: readonly Anchor[]
  /** First and last report, epoch ms. */
  readonly from: number
  readonly to: number
}

/** How common anchors are among the stories of the window. */
export interface AnchorStatistics {
  readonly storyCount: number
  readonly storyFrequency: ReadonlyMap<Anchor, number>
}

export interface TranslationVerdict {
  readonly linked: boolean
  readonly score: number
  /** The evidence is near the threshold, on either side: worth another opinion, where there is one. */
  readonly isDoubtful: boolean
  /** Shared anchors and what speaks against, for a person. */
  readonly reason: string
}

/** What sharing the rarest anchor of a kind is worth. */
const WORTH: Readonly<Record<string, number>> = {
  url: 3,
  image: 1.6,
  world: 1,
  name: 1,
  model: 1,
  figure: 0.9,
  place: 0.8,
  score: 0.8,
  sound: 0.7,
  event: 0.7,
  small: 0.4,
  date: 0.3,
}
/** Kinds that say who or where; the others only what or how many. */
const NAMING = /^(?:url|image|world|name|model|sound|place)$/u
/** Who two reports are about is not what happened: first and last name are two anchors, and one person. */
const OF_A_NAME = /^(?:name|sound)$/u
const WORDS_OF_A_NAME = 2
const THRESHOLD = 1.2
const DOUBT = { from: THRESHOLD / 2, to: 1.5 * THRESHOLD }
/** Of what the one that has less to compare names, so much must be shared. */
const LEAST_COVERAGE = 0.4
/** Reports of one event in two languages come within so much of each other. */
const MAX_GAP_MS = 36 * HOUR
/** In a small index everything is rare: as many stories are taken for granted. */
const LEAST_STORIES = 200
/** A country says so much less of where it was when one of the two names a place in it that the other does not. */
const BY_A_PART = 0.5
const CONFLICT_FACTORS: Readonly<Record<string, number>> = { score: 0, event: 0.5, figure: 0.6, place: 0.6 }

/** Whether two reports in different languages are of one event; symmetric. */
export function matchTranslation(a: Anchored, b: Anchored, statistics: AnchorStatistics): TranslationVerdict {
  const gap = Math.max(a.from, b.from) - Math.min(a.to, b.to)
  if (gap > MAX_GAP_MS) return refused(0, `${Math.round(gap / HOUR)} h apart`)
  const isSpelt = a.group === 'latn' && b.group === 'latn'
  const isCounted = (anchor: Anchor) => !isSpelt || kindOf(anchor) !== 'sound'
  const ours = a.anchors.filter(isCounted)
  const theirs = new Set(b.anchors.filter(isCounted))
  const shared = ours.filter((anchor) => theirs.has(anchor))
  const named = shared.filter((anchor) => NAMING.test(kindOf(anchor)))
  const worth = (anchors: Iterable<Anchor>) =>
    [...anchors].reduce((sum, anchor) => sum + (WORTH[kindOf(anchor)] ?? 0) * rarityOf(anchor, statistics), 0)
  const apart = [...ours, ...theirs].filter((anchor) => !shared.includes(anchor))
  const byPart = shared.filter((country) => apart.some((place) => place.startsWith(`${country}/`)))
  const sum = worth(shared) - (1 - BY_A_PART) * worth(byPart)
  const least = Math.min(worth(weighed(ours, isSpelt)), worth(weighed([...theirs], isSpelt)))
  const coverage = least === 0 ? 0 : Math.min(sum / least, 1)
  const conflicts = Object.keys(CONFLICT_FACTORS).filter((kind) => conflictsIn(kind, ours, theirs))
  const factor = conflicts.reduce((product, kind) => product * (CONFLICT_FACTORS[kind] ?? 1), 1)
  const score = sum * factor
  const what = shared.length === 0 ? 'nothing shared' : `both have ${shared.join(', ')}`
  const against = conflicts.map((kind) => `another ${kind}`)
  const reason = [what, ...against, `${score.toFixed(2)} of ${THRESHOLD}`].join('; ')
  const isOneName =
    shared.length <= WORDS_OF_A_NAME && shared.every((anchor) => OF_A_NAME.test(kindOf(anchor)))
  const isStrong = named.length >= 1 && shared.length >= 2 && coverage >= LEAST_COVERAGE && !isOneName
  const isDoubtful = named.length >= 1 && score >= DOUBT.from && (score < DOUBT.to || isOneName)
  return { linked: isStrong && score >= THRESHOLD, score, isDoubtful, reason }
}

/** Whether anchors alone could ever be evidence enough: others need not be indexed. */
export function areTelling(anchors: readonly Anchor[]): boolean {
  const most = anchors.reduce((sum, anchor) => sum + (WORTH[kindOf(anchor)] ?? 0), 0)
  return anchors.length >= 2 && most >= THRESHOLD && areNaming(anchors)
}

/** Whether anything says who or where: without that nothing is worth a doubt. */
export function areNaming(anchors: readonly Anchor[]): boolean {
  return anchors.some((anchor) => NAMING.test(kindOf(anchor)))
}

/** 1 for what only these two have, 0 for what every story has. */
function rarityOf(anchor: Anchor, { storyCount, storyFrequency }: AnchorStatistics): number {
  const others = Math.max((storyFrequency.get(anchor) ?? 0) / 2, 1)
  return Math.max(0, 1 - Math.log(others) / Math.log(Math.max(storyCount, LEAST_STORIES) / 2 + 1))
}

/** A name of Latin letters stands for its sound as well: it is weighed once. */
function weighed(anchors: readonly Anchor[], isSpelt: boolean): Anchor[] {
  const hasNames = anchors.some((anchor) => kindOf(anchor) === 'name')
  return isSpelt || !hasNames ? [...anchors] : anchors.filter((anchor) => kindOf(anchor) !== 'sound')
}

function conflictsIn(kind: string, ours: readonly Anchor[], theirs: ReadonlySet<Anchor>): boolean {
  const mine = ours.filter((anchor) => kindOf(anchor) === kind)
  if (mine.length === 0 || mine.some((anchor) => theirs.has(anchor))) return false
  return [...theirs].some((anchor) => kindOf(anchor) === kind)
}

function refused(score: number, reason: string): TranslationVerdict {
  return { linked: false, score, isDoubtful: false, reason }
}
