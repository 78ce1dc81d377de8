import type { List } from '../model/list.ts'
import type { Source } from '../model/source.ts'
import { HOUR } from '../rules/durations.ts'
import { publisherId, sourceId } from '../rules/ids.ts'
import { defaultPublisher } from '../rules/polling/default-publisher.ts'
import { usualBatch } from '../rules/polling/poll-room.ts'
import { isChinese } from '../rules/site-language.ts'
import type { Settings } from './schema.ts'
import type { Config } from './types.ts'
import { VERSION } from './version.ts'

/** Of each place at a host: one poll a second. */
const POLLS_A_MINUTE = 60

/** What a list is when the operator says nothing: five stories of one publisher are enough for the front page. */
const TOP: Omit<List, 'id'> = {
  title: 'Top stories',
  kind: 'hot',
  channels: [],
  languages: [],
  publishers: [],
  include: [],
  exclude: [],
  minOrigins: 2,
  halfLifeMs: 6 * HOUR,
  windowMs: 48 * HOUR,
  size: 50,
  perPublisher: 5,
}

/** The same on a Chinese site. */
const CHINESE_TOP = '热点新闻'

/** A board shows the latest of its channel too: on most topics few stories have two origins. */
const BOARD: Omit<List, 'id'> = { ...TOP, minOrigins: 1, perPublisher: 10 }

/** One report is no rise; and a rise is over in hours. */
const RISING = { minOrigins: 2, halfLifeMs: HOUR, windowMs: 24 * HOUR } satisfies Partial<List>

/** Settings → Config: ids, lists and addresses that follow from other options. Pure. */
export function resolveConfig(settings: Settings): Omit<Config, 'file' | 'warnings'> {
  const { site, http, redis, polling, parsing, stories, ranking, retention, delivery } = settings
  const siteUrl = (site.url ?? `http://localhost:${http.port}`).replace(/\/+$/u, '')
  const contact = site.contact ?? ''
  return {
    site: {
      title: site.title,
      url: siteUrl,
      language: site.language,
      timeZone: site.timeZone,
      contact,
      // As with callbacks: nobody reaches an address that the operator has not named.
      ...(settings.websub.hub && site.url !== undefined && { hubUrl: `${siteUrl}/hub` }),
    },
    redis,
    http: {
      host: http.host,
      port: http.port,
      apiKeys: http.apiKeys,
      trustedProxies: http.trustedProxies,
      ...(http.metricsPort !== undefined && { metricsPort: http.metricsPort }),
    },
    log: settings.log,
    channels: Object.entries(settings.channels).map(([id, channel]) => ({ id, ...channel })),
    lists: resolveLists(settings),
    sources: settings.sources.map(resolveSource),
    owners: Object.entries(settings.owners).map(([name, members]) => ({ name, members })),
    subscriptions: settings.subscriptions.map((item) => ({
      url: item.url,
      eventTypes: item.events,
      listIds: item.lists,
      ...(item.secret !== undefined && { secret: item.secret }),
      ...(item.description !== undefined && { description: item.description }),
    })),
    polling: {
      minIntervalMs: polling.minInterval,
      defaultIntervalMs: polling.defaultInterval,
      unconditionalIntervalMs: polling.unconditionalInterval,
      maxIntervalMs: polling.maxInterval,
      concurrency: polling.concurrency,
      batchSize:
        polling.batchSize ?? usualBatch({ ...polling, leaseMs: polling.lease, timeoutMs: polling.timeout }),
      perHost: polling.perHost,
      perHostMinute: polling.perHostMinute ?? POLLS_A_MINUTE * polling.perHost,
      leaseMs: polling.lease,
      claimEveryMs: polling.claimEvery,
      timeoutMs: polling.timeout,
      maxWireBytes: polling.maxWireSize,
      maxBodyBytes: polling.maxBodySize,
      announceOnFirstPoll: polling.announceOnFirstPoll,
      adoptRedirectsAfterMs: polling.adoptRedirectsAfter,
      rediscoverAfterMs: polling.rediscoverAfter,
      refreshAfterMs: polling.refreshAfter,
      icons: polling.icons,
      journal: polling.journal,
      userAgent: polling.userAgent ?? userAgent(site.url === undefined ? '' : siteUrl, contact),
    },
    websub: resolveWebsub(settings),
    parsing: {
      threads: parsing.threads,
      timeoutMs: parsing.timeout,
      maxHeapMb: Math.round(parsing.maxHeap / 2 ** 20),
      memoBytes: parsing.memo,
    },
    stories: {
      windowMs: stories.window,
      threads: stories.threads,
      updateDelayMs: stories.updateDelay,
      ...(stories.threshold !== undefined && { threshold: stories.threshold }),
      ...(stories.model && { model: resolveModel(stories.model) }),
    },
    ranking: { debounceMs: ranking.debounce, sweepMs: ranking.sweep },
    retention: {
      entriesMs: retention.entries,
      journalMs: retention.journal,
      storiesMs: retention.stories,
      editionsMs: retention.editions,
      hourlyEditionsMs: retention.hourlyEditions,
      dailyEditionsMs: retention.dailyEditions,
      eventsMs: retention.events,
    },
    delivery: {
      concurrency: delivery.concurrency,
      perSubscription: delivery.perSubscription,
      perTarget: delivery.perTarget,
      perTargetMinute: delivery.perTargetMinute,
      timeoutMs: delivery.timeout,
      retryScheduleMs: delivery.retrySchedule,
    },
    network: settings.network,
    shutdown: { graceMs: settings.shutdown.grace },
  }
}

