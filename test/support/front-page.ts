import { pino } from 'pino'
import type { HttpDeps, LiveEdition } from '../../src/http/deps.ts'
import type { SourceRecord, SubscriptionDraft } from '../../src/http/desks.ts'
import type {
  Edition,
  EditionItem,
  Entry,
  JournalRow,
  List,
  PublisherProfile,
  RenderedFeed,
  Story,
  Subscription,
} from '../../src/model/index.ts'
import { dayOfEdition } from '../../src/rules/rank/archive.ts'
import { createDays } from '../../src/rules/rank/days.ts'
import { FRONT_PAGE_STORIES, type FrontPageStory } from './front-page-stories.ts'
import { politenessOf } from './politeness-of.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

export const NOW = Date.UTC(2026, 10, 23, 13, 42)
export const KEYS = {
  read: 'key-for-reading-0001',
  operate: 'key-for-operating-0002',
  admin: 'key-for-all-0003',
}

const CHANNELS: readonly (readonly [id: string, title: string])[] = [
  ['world', 'World'],
  ['military', '军事要闻'],
  ['finance', 'Finance'],
  ['sports', '体育要闻'],
  ['tech', 'Technology'],
  ['science', 'Science'],
  ['culture', 'Cultura'],
]

export function fakeList(id: string, title: string, channels: readonly string[] = []): List {
  return {
    id,
    title,
    channels,
    languages: [],
    publishers: [],
    include: [],
    exclude: [],
    minOrigins: id === 'top' ? 2 : 1,
    kind: 'hot',
    halfLifeMs: 6 * HOUR,
    windowMs: 72 * HOUR,
    size: 50,
    perPublisher: 3,
  }
}

export function fakeItem(
  story: FrontPageStory,
  index: number,
  patch: Partial<EditionItem> = {},
): EditionItem {
  const reportedAt = NOW - story.ageMinutes * MINUTE
  const serial = String(index).padStart(10, '0')
  return {
    rank: 1,
    storyId: `01kb7x0000${serial}abcdef`,
    title: story.title,
    url: `https://news.example/${story.list}/${index}`,
    ...(story.summary !== undefined && { summary: story.summary }),
    language: story.language,
    publisherId: `p${story.publisher.length}${index}`,
    publisherName: story.publisher,
    channels: [story.list],
    originCount: story.origins,
    entryCount: story.origins + 2,
    firstReportedAt: reportedAt,
    updatedAt: reportedAt,
    heat: 8000 - index / 10,
    ...patch,
  }
}

/** An edition of these items in this order, the ranks filled in. */
export function fakeEdition(
  listId: string,
  number: number,
  items: readonly EditionItem[],
  frozenAt = NOW,
): Edition {
  return {
    listId,
    number,
    frozenAt,
    items: items.map((item, index) => ({ ...item, rank: index + 1 })),
    dropped: { diversity: 1, size: 12, window: 40, missing: 0 },
  }
}

/** Ranks before: a few climbed, fell or are new. */
function withMoves(items: readonly EditionItem[]): EditionItem[] {
  const before: Record<number, number | undefined> = {
    0: 0,
    1: 4,
    2: 1,
    3: undefined,
    4: 2,
    7: 9,
    9: undefined,
    11: 17,
  }
  return items.map((item, index) => {
    const previous = index in before ? before[index] : index
    return previous === undefined ? item : { ...item, previousRank: previous + 1 }
  })
}

const ALL_ITEMS = FRONT_PAGE_STORIES.map((story, index) => fakeItem(story, index))

function fakeEditions(): Map<string, Edition[]> {
  const editions = new Map<string, Edition[]>()
  const top = withMoves(ALL_ITEMS)
  editions.set(
    'top',
    [1282, 1283, 1284].map((number) =>
      fakeEdition('top', number, top, NOW - (1284 - number) * 9 * MINUTE - 90_000),
    ),
  )
  for (const [id] of CHANNELS) {
    const items = withMoves(ALL_ITEMS.filter((item) => item.channels.includes(id)))
    editions.set(id, [fakeEdition(id, 311, items, NOW - 4 * MINUTE)])
  }
  return editions
}

