import { createMemory } from '../memory.ts'

/** How far the facts of two entries speak for or against one event. */
export interface FactComparison {
  /** Multiplies the similarity: 1 neutral, above 1 agreeing, below 1 conflicting. */
  readonly factor: number
  /** In words, the first conflict found: `different scores 3-1 and 2-0`. */
  readonly conflict?: string
  /** What conflicts is a place, date, result or ordinal: two instances of something, not two counts of one. */
  readonly isOtherInstance: boolean
  /** What conflicts is more than a sum of money, a year, a direction or a work: reports of one event give several of these. */
  readonly isFirm: boolean
  /** Both state one figure, date, result or place. */
  readonly agrees: boolean
}

export interface FactContext {
  /** Cosine of the two texts, facts aside. */
  readonly cosine: number
  readonly gapMs: number
  readonly samePublisher: boolean
}

/** One conflict outweighs any likeness: below the lowest threshold. */
const HARD = 0.24
const SOFT = 0.9
const OTHER_WORK = 0.5
const AGREEMENT = 1.15
const LIVE_SCORE_MS = 3 * 60 * 60 * 1000
/** Above this, texts are one template, and numbers that all differ tell its instances apart. */
const TEMPLATE_COSINE = 0.6
/** Below this, naming another country is a choice of words: two sides of one event. */
const PLACE_COSINE = 0.34
/** Another city or province is one more seldom. */
const CITY_DOUBT = 0.5

/** Kinds that tell of agreement though they conflict under conditions of their own; of them only a toll raises the score. */
const AGREEING = ['n', 'count', 'place']
const INSTANCE = new Set(['id', 'date', 'ordinal', 'score', 'magnitude'])

/** What is numbered: lines, rounds, parts. */
const NUMBERED = /^unit\.(?:[号號期届屆集章回版轮輪季号회호차제위])$/u

/** Kinds of which reports of one event may name several. */
const LOOSE = new Set(['money', 'year', 'work'])

/** Kinds that only speak under conditions of their own. */
const SPECIAL = new Set(['head', 'count', 'n', 'polarity', 'place', 'name'])

const NAMES: Readonly<Record<string, string>> = {
  date: 'dates',
  month: 'months',
  score: 'scores',
  id: 'numbers',
  ordinal: 'ordinals',
  magnitude: 'magnitudes',
  work: 'works',
  money: 'amounts',
  year: 'years',
  place: 'places',
  n: 'numbers',
}

/** Compares typed facts. Two entries conflict in a kind when both name it and share no value. */
export function compareFacts(
  a: readonly string[],
  b: readonly string[],
  context: FactContext,
): FactComparison {
  const left = byKind(a)
  const right = byKind(b)
  const conflicts: string[] = []
  let hard = 0
  let soft = 0
  let works = 0
  let agreed = 0
  let isOther = false
  let isFirm = false
  for (const [kind, values] of left) {
    const others = right.get(kind)
    if (!others || SPECIAL.has(kind)) continue
    if (kind.startsWith('act.')) {
      if (haveCommon(values, others)) continue
      hard++
      isOther = true
      isFirm = true
      conflicts.push(`one tells of ${act(values)}, the other of ${act(others)}`)
      continue
    }
    if (overlaps(kind, values, others, context)) {
      agreed++
      continue
    }
    if (kind === 'work') works++
    else if (kind === 'year' && context.cosine < TEMPLATE_COSINE) soft++
    else hard++
    if (!LOOSE.has(kind)) isFirm = true
    if (INSTANCE.has(kind) || NUMBERED.test(kind)) isOther = true
    conflicts.push(describe(kind, values, others))
  }
  if (hard === 0 && haveOtherNumbers(left, right, context)) {
    hard++
    isFirm = true
    conflicts.push(describe('n', left.get('n') ?? [], right.get('n') ?? []))
  }
  let factor = HARD ** Math.min(2, hard) * SOFT ** soft * OTHER_WORK ** works
  if (isOpposite(left.get('polarity'), right.get('polarity'))) {
    factor *= HARD
    conflicts.push(`one goes ${left.get('polarity')?.[0]}, the other ${right.get('polarity')?.[0]}`)
  }
  const here = left.get('place') ?? []
  const there = right.get('place') ?? []
  if (isElsewhere(here, there) && (context.cosine >= PLACE_COSINE || (isExact(here) && isExact(there)))) {
    factor *= context.cosine >= PLACE_COSINE ? HARD : CITY_DOUBT
    isOther = true
    isFirm = true
    conflicts.push(describe('place', here, there))
  }
  if (context.cosine >= PLACE_COSINE && areOtherPairs(here, there)) {
    factor *= HARD
    isOther = true
    isFirm = true
    conflicts.push(describe('place', here, there))
  }
  const agrees = agreed > 0 || AGREEING.some((kind) => haveCommon(left.get(kind), right.get(kind)))
  const sharesToll = haveCommon(left.get('count'), right.get('count'))
  const conflict = conflicts[0]
  if (conflict === undefined)
    return { factor: agreed > 0 || sharesToll ? AGREEMENT : 1, isOtherInstance: false, isFirm, agrees }
  return { factor, conflict, isOtherInstance: isOther, isFirm, agrees }
}

