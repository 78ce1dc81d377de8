import { type SourceLedger, VIOLATION_KINDS, type ViolationKind, type Wish } from '../../model/index.ts'
import { MINUTE, SECOND } from '../durations.ts'

export const NO_LEDGER: SourceLedger = {
  since: 0,
  polls: 0,
  redirects: 0,
  notModified: 0,
  unchanged: 0,
  changed: 0,
  throttled: 0,
  refused: 0,
  unreadable: 0,
  unreachable: 0,
  wireBytes: 0,
  savedBytes: 0,
  refreshes: 0,
  byOperator: 0,
  lost: 0,
  violations: {},
  heard: { fullBytes: 0, goneInRow: 0 },
}

/** Of the address, its entity tag and its date. */
const MARKS_AT = 10
const MARKS = 3
const VIOLATIONS_AT = 24
/** Behind room for violations of other kinds. */
const LOST_AT = 48
const WISHES: readonly Wish[] = ['max-age', 'ttl', 'update period', 'Retry-After', 'Expires']

/**
 * A ledger as text: base-36 numbers in a fixed order, an empty place for 0, nothing after the last that is not 0. About
 * 50 bytes for a source that is polled well; times count from `since`.
 */
export function writeLedger(ledger: SourceLedger): string {
  const { since, heard, violations, lastViolation } = ledger
  const to = new PlaceWriter()
  to.number(since / MINUTE)
  to.number(ledger.polls)
  to.number(ledger.notModified)
  to.number(ledger.changed)
  to.number(ledger.wireBytes)
  to.number(ledger.savedBytes)
  to.number(heard.fullBytes)
  to.number(heard.fullAt === undefined ? 0 : (heard.fullAt - since) / MINUTE + 1)
  to.number(heard.notBefore === undefined ? 0 : Math.max(0, Math.floor((heard.notBefore - since) / SECOND)))
  to.number(heard.wish === undefined ? 0 : WISHES.indexOf(heard.wish) + 1)
  to.mark(heard.url)
  to.mark(heard.etag)
  to.mark(heard.lastModified)
  to.number(ledger.unchanged)
  to.number(ledger.redirects)
  to.number(ledger.throttled)
  to.number(ledger.refused)
  to.number(ledger.unreadable)
  to.number(ledger.unreachable)
  to.number(heard.goneInRow)
  to.number(ledger.refreshes)
  to.number(ledger.byOperator)
  to.number(lastViolation === undefined ? 0 : VIOLATION_KINDS.indexOf(lastViolation.kind) + 1)
  to.number(lastViolation === undefined ? 0 : Math.max(0, Math.floor((lastViolation.at - since) / SECOND)))
  for (const kind of VIOLATION_KINDS) to.number(violations[kind] ?? 0)
  to.skip(LOST_AT - VIOLATIONS_AT - VIOLATION_KINDS.length)
  to.number(ledger.lost)
  return to.text
}

/** Places parted by commas; those behind the last that says anything are never written. */
class PlaceWriter {
  text = ''
  #commas = 0

  number(value: number): void {
    if (value) this.#write(Math.round(value).toString(36))
    this.#commas++
  }

  mark(value: string | undefined): void {
    if (value) this.#write(value)
    this.#commas++
  }

  /** Leaves so many places empty. */
  skip(count: number): void {
    this.#commas += count
  }

  #write(place: string): void {
    for (; this.#commas > 0; this.#commas--) this.text += ','
    this.text += place
  }
}

type Heard = { -readonly [Name in keyof SourceLedger['heard']]: SourceLedger['heard'][Name] }

/** Undefined for what is no ledger. */
export function readLedger(text: string | undefined): SourceLedger | undefined {
  const places = text === undefined ? undefined : readPlaces(text)
  if (!places) return undefined
  const { numbers, marks } = places
  const number = (index: number) => numbers[index] ?? 0
  const since = number(0) * MINUTE
  const fullAt = number(7)
  const notBefore = number(8)
  const wish = WISHES[number(9) - 1]
  const [url, etag, lastModified] = marks
  const lastKind = VIOLATION_KINDS[number(22) - 1]
  const violations: Partial<Record<ViolationKind, number>> = {}
  for (let index = VIOLATIONS_AT; index < numbers.length && index < LOST_AT; index++) {
    const kind = VIOLATION_KINDS[index - VIOLATIONS_AT]
    const count = number(index)
    if (kind && count > 0) violations[kind] = count
  }
  const heard: Heard = { fullBytes: number(6), goneInRow: number(19) }
  if (notBefore > 0) heard.notBefore = since + notBefore * SECOND
  if (wish) heard.wish = wish
  if (url) heard.url = url
  if (etag) heard.etag = etag
  if (lastModified) heard.lastModified = lastModified
  if (fullAt > 0) heard.fullAt = since + (fullAt - 1) * MINUTE
  return {
    since,
    polls: number(1),
    notModified: number(2),
    changed: number(3),
    wireBytes: number(4),
    savedBytes: number(5),
    unchanged: number(13),
    redirects: number(14),
    throttled: number(15),
    refused: number(16),
    unreadable: number(17),
    unreachable: number(18),
    refreshes: number(20),
    byOperator: number(21),
    lost: number(LOST_AT),
    violations,
    ...(lastKind && { lastViolation: { kind: lastKind, at: since + number(23) * SECOND } }),
    heard,
  }
}

const [COMMA, ZERO, NINE, LETTER_A, LETTER_Z] = [44, 48, 57, 97, 122]

/** Each place as the number that it may be, and those that hold marks as they are. Undefined for other characters. */
function readPlaces(text: string): { numbers: number[]; marks: string[] } | undefined {
  if (text === '' || text.charCodeAt(0) === COMMA) return undefined
  const numbers: number[] = []
  const marks: string[] = []
  let from = 0
  let number = 0
  for (let at = 0; at <= text.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : COMMA
    if (code >= ZERO && code <= NINE) number = number * 36 + code - ZERO
    else if (code >= LETTER_A && code <= LETTER_Z) number = number * 36 + code - LETTER_A + 10
    else if (code !== COMMA) return undefined
    else {
      if (numbers.length >= MARKS_AT && numbers.length < MARKS_AT + MARKS) marks.push(text.slice(from, at))
      numbers.push(number)
      number = 0
      from = at + 1
    }
  }
  return { numbers, marks }
}

export function minute(at: number): number {
  return Math.floor(at / MINUTE) * MINUTE
}
