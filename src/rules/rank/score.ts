import type { Origin } from '../../model/story.ts'
import { createMemory } from '../memory.ts'
import { type TextGroup, textGroups } from './independence.ts'

/** 2025-01-01T00:00:00Z, fixed for ever: every stored heat is relative to it. */
export const T0 = Date.UTC(2025, 0, 1)

/** What one further reprint of a text adds, as a part of its own heat. */
const REPRINT_SHARE = 0.05
/** What all reprints of a text add together, as a part of what its independent reports are worth. */
const REPRINT_CAP = 0.5
/** Texts kept of one publisher. */
const MAX_TEXTS = 8
const MIN_WEIGHT = 0.25
const MAX_WEIGHT = 4

/**
 * Heat of one origin: log2 of its weight · 2^((reportedAt − T0) / half-life).
 * Forward decay (Cormode et al., ICDE 2009) in log2, so that it neither overflows nor has to be re-scored.
 */
export function originHeat(origin: Pick<Origin, 'reportedAt' | 'weight'>, halfLifeMs: number): number {
  return Math.log2(clampWeight(origin.weight)) + (origin.reportedAt - T0) / halfLifeMs
}

/**
 * Heat of a story: log2 of the sum over its independent origins, each owner once. Reprints count with a small, bounded
 * extra. −Infinity without origins.
 */
export function heatOf(origins: Iterable<Origin>, halfLifeMs: number): number {
  return sumHeats(groupsOf(origins).map((group) => groupHeat(group, halfLifeMs)))
}

/** What a publisher adds to a story's heat: in full, as one of several reprints of a text, or nothing beside its owner's first. */
export interface Contribution {
  readonly publisherId: string
  readonly kind: 'own' | 'reprint' | 'same_owner'
  readonly heat: number
}

/** The parts of a heat, for people, earliest first; their sum is the heat. */
export function contributionsOf(origins: Iterable<Origin>, halfLifeMs: number): Contribution[] {
  const groups = [...groupsOf(origins)].sort((a, b) => earliestOf(a) - earliestOf(b))
  return groups.flatMap((group) => {
    const { own, reprints } = partsOf(group, halfLifeMs)
    return (['own', 'reprint'] as const).flatMap((kind) =>
      (kind === 'own' ? own : reprints).flatMap(({ report, heat }) =>
        report.publisherIds.map((publisherId, index) =>
          index === 0
            ? { publisherId, kind, heat }
            : { publisherId, kind: 'same_owner' as const, heat: -Infinity },
        ),
      ),
    )
  })
}

function earliestOf({ reports }: TextGroup): number {
  return Math.min(...reports.map(({ reportedAt }) => reportedAt))
}

/** What a heat is worth now, on a linear scale where one fresh origin of weight 1 is 1. For people. */
export function heatAt(heat: number, now: number, halfLifeMs: number): number {
  return 2 ** Math.min(heat - (now - T0) / halfLifeMs, 1023)
}

/** A story below this has no report within the window, whoever reported it: safe to trim. */
export function heatFloor(now: number, windowMs: number, halfLifeMs: number): number {
  return Math.log2(MIN_WEIGHT) + (now - windowMs - T0) / halfLifeMs
}

/** Owners with a text of their own: forty reprints of one wire text are one, and so are the papers of one house. */
export function independentOrigins(origins: Iterable<Origin>): number {
  return groupsOf(origins).reduce((sum, { independent }) => sum + independent, 0)
}

/**
 * Both sets, each publisher once with its earliest report, largest weight and all its texts; sorted by publisher.
 * A join-semilattice: neither order nor repetition changes the result.
 */
export function uniteOrigins(a: Iterable<Origin>, b: readonly Origin[]): Origin[] {
  const [only, ...others] = b
  if (only && others.length === 0 && UNITED.get(a)) return withOrigin(a as readonly Origin[], only)
  const united = new Map<string, Origin>()
  for (const origins of [a, b]) {
    for (const origin of origins) {
      const known = united.get(origin.publisherId)
      united.set(origin.publisherId, known ? uniteOrigin(known, origin) : origin)
    }
  }
  const sorted = [...united.values()].sort((x, y) => compare(x.publisherId, y.publisherId))
  UNITED.set(sorted, true)
  return sorted
}