/** No comparison of these facts has a larger factor. */
export function mostAgreement(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 1
  const right = byKind(b)
  for (const kind of byKind(a).keys())
    if (right.has(kind) && (kind === 'count' || !SPECIAL.has(kind))) return AGREEMENT
  return 1
}

type Kinds = ReadonlyMap<string, readonly string[]>

/** An entry is compared with many: pure memory of a pure function. */
const KINDS = createMemory<readonly string[], Kinds>('kinds')

function byKind(facts: readonly string[]): Kinds {
  let kinds = KINDS.get(facts)
  if (!kinds) {
    kinds = parseFacts(facts)
    KINDS.set(facts, kinds)
  }
  return kinds
}

function parseFacts(facts: readonly string[]): Kinds {
  const kinds = new Map<string, string[]>()
  for (const fact of facts) {
    const at = fact.indexOf(':')
    const kind = fact.slice(0, at)
    const values = kinds.get(kind) ?? []
    values.push(fact.slice(at + 1))
    kinds.set(kind, values)
  }
  return kinds
}

function overlaps(kind: string, a: readonly string[], b: readonly string[], context: FactContext): boolean {
  if (kind === 'work') return a.some((one) => b.some((other) => one.includes(other) || other.includes(one)))
  if (kind === 'magnitude') return a.some((one) => b.some((other) => isRevised(Number(one), Number(other))))
  if (kind !== 'score') return a.some((value) => b.includes(value))
  return a.some((one) => b.some((other) => isSameGame(one, other, context)))
}

/** Agencies differ by so much in the first hour, and correct themselves. */
function isRevised(a: number, b: number): boolean {
  return Math.abs(a - b) < 0.25
}

/** 3-1 is 1-3 told by the other side; 1-0 is 2-1 an hour earlier when the rest of the words agree. */
function isSameGame(a: string, b: string, { cosine, gapMs, samePublisher }: FactContext): boolean {
  const one = a.split('-').map(Number)
  const other = b.split('-').map(Number)
  if ([...one].sort((x, y) => x - y).join('-') === [...other].sort((x, y) => x - y).join('-')) return true
  if (!samePublisher || gapMs > LIVE_SCORE_MS || cosine < TEMPLATE_COSINE) return false
  const grows = one.every((goals, side) => goals <= (other[side] ?? -1))
  const shrinks = one.every((goals, side) => goals >= (other[side] ?? Infinity))
  return grows || shrinks
}

function haveOtherNumbers(
  left: ReadonlyMap<string, readonly string[]>,
  right: ReadonlyMap<string, readonly string[]>,
  { cosine }: FactContext,
): boolean {
  const a = left.get('n') ?? []
  const b = right.get('n') ?? []
  // Two tolls of one disaster come with other numbers around them.
  if (left.has('count') && right.has('count')) return false
  return cosine >= TEMPLATE_COSINE && isDisjoint(a, b)
}

function haveCommon(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return a?.some((value) => b?.includes(value)) ?? false
}

function isDisjoint(a: readonly string[], b: readonly string[]): boolean {
  return a.length > 0 && b.length > 0 && !a.some((value) => b.includes(value))
}

/** 江苏 and 苏州 are no other places, 苏州 and 无锡 are. */
function isElsewhere(a: readonly string[], b: readonly string[]): boolean {
  const isWithin = (one: string, other: string) => one === other || one.startsWith(`${other}/`)
  return (
    a.length > 0 &&
    b.length > 0 &&
    !a.some((one) => b.some((other) => isWithin(one, other) || isWithin(other, one)))
  )
}

/** Both name two countries or more, and each one that the other does not: other parties meet. */
function areOtherPairs(a: readonly string[], b: readonly string[]): boolean {
  const [ours, theirs] = [countriesOf(a), countriesOf(b)]
  if (ours.size < 2 || theirs.size < 2) return false
  return [...ours].some((one) => !theirs.has(one)) && [...theirs].some((other) => !ours.has(other))
}

function countriesOf(places: readonly string[]): ReadonlySet<string> {
  return new Set(places.map((place) => place.split('/', 1)[0] ?? ''))
}

/** What both call by its title is what they are about. */
export function shareWork(a: readonly string[], b: readonly string[]): boolean {
  return a.some((fact) => fact.startsWith('work:') && b.includes(fact))
}

/** Names a city or province, not only a country. */
function isExact(places: readonly string[]): boolean {
  return places.some((place) => place.includes('/'))
}

function isOpposite(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return a?.length === 1 && b?.length === 1 && a[0] !== b[0]
}

function act([value = '']: readonly string[]): string {
  return /^[aeiou]/u.test(value) ? `an ${value}` : `a ${value}`
}

function describe(kind: string, a: readonly string[], b: readonly string[]): string {
  const [scope, detail] = kind.split('.')
  const name =
    detail === undefined
      ? (NAMES[kind] ?? kind)
      : scope === 'key'
        ? `${detail} numbers`
        : `numbers of ${detail}`
  return `different ${name} ${a.join(', ')} and ${b.join(', ')}`
}