export function fakeStory(item: EditionItem, patch: Partial<Story> = {}): Story {
  return {
    id: item.storyId,
    version: 3,
    title: item.title,
    ...(item.url !== undefined && { url: item.url }),
    ...(item.summary !== undefined && { summary: item.summary }),
    language: item.language,
    leadEntryId: 'e0',
    leadPublisherId: item.publisherId,
    leadPublisherName: item.publisherName,
    firstReportedAt: item.firstReportedAt,
    lastReportedAt: item.firstReportedAt + 40 * MINUTE,
    updatedAt: item.updatedAt,
    entryCount: item.entryCount,
    originCount: item.originCount,
    channels: item.channels,
    listIds: ['top', ...item.channels],
    ...patch,
  }
}

export function fakeProfile(patch: Partial<PublisherProfile> = {}): PublisherProfile {
  return {
    id: 'p1',
    name: 'Harbour Gazette',
    title: 'Harbour Gazette',
    hasIcon: false,
    entryCount: 1_240,
    storyCount: 980,
    firstCount: 211,
    copyCount: 124,
    datedCount: 1_178,
    channels: [
      { channel: 'world', count: 800 },
      { channel: '军事', count: 440 },
    ],
    hours: Array.from({ length: 24 }, (_, hour) => (hour < 6 ? 5 : 20 + ((hour * 37) % 70))),
    ...patch,
  }
}

export function fakeEntry(id: string, patch: Partial<Entry> = {}): Entry {
  return {
    id,
    sourceId: 's1',
    publisherId: 'p1',
    publisherName: 'Harbour Gazette',
    title: 'A title',
    language: 'en',
    url: `https://news.example/${id}`,
    channels: [],
    authors: [],
    reportedAt: NOW,
    firstSeenAt: NOW,
    weight: 1,
    contentHash: id,
    announcement: 'announced',
    ...patch,
  }
}

const COVERAGE: readonly (readonly [
  publisher: string,
  language: string,
  minutes: number,
  title: string,
  author?: string,
])[] = [
  [
    'Harbour Gazette',
    'en',
    0,
    'Delta states agree to share the Orsa river after eleven years of talks',
    'Mara Lind',
  ],
  ['صحيفة المرفأ', 'ar', 9, 'اتفاق تاريخي على تقاسم مياه نهر أورسا'],
  [
    'Northern Courier',
    'en',
    14,
    'River treaty signed in Lindau: what each state gave up',
    'T. Osei, J. Varga',
  ],
  ['海港财经', 'zh', 31, '四国签署水资源协议，下游农户将获旱季补偿'],
  ['Harbour Gazette', 'en', 38, 'Explainer: how the dam inspections will work', 'Mara Lind'],
  ['Crónica del Sur', 'es', 52, 'Cuatro países pactan las cuotas del río Orsa'],
  ['Kestrel Wire', 'en', 55, 'Orsa water treaty signed'],
]

function fakeCoverage(firstReportedAt: number): Entry[] {
  return COVERAGE.map(([publisherName, language, minutes, title, author], index) =>
    fakeEntry(`e${index}`, {
      publisherId: `p-${publisherName}`,
      publisherName,
      language,
      title,
      authors: author ? [author] : [],
      reportedAt: firstReportedAt + minutes * MINUTE,
    }),
  )
}

export function fakeFeed(
  format: RenderedFeed['format'],
  body = `feed ${'x'.repeat(2000)}`,
  number = 1284,
): RenderedFeed {
  const contentType = {
    rss: 'application/rss+xml',
    atom: 'application/atom+xml',
    json: 'application/feed+json',
  }[format]
  return {
    format,
    contentType: `${contentType}; charset=utf-8`,
    body: Buffer.from(body),
    etag: `"${format}-${number}"`,
    lastModifiedAt: NOW - 90_500,
    editionNumber: number,
  }
}

const fakeSubscription = (patch: Partial<Subscription> = {}): Subscription => ({
  id: 'sub1',
  kind: 'webhook',
  url: 'https://receiver.example/hook',
  eventTypes: [],
  listIds: ['top'],
  status: 'active',
  createdAt: NOW,
  secrets: [{ value: 'whsec_c2VjcmV0LW9mLXRoZS1maXh0dXJl' }],
  ...patch,
})

