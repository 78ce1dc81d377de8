import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { createDesk } from './desk.ts'
import { createNewsHub } from './hub.ts'
import { closeServer, listenOn, listenOnEach, portOf } from './loopback.ts'
import { createPresses, type TruthItem } from './presses.ts'
import { PUBLISHERS, type Publisher } from './publishers.ts'
import type { ChannelId, Language } from './script.ts'
import { createTally, type NewsroomStats } from './tally.ts'
import { createWorld } from './world.ts'

export interface NewsroomOptions {
  readonly seed: number
  /** Simulated seconds per real second; 1. Speeds up how news breaks and spreads, never the dates of items. */
  readonly speed?: number
  /** How many of the publishers take part; all. */
  readonly publishers?: number
  /** 0 (any free one) unless told. */
  readonly port?: number
  /** Items already published at the start, with dates of the hours before it; 0. */
  readonly startWith?: number
  /** Events that break in one simulated hour; 30. Each is reported by three or four publishers on average. */
  readonly eventsPerHour?: number
  /** `manual`: nothing is published but by `step()`; `timer` by default. */
  readonly clock?: 'timer' | 'manual'
  /** Epoch ms; `Date.now` unless told. */
  readonly now?: () => number
  /** `one`: all publishers in directories of 127.0.0.1. `each`: a loopback address each, which falls back to `one`. */
  readonly hosts?: 'each' | 'one'
  /** Some publishers name a hub that pushes their feeds to subscribers on this machine; false. */
  readonly hub?: boolean
}

/** A feed, ready to be declared in a Tidewire config. */
export interface NewsroomSource {
  readonly url: string
  readonly publisher: string
  readonly channels: readonly ChannelId[]
  readonly language: Language
  readonly weight: number
  readonly timeZone?: string
}

export interface Newsroom {
  readonly port: number
  /** Loopback hosts in use: what the feed guard has to allow, besides `port`. */
  readonly hosts: readonly string[]
  readonly sources: readonly NewsroomSource[]
  stats(): NewsroomStats
  /** One row per published item, in order of publication. */
  truth(): TruthItem[]
  /** Lets simulated time pass at once; returns how many reports and corrections came out. */
  step(simulatedMs?: number): number
  close(): Promise<void>
}

const TICK_MS = 200
const MINUTE = 60_000

export async function startNewsroom(options: NewsroomOptions): Promise<Newsroom> {
  const now = options.now ?? Date.now
  const speed = options.speed ?? 1
  const publishers = PUBLISHERS.slice(0, options.publishers ?? PUBLISHERS.length)
  const world = createWorld({ seed: options.seed, publishers, eventsPerHour: options.eventsPerHour ?? 30 })
  const tally = createTally(publishers)
  const closing = new AbortController()

  let port = 0
  let shared = options.hosts === 'one'
  const hostOf = (publisher: Publisher): string => `127.0.0.${2 + publishers.indexOf(publisher)}`
  const rootUrl = (publisher: Publisher): string =>
    shared ? `http://127.0.0.1:${port}/${publisher.slug}` : `http://${hostOf(publisher)}:${port}`

  const hubUrl = (publisher: Publisher): string => `${rootUrl(publisher)}/hub`
  const presses = createPresses(rootUrl, options.hub ? hubUrl : undefined)
  const feedOf = (url: string) =>
    publishers
      .flatMap((publisher) => publisher.feeds.map((feed) => ({ publisher, feed })))
      .find(({ publisher, feed }) => publisher.pushed && rootUrl(publisher) + feed.path === url)
  const hub = options.hub ? createNewsHub({ now, isTopic: (url) => feedOf(url) !== undefined }) : undefined
  const desk = createDesk({
    presses,
    rootUrl,
    now,
    record: tally.record,
    pause: (ms) => delay(ms, undefined, { signal: closing.signal }).catch(() => {}),
  })

  function answer(publisher: Publisher, path: string, request: IncomingMessage, response: ServerResponse) {
    if (hub && request.method === 'POST' && path === '/hub') void hub.answer(request, response)
    else void desk(publisher, path, request, response)
  }
  const listenerFor =
    (publisher: Publisher): RequestListener =>
    (request, response) =>
      answer(publisher, request.url ?? '/', request, response)
  const sharedListener: RequestListener = (request, response) => {
    const [, slug = '', rest = ''] = /^\/([^/?]+)(.*)$/.exec(request.url ?? '') ?? []
    const publisher = publishers.find((candidate) => candidate.slug === slug)
    if (publisher === undefined) response.writeHead(404).end()
    else answer(publisher, rest === '' ? '/' : rest, request, response)
  }

  async function listen(): Promise<Server[]> {
    if (!shared) {
      const byHost = new Map(publishers.map((publisher) => [hostOf(publisher), publisher]))
      const each = await listenOnEach([...byHost.keys()], options.port ?? 0, (host) =>
        listenerFor(byHost.get(host) as Publisher),
      )
      if (each !== undefined) return each
      shared = true
    }
    return [await listenOn('127.0.0.1', options.port ?? 0, sharedListener)]
  }

  const servers = await listen()
  port = portOf(servers[0] as Server)

  // History: as many items as asked for, dated as if simulated and real time had run alike until now.
  const startedAt = now()
  const history = Array.from({ length: options.startWith ?? 0 }, () => world.next())
  let simulatedAt = history.at(-1)?.at ?? 0
  for (const release of history) presses.publish(release, startedAt - (simulatedAt - release.at))

  function step(simulatedMs = MINUTE): number {
    simulatedAt += simulatedMs
    let count = 0
    const changed = new Set<string>()
    while (world.nextAt <= simulatedAt) {
      const release = world.next()
      presses.publish(release, now())
      if (release.publisher.pushed) changed.add(rootUrl(release.publisher) + release.feed.path)
      count++
    }
    for (const url of changed) {
      const found = hub && feedOf(url)
      if (found) void hub.distribute(url, presses.feed(found.publisher, found.feed).rendered)
    }
    return count
  }

  let tickedAt = now()
  function tick(): void {
    const at = now()
    step(Math.max(0, at - tickedAt) * speed)
    tickedAt = at
  }
  const timer = options.clock === 'manual' ? undefined : setInterval(tick, TICK_MS)

  return {
    port,
    hosts: shared ? ['127.0.0.1'] : publishers.map(hostOf),
    sources: publishers.flatMap((publisher) =>
      publisher.feeds.map((feed) => ({
        url: rootUrl(publisher) + feed.path,
        publisher: publisher.name,
        channels: feed.channels,
        language: publisher.language,
        weight: publisher.weight,
        ...(publisher.timeZone !== undefined && { timeZone: publisher.timeZone }),
      })),
    ),
    stats: tally.stats,
    truth: presses.truth,
    step,
    async close() {
      clearInterval(timer)
      closing.abort()
      hub?.close()
      await Promise.all(servers.map(closeServer))
    },
  }
}
