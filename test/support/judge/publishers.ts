import type { Answer, Document } from './access-log.ts'

/** A publisher's way of answering: a pure function of the feed's number, the time, and what was asked. */
export interface Publisher {
  readonly kind: string
  answer(ask: Ask): Answer
}

export interface Ask {
  readonly feed: number
  readonly at: number
  readonly start: number
  /** Of the redirect target, where a publisher has one. */
  readonly isTarget: boolean
  readonly target: string
  readonly ifNoneMatch: string | undefined
  readonly ifModifiedSince: string | undefined
  /** Requests to this publisher's host within the last minute, this one included. */
  readonly hostLoad: number
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

interface Habits {
  /** Between two new entries. */
  readonly everyMs: number
  readonly validators?: 'both' | 'etag' | 'date' | 'none'
  readonly maxAge?: number
  readonly document?: Partial<Document>
}

/** A publisher that works as it should, with these habits. */
function sound(ask: Ask, habits: Habits): Answer {
  const { feed, at, start } = ask
  const version = Math.floor((at - start + feed * MINUTE) / habits.everyMs)
  const updatedAt = start - feed * MINUTE + version * habits.everyMs
  const kind = habits.validators ?? 'both'
  const validators = {
    // Quotes, W/ and the odd date are part of the value: whoever parses them gives himself away.
    ...((kind === 'both' || kind === 'etag') && { etag: `W/"${feed}-${version}-gzip"` }),
    ...((kind === 'both' || kind === 'date') && { lastModified: oddDate(updatedAt, feed) }),
  }
  const fresh = { ...validators, ...(habits.maxAge !== undefined && { maxAge: habits.maxAge }) }
  const isSame =
    ask.ifNoneMatch === undefined
      ? validators.lastModified !== undefined && ask.ifModifiedSince === validators.lastModified
      : ask.ifNoneMatch === validators.etag
  if (isSame) return { status: 304, ...fresh }
  return { status: 200, ...fresh, body: document(feed, version, updatedAt, habits.everyMs, habits.document) }
}

const during = ({ at, start, feed }: Ask, periodMs: number, lengthMs: number) =>
  (at - start + feed * 17 * MINUTE) % periodMs > periodMs - lengthMs

export const PUBLISHERS: readonly Publisher[] = [
  { kind: 'max-age 1 h', answer: (ask) => sound(ask, { everyMs: 4 * HOUR, maxAge: 3_600 }) },
  { kind: 'no hint, ETag', answer: (ask) => sound(ask, { everyMs: 2 * HOUR, validators: 'etag' }) },
  {
    kind: 'ttl 60, odd date',
    answer: (ask) => sound(ask, { everyMs: 3 * HOUR, validators: 'date', document: { ttlMinutes: 60 } }),
  },
  {
    kind: 'ttl 180 over max-age',
    answer: (ask) => sound(ask, { everyMs: 6 * HOUR, maxAge: 300, document: { ttlMinutes: 180 } }),
  },
  {
    kind: 'skipHours 0 to 6',
    answer: (ask) => sound(ask, { everyMs: 3 * HOUR, document: { skipHours: [0, 1, 2, 3, 4, 5, 6] } }),
  },
  {
    kind: 'skipDays weekend',
    answer: (ask) => sound(ask, { everyMs: 5 * HOUR, document: { skipDays: [0, 6] } }),
  },
  {
    kind: 'sy: twice a day',
    answer: (ask) => sound(ask, { everyMs: 12 * HOUR, document: { updateMinutes: 720 } }),
  },
  { kind: 'max-age 1 year', answer: (ask) => sound(ask, { everyMs: 30 * HOUR, maxAge: 31_536_000 }) },
  {
    kind: 'always 304 after the first',
    answer: (ask) => {
      const validators = { etag: '"frozen"', lastModified: 'Mon, 01 Apr 2041 00:00:00 GMT' }
      if (ask.ifNoneMatch ?? ask.ifModifiedSince) return { status: 304, ...validators }
      return { status: 200, ...validators, body: document(ask.feed, 1, ask.start, HOUR) }
    },
  },
  {
    kind: '304 with a new ETag',
    answer: (ask) => {
      const etag = `"${Math.floor(ask.at / (20 * MINUTE))}"`
      if (ask.ifNoneMatch !== undefined) return { status: 304, etag }
      return { status: 200, etag, body: document(ask.feed, 1, ask.start, HOUR) }
    },
  },
  {
    kind: 'a new ETag each time, same bytes',
    answer: (ask) => ({
      status: 200,
      etag: `"${ask.at.toString(36)}"`,
      body: document(ask.feed, 1, ask.start, HOUR),
    }),
  },
  { kind: 'no validators', answer: (ask) => sound(ask, { everyMs: 8 * HOUR, validators: 'none' }) },
  {
    kind: 'moved for good',
    answer: (ask) =>
      ask.isTarget ? sound(ask, { everyMs: 3 * HOUR }) : { status: 301, location: ask.target },
  },
  {
    kind: 'moved for now',
    answer: (ask) =>
      ask.isTarget ? sound(ask, { everyMs: 3 * HOUR, maxAge: 1_800 }) : { status: 302, location: ask.target },
  },
  {
    kind: '404 for hours',
    answer: (ask) => (during(ask, DAY, 5 * HOUR) ? { status: 404 } : sound(ask, { everyMs: 3 * HOUR })),
  },
  {
    kind: 'gone after a day',
    answer: (ask) => (ask.at - ask.start > DAY ? { status: 410 } : sound(ask, { everyMs: 3 * HOUR })),
  },
  {
    kind: '503, Retry-After 2 h',
    answer: (ask) =>
      during(ask, DAY, 4 * HOUR) ? { status: 503, retryAfter: 7_200 } : sound(ask, { everyMs: 3 * HOUR }),
  },
  {
    kind: '429 from the second a minute',
    answer: (ask) =>
      ask.hostLoad > 1
        ? { status: 429, ...(ask.feed % 2 === 0 && { retryAfter: 3_600 }) }
        : sound(ask, { everyMs: 2 * HOUR, maxAge: 1_200 }),
  },
  {
    kind: '403 for hours',
    answer: (ask) => (during(ask, DAY, 3 * HOUR) ? { status: 403 } : sound(ask, { everyMs: 4 * HOUR })),
  },
  {
    kind: '500 now and then',
    answer: (ask) => (during(ask, 9 * HOUR, HOUR) ? { status: 500 } : sound(ask, { everyMs: 4 * HOUR })),
  },
  {
    kind: 'broken XML for hours',
    answer: (ask) => {
      const answer = sound(ask, { everyMs: 4 * HOUR })
      if (!during(ask, DAY, 4 * HOUR)) return answer
      return {
        ...answer,
        status: 200,
        etag: `"broken-${ask.at}"`,
        body: { text: '<html><p>Down', isReadable: false },
      }
    },
  },
]

/** RFC 9110's preferred form, or one that no parser would print again. */
function oddDate(at: number, feed: number): string {
  const date = new Date(at).toUTCString()
  return feed % 2 === 0 ? date : date.replace(/^(\w+), 0?/u, '$1,  ')
}

function document(
  feed: number,
  version: number,
  updatedAt: number,
  everyMs: number,
  wishes: Partial<Document> = {},
): Document {
  const items = [0, 1, 2].map((back) => {
    const link = `http://press-${feed}.example/${version - back}`
    const date = new Date(updatedAt - back * everyMs).toUTCString()
    return `<item><guid>${link}</guid><link>${link}</link><title>Report ${version - back} of ${feed}</title><pubDate>${date}</pubDate></item>`
  })
  const { ttlMinutes, updateMinutes, skipHours, skipDays } = wishes
  const hints = [
    ttlMinutes === undefined ? '' : `<ttl>${ttlMinutes}</ttl>`,
    updateMinutes === undefined
      ? ''
      : `<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>${1_440 / updateMinutes}</sy:updateFrequency>`,
    skipHours ? `<skipHours>${skipHours.map((hour) => `<hour>${hour}</hour>`).join('')}</skipHours>` : '',
    skipDays ? `<skipDays>${skipDays.map((day) => `<day>${DAYS[day]}</day>`).join('')}</skipDays>` : '',
  ]
  const text = `<?xml version="1.0"?><rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><title>Press ${feed}</title><link>http://press-${feed}.example/</link><description/>${hints.join('')}${items.join('')}</channel></rss>`
  return { ...wishes, text, isReadable: true }
}