const rudePoll: JournalRow = {
  sourceId: 'src1',
  at: NOW - 60_000,
  cause: 'planned',
  why: 'no hint',
  asked: '',
  outcome: 'changed',
  statusCode: 200,
  requests: 1,
  wireBytes: 900,
  savedBytes: 0,
  durationMs: 12,
  violations: [{ kind: 'unconditional', sentence: 'asked for everything' }],
}

const fakeSource: SourceRecord = {
  source: {
    id: 'src1',
    url: 'https://news.example/feed.xml',
    publisherId: 'p1',
    publisherName: 'Harbour Gazette',
    channels: ['world'],
    weight: 1,
    status: 'active',
    declaredBy: 'runtime',
  },
  state: { failureCount: 0, pollCount: 3, notModifiedCount: 2, lastPolledAt: NOW },
}

export interface FrontPage {
  readonly deps: HttpDeps
  readonly editions: Map<string, Edition[]>
  /** Adds an edition and tells who listens. */
  publish(edition: Edition): void
  announce(edition: LiveEdition): void
  /** What the API was asked to do, in order. */
  readonly calls: string[]
}

/** A whole invented newsroom behind `HttpDeps`, in memory. */
export function createFrontPage(patch: Partial<HttpDeps> = {}): FrontPage {
  const editions = fakeEditions()
  const listeners = new Set<(edition: LiveEdition) => void>()
  const calls: string[] = []
  const lists = [fakeList('top', 'Top stories'), ...CHANNELS.map(([id, title]) => fakeList(id, title, [id]))]
  const find = (storyId: string) => ALL_ITEMS.find((item) => item.storyId === storyId)
  const note = (call: string) => async () => void calls.push(call)

  const deps: HttpDeps = {
    site: { title: 'The Tide', url: 'https://tide.example', language: 'en', timeZone: 'UTC' },
    lists: () => lists,
    channels: () => CHANNELS.map(([id, title]) => ({ id, title })),
    sourceCount: async () => 42,
    editions: {
      latest: async (listId) => editions.get(listId)?.at(-1),
      get: async (listId, number) => editions.get(listId)?.find((edition) => edition.number === number),
      list: async (listId, { limit, before = Infinity }) =>
        (editions.get(listId) ?? [])
          .filter(({ number }) => number < before)
          .slice(-limit)
          .reverse()
          .map(({ number, frozenAt }) => ({ number, frozenAt })),
      at: async (listId, instant) => editions.get(listId)?.findLast((edition) => edition.frozenAt <= instant),
    },
    archive: fakeArchive(editions),
    feeds: {
      get: async (_listId, format) => fakeFeed(format),
      render: (edition, format, kind) => {
        const shown = typeof kind === 'string' ? kind : `${kind.date} after ${kind.previous}`
        return fakeFeed(format, `${shown} ${edition.listId}`, edition.number)
      },
    },
    stories: {
      get: async (id) => {
        const item = find(id)
        return item && fakeStory(item)
      },
      translations: async () => [],
      related: async (story) =>
        ALL_ITEMS.filter(({ storyId }) => storyId !== story.id)
          .slice(0, 2)
          .map((item) => fakeStory(item)),
      origins: async (id) =>
        fakeCoverage(find(id)?.firstReportedAt ?? NOW).map((entry) => ({
          publisherId: entry.publisherId,
          publisherName: entry.publisherName,
          reportedAt: entry.reportedAt,
          weight: 1,
          entryId: entry.id,
        })),
      entries: async (id) => fakeCoverage(find(id)?.firstReportedAt ?? NOW).reverse(),
      standings: async (id) => {
        const place = ALL_ITEMS.findIndex((item) => item.storyId === id)
        return place < 0
          ? []
          : [
              { listId: 'top', rank: place + 1 },
              { listId: 'world', rank: 1 },
            ]
      },
    },
    editor: {
      split: async (id, entryIds) => {
        calls.push(`split ${id} ${entryIds.join(' ')}`)
        const story = fakeStory(ALL_ITEMS[0] as EditionItem)
        return { story, leaves: { ...story, id: 'split-off' } }
      },
      merge: async (a, b) => {
        calls.push(`merge ${a} ${b}`)
        return fakeStory(ALL_ITEMS[0] as EditionItem)
      },
    },
    explain: {
      place: async (listId, storyId) => ({
        listId,
        storyId,
        title: 'A title',
        gate: 'none',
        verdict: 'number 2 of the newest edition',
        above: { storyId: 'hotter', title: 'A hotter one', factor: 1.5 },
        below: { storyId: 'cooler', title: 'A cooler one', factor: undefined },
        kind: 'hot',
        firstReportedAt: NOW - HOUR,
        rank: 2,
        heat: 0.7,
        originCount: 2,
        minOrigins: 2,
        halfLifeMs: 6 * HOUR,
        origins: [{ publisher: 'Harbour Gazette', weight: 1, ageMs: HOUR, kind: 'own', contribution: 0.7 }],
        ranks: [{ at: NOW, rank: 2 }],
      }),
      two: async (a, b) => ({
        stories: [
          { id: a, title: 'One' },
          { id: b, title: 'Two' },
        ],
        outcome: 'unlike',
        verdict: 'no report of the one fits the other',
        nearest: { titles: ['One', 'Two'], rule: 'none', score: 0.1, reason: 'share nothing' },
      }),
    },
    publishers: {
      get: async (id) => (id === 'p1' ? fakeProfile() : undefined),
      entries: async (_id, limit) => fakeCoverage(NOW).slice(0, limit),
      icon: async () => undefined,
      known: async (ids) => new Map([...ids].map((id) => [id, {}])),
    },
    sources: {
      page: async () => [fakeSource],
      get: async (id) => (id === 'src1' ? fakeSource : undefined),
      add: async (draft) => {
        calls.push(`add source ${draft.url}`)
        return { source: { ...fakeSource.source, url: draft.url }, outcome: 'added' }
      },
      setStatus: async (id, status) => void calls.push(`${status} ${id}`),
      pollNow: async (id) => void calls.push(`poll ${id}`),
      remove: async (id) => {
        calls.push(`remove source ${id}`)
        return id === 'src1'
      },
    },
    politeness: async (since) => politenessOf([fakeSource], { threshold: 95, rows: [rudePoll], since }),
    subscriptions: {
      list: async () => [fakeSubscription()],
      get: async (id) => (id === 'sub1' ? fakeSubscription() : undefined),
      add: async (draft: SubscriptionDraft) => {
        calls.push(`add subscription ${draft.url}`)
        return fakeSubscription({ url: draft.url })
      },
      remove: note('remove subscription'),
      pause: note('pause subscription'),
      resume: note('resume subscription'),
      rotate: async (id) => (id === 'sub1' ? fakeSubscription() : undefined),
      resend: async (id, { eventIds = [], since }) => {
        calls.push(`resend ${[id, ...eventIds, since].join(' ')}`)
        return id === 'sub1' ? 3 : undefined
      },
    },
    live: {
      subscribe: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    apiKeys: [
      { name: 'reader', key: KEYS.read, scope: 'read' },
      { name: 'desk', key: KEYS.operate, scope: 'operate' },
      { name: 'chief', key: KEYS.admin, scope: 'admin' },
    ],
    ready: async () => ({ ok: true, problems: [] }),
    metrics: async () => 'tidewire_up 1\n',
    isOutage: () => false,
    now: () => NOW,
    log: pino({ level: 'silent' }),
    ...patch,
  }

  const announce = (edition: LiveEdition) => {
    for (const listener of listeners) listener(edition)
  }
  return {
    deps,
    editions,
    calls,
    announce,
    publish: (edition) => {
      editions.set(edition.listId, [...(editions.get(edition.listId) ?? []), edition])
      announce(edition)
    },
  }
}

/** The day of `NOW` from the editions there are, and nothing of any other. */
function fakeArchive(editions: ReadonlyMap<string, readonly Edition[]>): HttpDeps['archive'] {
  const days = createDays('UTC')
  return {
    dateOf: days.dayOf,
    async day(listId, date) {
      const kept = editions.get(listId) ?? []
      const last = kept.at(-1)
      if (!last || date !== days.dayOf(NOW)) return undefined
      return {
        day: dayOfEdition(last, date, days.bounds(date).from),
        editions: kept.map(({ number, frozenAt }) => ({ number, frozenAt })),
        isOver: false,
        previous: days.previous(date),
        until: NOW,
      }
    },
    ranks: async (story) => [
      {
        listId: 'top',
        points: [
          { at: story.firstReportedAt, rank: 3 },
          { at: NOW, rank: 1 },
        ],
      },
    ],
  }
}
