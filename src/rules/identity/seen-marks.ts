import type { SeenMarks } from '../../model/source.ts'
import { hash32 } from '../hash32.ts'

/**
 * What a source remembers of an entry: 24 bits of a hash of its identity, 16 of its content. Five bytes, so that a
 * million sources remember all that their documents carry.
 *
 * An entry is passed over only where all 40 bits are known: of new ones, one in 2^40 / n is lost at a source that
 * remembers n (20: one in 50 thousand million), and one correction in 65,536 goes unnoticed until the next. Two entries
 * of a source that share the 24 bits alone are both known, each by its own mark.
 */
export type Mark = number

/**
 * How a carried entry is known. `held`: a story has this very content, or it is too old for one; there is nothing to look up.
 * `waiting`: it was carried before, or lately; whether a story holds it, its entry tells.
 */
export type Standing = 'held' | 'waiting'

export interface SeenView {
  /** Undefined when the source did not carry it with this content. */
  standing(mark: Mark): Standing | undefined
  /** Whether the source carried it lately, with whatever content. */
  carried(mark: Mark): boolean
}

const MARK_BYTES = 5
const CONTENT_BITS = 2 ** 16
/** What bit operations reach of a mark. */
const LOW_BITS = 2 ** 32
/**
 * What is no longer carried is remembered for so long at least, and twice that at most while documents change: feeds lose
 * entries for hours and bring them back. After that, retention and dates keep what comes back from being news.
 */
const DAYS_AFTER = 3
const DAY_MS = 24 * 60 * 60 * 1000
/** Days are counted from here, so that they take two bytes. */
const FIRST_DAY = Date.UTC(2020, 0, 1) / DAY_MS
/** Twice the longest document read. */
const MOST = 2_000

interface Remembered {
  /** When `left` began; what left before that is in `leftBefore`. */
  readonly since: number
  readonly waiting: readonly Mark[]
  readonly held: readonly Mark[]
  readonly left: readonly Mark[]
  readonly leftBefore: readonly Mark[]
}

const NOTHING: Remembered = { since: 0, waiting: [], held: [], left: [], leftBefore: [] }

/** `identity`: what names the entry within its source, the same for every source that carries the feed. */
export function entryMark(identity: string, contentHash: string): Mark {
  return (hash32(identity) >>> 8) * CONTENT_BITS + (hash32(contentHash) >>> 16)
}

export function viewSeen(seen: SeenMarks | undefined): SeenView {
  const { waiting, held, left, leftBefore } = readMarks(seen)
  const standings = new Map<Mark, Standing>()
  for (const mark of leftBefore) standings.set(mark, 'waiting')
  for (const mark of left) standings.set(mark, 'waiting')
  for (const mark of waiting) standings.set(mark, 'waiting')
  for (const mark of held) standings.set(mark, 'held')
  let identities: Set<number> | undefined
  return {
    standing: (mark) => standings.get(mark),
    carried(mark) {
      identities ??= new Set([...standings.keys()].map(identityOf))
      return identities.has(identityOf(mark))
    },
  }
}

/** What is remembered after a document. One without any entry says nothing. */
export function seenAfter(
  seen: SeenMarks | undefined,
  document: ReadonlyMap<Mark, Standing>,
  now: number,
): SeenMarks | undefined {
  if (document.size === 0) return seen
  const before = readMarks(seen)
  const today = Math.floor(now / DAY_MS) - FIRST_DAY
  // A clock that was set back begins anew; nothing is forgotten early by it.
  const isOver = today - before.since >= DAYS_AFTER
  const since = isOver || before.since > today ? today : before.since
  const carried = new Set<number>()
  const waiting: Mark[] = []
  const held: Mark[] = []
  for (const [mark, standing] of document) {
    carried.add(identityOf(mark))
    if (standing === 'waiting') waiting.push(mark)
    else held.push(mark)
  }
  const leaving: Mark[] = []
  const leave = (marks: readonly Mark[], to: Mark[]) => {
    for (const mark of marks) if (!carried.has(identityOf(mark))) to.push(mark)
    return to
  }
  leave(before.waiting, leaving)
  leave(before.held, leaving)
  return writeMarks({
    since,
    waiting,
    held,
    left: isOver ? leaving : leave(before.left, leaving),
    leftBefore: leave(isOver ? before.left : before.leftBefore, []),
  })
}

/** Of two sources that are one from now on: `other` carries nothing more. */
export function uniteSeen(seen: SeenMarks | undefined, other: SeenMarks | undefined): SeenMarks | undefined {
  if (other === undefined) return seen
  const [kept, added] = [readMarks(seen), readMarks(other)]
  const known = new Set([...kept.waiting, ...kept.held].map(identityOf))
  const fresh = (marks: readonly Mark[]) => marks.filter((mark) => !known.has(identityOf(mark)))
  const left = [...kept.left, ...fresh([...added.waiting, ...added.held, ...added.left])]
  const leftBefore = [...kept.leftBefore, ...fresh(added.leftBefore)]
  const since = Math.max(kept.since, added.since)
  return writeMarks({ ...kept, since, left: [...new Set(left)], leftBefore: [...new Set(leftBefore)] })
}

/** How many entries are remembered, and how many of them the last document carried. */
export function countSeen(seen: SeenMarks | undefined): { readonly carried: number; readonly left: number } {
  const { waiting, held, left, leftBefore } = readMarks(seen)
  return { carried: waiting.length + held.length, left: left.length + leftBefore.length }
}

function identityOf(mark: Mark): number {
  return Math.floor(mark / CONTENT_BITS)
}

/** Day, how many wait, are held and have left, as numbers of seven bits a byte; then the marks, the rest left before. */
function writeMarks({ since, waiting, held, left, leftBefore }: Remembered): SeenMarks {
  const head: number[] = []
  for (const count of [since, waiting.length, held.length, left.length]) {
    let rest = count
    for (; rest >= 128; rest >>>= 7) head.push((rest & 127) | 128)
    head.push(rest)
  }
  const count = Math.min(MOST, waiting.length + held.length + left.length + leftBefore.length)
  const bytes = Buffer.allocUnsafe(head.length + count * MARK_BYTES)
  bytes.set(head)
  let at = head.length
  for (const marks of [waiting, held, left, leftBefore]) {
    for (const mark of marks) {
      if (at === bytes.length) return bytes
      const low = mark >>> 0
      bytes[at] = (mark - low) / LOW_BITS
      bytes[at + 1] = low >>> 24
      bytes[at + 2] = low >>> 16
      bytes[at + 3] = low >>> 8
      bytes[at + 4] = low
      at += MARK_BYTES
    }
  }
  return bytes
}

function readMarks(seen: SeenMarks | undefined): Remembered {
  if (seen === undefined) return NOTHING
  let at = 0
  const count = (): number => {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = seen[at++] ?? 0
      value |= (byte & 127) << shift
      if (byte < 128) return value
    }
  }
  const since = count()
  const lengths = [count(), count(), count()]
  const take = (most: number): Mark[] => {
    const marks: Mark[] = []
    for (; marks.length < most && at + MARK_BYTES <= seen.length; at += MARK_BYTES) {
      const byte = (place: number) => seen[at + place] ?? 0
      const low = (byte(1) << 24) | (byte(2) << 16) | (byte(3) << 8) | byte(4)
      marks.push(byte(0) * LOW_BITS + (low >>> 0))
    }
    return marks
  }
  const [waiting, held, left] = lengths.map(take)
  return { since, waiting: waiting ?? [], held: held ?? [], left: left ?? [], leftBefore: take(MOST) }
}