/** The same of what is united already and one more, which is what each report of a story comes to. */
function withOrigin(united: readonly Origin[], origin: Origin): Origin[] {
  let from = 0
  let to = united.length
  while (from < to) {
    const middle = (from + to) >> 1
    if ((united[middle] as Origin).publisherId < origin.publisherId) from = middle + 1
    else to = middle
  }
  const known = united[from]
  const isKnown = known?.publisherId === origin.publisherId
  const added = isKnown ? uniteOrigin(known, origin) : origin
  const all = [...united.slice(0, from), added, ...united.slice(isKnown ? from + 1 : from)]
  UNITED.set(all, true)
  return all
}

/** What needs no uniting any more: memory of a pure function. */
const UNITED = createMemory<Iterable<Origin>, true>('united')

/** A story is weighed for each of its lists: pure memory of a pure function, for as long as its origins are in hand. */
const grouped = createMemory<Iterable<Origin>, readonly TextGroup[]>('groups')

function groupsOf(origins: Iterable<Origin>): readonly TextGroup[] {
  let groups = grouped.get(origins)
  if (!groups) {
    groups = textGroups(UNITED.get(origins) ? (origins as readonly Origin[]) : uniteOrigins(origins, []))
    grouped.set(origins, groups)
  }
  return groups
}

function uniteOrigin(a: Origin, b: Origin): Origin {
  const order =
    a.reportedAt - b.reportedAt || compare(a.entryId, b.entryId) || compare(a.publisherName, b.publisherName)
  const { texts: _, ownerId: __, ...rest } = order <= 0 ? a : b
  // The smallest of a union are the same in whatever order it was made.
  const texts = [...new Set([...(a.texts ?? []), ...(b.texts ?? [])])].sort(compare).slice(0, MAX_TEXTS)
  const ownerId = [a.ownerId, b.ownerId].filter((id) => id !== undefined).sort(compare)[0]
  return {
    ...rest,
    weight: Math.max(a.weight, b.weight),
    ...(texts.length > 0 && { texts }),
    ...(ownerId !== undefined && { ownerId }),
  }
}

/** The hottest count in full, as many as are independent. */
function groupHeat(group: TextGroup, halfLifeMs: number): number {
  const [report, ...others] = group.reports
  if (report && others.length === 0) return originHeat(report, halfLifeMs)
  const { own, reprints } = partsOf(group, halfLifeMs)
  return sumHeats([...own, ...reprints].map(({ heat }) => heat))
}

/** What each owner of a group adds: reprints their small share, less where all of them would exceed the cap. */
function partsOf({ reports, independent }: TextGroup, halfLifeMs: number) {
  const parts = reports
    .map((report) => ({ report, heat: originHeat(report, halfLifeMs) }))
    .sort((x, y) => y.heat - x.heat)
  const own = parts.slice(0, independent)
  const extra = sumHeats(parts.slice(independent).map(({ heat }) => heat)) + Math.log2(REPRINT_SHARE)
  const excess = Math.max(0, extra - sumHeats(own.map(({ heat }) => heat)) - Math.log2(REPRINT_CAP))
  const reprints = parts
    .slice(independent)
    .map(({ report, heat }) => ({ report, heat: heat + Math.log2(REPRINT_SHARE) - excess }))
  return { own, reprints }
}

/** Summed from the smallest, so that the order of arrival never shows in the last bits. */
function sumHeats(heats: readonly number[]): number {
  const sorted = [...heats].sort((x, y) => x - y)
  const high = sorted.at(-1) ?? -Infinity
  if (high === -Infinity) return -Infinity
  let sum = 0
  for (const heat of sorted) sum += 2 ** (heat - high)
  return high + Math.log2(sum)
}

function clampWeight(weight: number): number {
  return Number.isFinite(weight) ? Math.min(Math.max(weight, MIN_WEIGHT), MAX_WEIGHT) : 1
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
