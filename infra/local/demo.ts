/**
 * `make demo`: a newsroom of simulated publishers, every worker, the page, and a receiver that verifies the webhooks
 * it gets, all on this machine. News spreads thirty times as fast as it would, so that a minute shows half an hour.
 */
import { randomBytes } from 'node:crypto'
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { stringify } from 'yaml'
import { listeningRefused } from '../../src/net/listening-refused.ts'
import { type Newsroom, startNewsroom } from '../../test/support/newsroom/index.ts'
import { type ReceivedWebhook, startWebhookReceiver } from '../../test/support/webhook-receiver.ts'
import { readFigures, summarise } from './demo-summary.ts'
import { lastWords } from './last-words.ts'
import { choosePort } from './ports.ts'
import { startPrivateRedis } from './private-redis.ts'
import { createSupervisor, startProcess } from './processes.ts'

const CHANNELS = {
  world: 'World',
  china: '中文要闻',
  business: 'Business',
  technology: 'Technology',
  science: 'Science',
  sports: 'Sports',
}
const SUMMARY_AFTER_MS = 60_000

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    port: { type: 'string' },
    speed: { type: 'string', default: '30' },
    /** Stop by itself after so many seconds, once the summary is printed: for checks. */
    seconds: { type: 'string' },
    /** Where data, configuration and log are kept: for checks, too. */
    dir: { type: 'string', default: '.data/demo' },
  },
})

const root = join(import.meta.dirname, '../..')
const dir = resolve(root, values.dir)
/** As it is typed in this directory. */
const shown = (name: string) => {
  const path = relative(root, join(dir, name))
  return path.startsWith('..') ? join(dir, name) : path
}
const tell = (line: string) => console.error(line)
const supervisor = createSupervisor(tell)

await supervisor.run(async (signal) => {
  const host = '127.0.0.1'
  const refusal = values.port === undefined ? undefined : await listeningRefused(host, Number(values.port))
  if (refusal) {
    // What is there would answer in place of the demo, and be announced as it.
    tell(`${refusal.fact}; end what is there, or choose another with --port`)
    return 1
  }
  mkdirSync(dir, { recursive: true })
  const redis = supervisor.add(await startPrivateRedis({ dir: join(dir, 'redis'), log: tell }))
  // A seed of its own for every run: the same one would publish the same items again, which are not news.
  const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed)
  const newsroom = await startNewsroom({
    seed,
    speed: Number(values.speed),
    startWith: 160,
    eventsPerHour: 40,
    hub: true,
  })
  supervisor.add({ name: 'newsroom', stop: () => newsroom.close(), kill: () => undefined })
  const secret = `whsec_${randomBytes(32).toString('base64')}`
  const receiver = await startWebhookReceiver({ secret, onEvent: (event) => tell(describe(event)) })
  supervisor.add({ name: 'receiver', stop: () => receiver.close(), kill: () => undefined })

  const port = values.port === undefined ? await choosePort(8080) : Number(values.port)
  const base = `http://${host}:${port}`
  const config = join(dir, 'tidewire.yaml')
  // A key space of its own for every run, also of one seed: yesterday's board would be in the way of today's.
  const place = { url: redis.url, prefix: `demo-${seed}-${Date.now().toString(36)}` }
  writeFileSync(
    config,
    stringify(settings({ base, port, redis: place, newsroom, receiver: receiver.url, secret })),
  )
  const logFile = join(dir, 'tidewire.log')
  const workers = supervisor.add(
    await startProcess({
      name: 'tidewire',
      command: join(root, 'bin/tidewire'),
      args: ['--config', config, 'start'],
      cwd: root,
      // Said once more: variables of this machine would go before the file.
      env: {
        ...process.env,
        TIDEWIRE_REDIS_URL: place.url,
        TIDEWIRE_REDIS_PREFIX: place.prefix,
        TIDEWIRE_HTTP_HOST: host,
        TIDEWIRE_HTTP_PORT: String(port),
      },
      stdio: openSync(logFile, 'w'),
    }),
  )
  const over = new Promise<void>((resolve) =>
    signal.addEventListener('abort', () => resolve(), { once: true }),
  )
  const ended = Promise.race([over, workers.exited])
  /** Why there is nothing more to show: the workers are gone. */
  const tellEnd = (code: number) => {
    tell(`the workers ended with ${code}. They said last:`)
    for (const line of lastWords(readFileSync(logFile, 'utf8'))) tell(`  ${line}`)
    tell(`Their whole log is ${shown('tidewire.log')}`)
    return code
  }
  const failed = await Promise.race([untilOpen(`${base}/healthz`, signal), ended])
  if (typeof failed === 'number') return tellEnd(failed)
  const publishers = new Set(newsroom.sources.map(({ publisher }) => publisher)).size
  const limitMs = values.seconds === undefined ? undefined : Number(values.seconds) * 1000
  const summaryAt = Math.min(SUMMARY_AFTER_MS, limitMs ?? SUMMARY_AFTER_MS)
  tell(
    `\n${publishers} publishers with ${newsroom.sources.length} feeds on loopback, seed ${seed}; the workers' log is ${shown('tidewire.log')}`,
  )
  tell(`\nOpen ${base}/               the board`)
  tell(`     ${base}/lists/top       the hot list, also .rss .atom .json`)
  tell(`     ${base}/metrics         for Prometheus`)
  tell(`\nAsk it, in another terminal: bin/tidewire -c ${shown('tidewire.yaml')} top`)
  tell(`and why a story stands there: bin/tidewire -c ${shown('tidewire.yaml')} explain top STORY`)
  tell(
    `\nVerified webhooks of the hot list follow; a summary comes after ${Math.round(summaryAt / 1000)} seconds. Ctrl-C stops everything.\n`,
  )

  const early = await Promise.race([sleep(summaryAt, undefined, { signal }).catch(() => undefined), ended])
  if (typeof early === 'number') return tellEnd(early)
  if (!signal.aborted)
    tell(summarise(await readFigures(`${base}/metrics`), newsroom.stats(), receiver.received, summaryAt))
  if (limitMs !== undefined) {
    const late = await Promise.race([
      sleep(Math.max(0, limitMs - summaryAt), undefined, { signal }).catch(() => undefined),
      ended,
    ])
    if (typeof late === 'number') return tellEnd(late)
    await workers.stop()
    return workers.exited
  }
  const code = await ended
  if (typeof code === 'number') return tellEnd(code)
  await workers.stop()
  return workers.exited
})