function resolveModel({ url, timeout, ...options }: NonNullable<Settings['stories']['model']>) {
  return { url, timeoutMs: timeout, ...withoutAbsent(options) }
}

/** Hubs can reach what has a public address, and nothing is known of one when the operator names none. */
function resolveWebsub({ websub, site }: Settings): Config['websub'] {
  const base = websub.subscribe ? (websub.callbackUrl ?? site.url) : undefined
  return {
    ...(base !== undefined && { callbackUrl: base.replace(/\/+$/u, '') }),
    leaseMs: websub.lease,
    spreadMs: websub.spread,
    hubPaceMs: websub.hubPace,
    maxFollowers: websub.maxFollowers,
  }
}

function resolveLists({ site, channels, lists }: Settings): List[] {
  const top = { id: 'top', ...TOP, ...(isChinese(site.language) && { title: CHINESE_TOP }) }
  const always = new Map<string, List>([['top', top]])
  for (const [id, { title }] of Object.entries(channels))
    always.set(id, { id, ...BOARD, title, channels: [id] })
  const own = Object.keys(lists).filter((id) => !always.has(id))
  return [...always.keys(), ...own].map((id) => {
    const { halfLife, window, ...options } = lists[id] ?? {}
    return {
      ...(always.get(id) ?? { id, ...BOARD, title: id }),
      ...(options.kind === 'rising' && RISING),
      ...withoutAbsent(options),
      ...(halfLife !== undefined && { halfLifeMs: halfLife }),
      ...(window !== undefined && { windowMs: window }),
    }
  })
}

function resolveSource(settings: Settings['sources'][number]): Source {
  const { publisher, url, channels, weight, status, language, timeZone, encoding, aggregates } = settings
  const publisherName = publisher ?? defaultPublisher({ url })
  return {
    id: sourceId(url),
    url,
    publisherId: publisherId(publisherName),
    publisherName,
    channels,
    weight,
    status,
    declaredBy: 'config',
    ...withoutAbsent({ language, timeZone, encoding }),
    ...(aggregates && { aggregates }),
  }
}

/** Says who asks and where to complain (RFC 9110 §10.1.5); without either it is the product alone. */
export function userAgent(siteUrl: string, contact: string): string {
  const where = [siteUrl && `+${siteUrl}`, contact].filter(Boolean).join('; ')
  // A header holds ASCII: a contact in another script would fail every request.
  const readable = where.toWellFormed().replace(/[^\x20-\x7e]/gu, encodeURIComponent)
  return readable === '' ? `Tidewire/${VERSION}` : `Tidewire/${VERSION} (${readable})`
}

function withoutAbsent<T extends object>(options: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const present = Object.entries(options).filter(([, value]) => value !== undefined)
  return Object.fromEntries(present) as { [K in keyof T]: Exclude<T[K], undefined> }
}
