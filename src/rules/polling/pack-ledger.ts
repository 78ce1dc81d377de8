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

const VIOLATIONS_AT = 24
/** Behind room for violations of other kinds. */
const LOST_AT = 48
const WISHES: readonly Wish[] = ['max-age', 'ttl', 'update period', 'Retry-After']

/**
 * A ledger as text: base-36 numbers in a fixed order, an empty place for 0, nothing after the last that is not 0. About
 * 50 bytes for a source that is polled well; times count from `since`.
 */
export function writeLedger(ledger: SourceLedger): string {
  const { since, heard, violations, lastViolation } = ledger
  const places: (number | string)[] = [
    since / MINUTE,
    ledger.polls,
    ledger.notModified,
    ledger.changed,
    ledger.wireBytes,
    ledger.savedBytes,
    heard.fullBytes,
    heard.fullAt === undefined ? 0 : (heard.fullAt - since) / MINUTE + 1,
    heard.notBefore === undefined ? 0 : Math.max(0, Math.floor((heard.notBefore - since) / SECOND)),
    heard.wish === undefined ? 0 : WISHES.indexOf(heard.wish) + 1,
    heard.url ?? '',
    heard.etag ?? '',
    heard.lastModified ?? '',
    ledger.unchanged,
    ledger.redirects,
    ledger.throttled,
    ledger.refused,
    ledger.unreadable,
    ledger.unreachable,
    heard.goneInRow,
    ledger.refreshes,
    ledger.byOperator,
    lastViolation === undefined ? 0 : VIOLATION_KINDS.indexOf(lastViolation.kind) + 1,
    lastViolation === undefined ? 0 : Math.max(0, Math.floor((lastViolation.at - since) / SECOND)),
    ...VIOLATION_KINDS.map((kind) => violations[kind] ?? 0),
    ...Array<number>(LOST_AT - VIOLATIONS_AT - VIOLATION_KINDS.length).fill(0),
    ledger.lost,
  ]
  let length = places.length
  while (length > 0 && (places[length - 1] === 0 || places[length - 1] === '')) length--
  let text = ''
  for (let i = 0; i < length; i++) {
    const place = places[i]
    if (i > 0) text += ','
    if (typeof place === 'string') text += place
    else if (place) text += Math.round(place).toString(36)
  }
  return text
}

/** Undefined for what is no ledger. */
export function readLedger(text: string | undefined): SourceLedger | undefined {
  if (text === undefined || !/^[0-9a-z][0-9a-z,]*$/.test(text)) return undefined
  const places = text.split(',')
  const number = (index: number) => (places[index] ? Number.parseInt(places[index], 36) : 0)
  const mark = (index: number) => places[index] || undefined
  const since = number(0) * MINUTE
  const fullAt = number(7)
  const notBefore = number(8)
  const wish = WISHES[number(9) - 1]
  const [url, etag, lastModified] = [mark(10), mark(11), mark(12)]
  const lastKind = VIOLATION_KINDS[number(22) - 1]
  const violations: Partial<Record<ViolationKind, number>> = {}
  for (const [index, kind] of VIOLATION_KINDS.entries()) {
    const count = number(VIOLATIONS_AT + index)
    if (count > 0) violations[kind] = count
  }
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
    heard: {
      ...(notBefore > 0 && { notBefore: since + notBefore * SECOND }),
      ...(wish && { wish }),
      ...(url !== undefined && { url }),
      ...(etag !== undefined && { etag }),
      ...(lastModified !== undefined && { lastModified }),
      fullBytes: number(6),
      ...(fullAt > 0 && { fullAt: since + (fullAt - 1) * MINUTE }),
      goneInRow: number(19),
    },
  }
}

export function minute(at: number): number {
  return Math.floor(at / MINUTE) * MINUTE
}
