import type { Publisher } from './publishers.ts'

interface RequestCounts {
  readonly requests: number
  readonly ok: number
  readonly notModified: number
  /** 301, 410, 429. */
  readonly other: number
  readonly conditional: number
  /** Of all requests, those that carried a validator; 0 to 1. */
  readonly conditionalShare: number
}

export interface NewsroomStats extends RequestCounts {
  readonly byPublisher: Readonly<Record<string, RequestCounts>>
}

interface Tally {
  record(publisher: Publisher, answer: { readonly status: number; readonly conditional: boolean }): void
  stats(): NewsroomStats
}

type Counts = { -readonly [K in Exclude<keyof RequestCounts, 'conditionalShare'>]: number }

const COUNTED = ['requests', 'ok', 'notModified', 'other', 'conditional'] as const

const empty = (): Counts => ({ requests: 0, ok: 0, notModified: 0, other: 0, conditional: 0 })
const withShare = (counts: Counts): RequestCounts => ({
  ...counts,
  conditionalShare: counts.requests === 0 ? 0 : counts.conditional / counts.requests,
})

/** Counts the feed requests each publisher answered. */
export function createTally(publishers: readonly Publisher[]): Tally {
  const byPublisher = new Map(publishers.map(({ name }) => [name, empty()]))
  return {
    record(publisher, { status, conditional }) {
      const counts = byPublisher.get(publisher.name)
      if (counts === undefined) return
      counts.requests++
      if (conditional) counts.conditional++
      counts[status === 200 ? 'ok' : status === 304 ? 'notModified' : 'other']++
    },
    stats() {
      const total = empty()
      for (const counts of byPublisher.values()) for (const name of COUNTED) total[name] += counts[name]
      return {
        ...withShare(total),
        byPublisher: Object.fromEntries([...byPublisher].map(([name, counts]) => [name, withShare(counts)])),
      }
    },
  }
}