function settings(parts: {
  base: string
  port: number
  redis: { url: string; prefix: string }
  newsroom: Newsroom
  receiver: string
  secret: string
}) {
  const { newsroom } = parts
  const brisk = { halfLife: '8m', window: '2h' }
  return {
    site: { title: 'Tidewire Demo', url: parts.base, language: 'en', contact: 'demo@localhost' },
    redis: parts.redis,
    http: { host: '127.0.0.1', port: parts.port },
    channels: CHANNELS,
    lists: {
      top: { title: 'Trending now', ...brisk, size: 30, perPublisher: 4 },
      rising: { title: 'Rising', kind: 'rising', halfLife: '2m', window: '30m', size: 10 },
      latest: { title: 'Latest', kind: 'latest', window: '2h', size: 20 },
      ...Object.fromEntries(Object.keys(CHANNELS).map((id) => [id, { ...brisk, size: 20 }])),
    },
    polling: {
      minInterval: '3s',
      defaultInterval: '5s',
      unconditionalInterval: '5s',
      maxInterval: '30s',
      claimEvery: '200ms',
      timeout: '8s',
    },
    websub: { spread: '3s', hubPace: '100ms' },
    ranking: { debounce: '3s', sweep: '10s' },
    network: {
      feeds: { allow: ['127.0.0.0/8'], ports: [newsroom.port] },
      callbacks: { allow: [new URL(parts.receiver).host] },
    },
    sources: newsroom.sources,
    subscriptions: [
      {
        url: parts.receiver,
        events: ['list.entered', 'list.left', 'story.corroborated'],
        lists: ['top'],
        secret: parts.secret,
      },
    ],
  }
}

/** One line per webhook: what an integrator would act on. */
function describe(event: ReceivedWebhook): string {
  const mark = event.verified ? '✓ verified' : '✗ NOT VERIFIED'
  const { data } = JSON.parse(event.body) as {
    data: { rank?: number; previousRank?: number; story?: { title: string; originCount: number } }
  }
  const move =
    data.rank === undefined
      ? ''
      : ` #${data.rank}${data.previousRank === undefined ? '' : ` (was ${data.previousRank})`}`
  return `${mark} ${event.type.padEnd(18)}${move.padEnd(12)} ${data.story?.title ?? ''} [${data.story?.originCount ?? 0} origins]`
}

async function untilOpen(url: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const open = await fetch(url, { signal: AbortSignal.timeout(1_000) }).then(
      (response) => response.ok,
      () => false,
    )
    if (open) return
    await sleep(100, undefined, { signal }).catch(() => undefined)
  }
}
