import type { Origin } from '../model/story.ts'

/** 2025-01-01T00:00:00Z, fixed for ever: every stored heat is relative to it. */
export const T0 = Date.UTC(2025, 0, 1)

/** What one further reprint of a text adds, as a part of its own heat. */
const REPRINT_SHARE = 0.05
/** What all reprints of a text add together, as a part of the hottest of them. */
const REPRINT_CAP = 0.5
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
 * Heat of a story: log2 of the sum over its origins, each publisher once. Reprints of one text (same
 * `textKey`) count as one origin with a small, bounded extra. −Infinity without origins.
 */
export function heatOf(origins: Iterable<Origin>, halfLifeMs: number): number {
  const texts = new Map<string, number[]>()
  for (const origin of uniteOrigins(origins, [])) {
    const key = textOf(origin)
    const heats = texts.get(key) ?? []
    heats.push(originHeat(origin, halfLifeMs))
    texts.set(key, heats)
  }
  return sumHeats([...texts.values()].map(textHeat))
}

/** log2(2^a + 2^b). Commutative; `−Infinity` is its zero. */
export function addHeat(a: number, b: number): number {
  const high = Math.max(a, b)
  const low = Math.min(a, b)
  return low === -Infinity ? high : high + Math.log2(1 + 2 ** (low - high))
}

/** What a heat is worth now, on a linear scale where one fresh origin of weight 1 is 1. For people. */
export function heatAt(heat: number, now: number, halfLifeMs: number): number {
  return 2 ** Math.min(heat - (now - T0) / halfLifeMs, 1023)
}

/** A story below this has no report within the window, whoever reported it: safe to trim. */
export function heatFloor(now: number, windowMs: number, halfLifeMs: number): number {
  return Math.log2(MIN_WEIGHT) + (now - windowMs - T0) / halfLifeMs
}

/** Independent texts among the origins: forty reprints of one wire text are one. */
export function independentOrigins(origins: Iterable<Origin>): number {
  return new Set([...uniteOrigins(origins, [])].map(textOf)).size
}

/**
 * Both sets, each publisher once with its earliest report and largest weight; sorted by publisher.
 * A join-semilattice: neither order nor repetition changes the result.
 */
export function uniteOrigins(a: Iterable<Origin>, b: Iterable<Origin>): Origin[] {
  const united = new Map<string, Origin>()
  for (const origins of [a, b]) {
    for (const origin of origins) {
      const known = united.get(origin.publisherId)
      united.set(origin.publisherId, known ? uniteOrigin(known, origin) : origin)
    }
  }
  return [...united.values()].sort((x, y) => compare(x.publisherId, y.publisherId))
}

function uniteOrigin(a: Origin, b: Origin): Origin {
  const order =
    a.reportedAt - b.reportedAt || compare(a.entryId, b.entryId) || compare(a.publisherName, b.publisherName)
  const first = order <= 0 ? a : b
  const { textKey: _, ...rest } = first
  // Two different texts: the publisher wrote one itself. '' stands above every key, which keeps the union associative.
  const textKey = a.textKey === b.textKey ? a.textKey : ''
  return { ...rest, weight: Math.max(a.weight, b.weight), ...(textKey === undefined ? {} : { textKey }) }
}

function textOf(origin: Origin): string {
  return origin.textKey ? `t:${origin.textKey}` : `p:${origin.publisherId}`
}

function textHeat(heats: readonly number[]): number {
  const sorted = [...heats].sort((x, y) => y - x)
  const [first = -Infinity, ...reprints] = sorted
  if (reprints.length === 0) return first
  const extra = sumHeats(reprints) + Math.log2(REPRINT_SHARE)
  return addHeat(first, Math.min(extra, first + Math.log2(REPRINT_CAP)))
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
