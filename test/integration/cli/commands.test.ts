import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { createStorage } from '../../../src/app/storage.ts'
import type { Finding } from '../../../src/app.ts'
import type { Delivery, JournalRow } from '../../../src/model/index.ts'
import { closeRedis, createRedis } from '../../../src/redis/client.ts'
import { politenessGroup } from '../../../src/rules/polling/politeness-group.ts'
import { tidewire } from '../../support/command.ts'
import { closeServer, listenOn, portOf } from '../../support/newsroom/loopback.ts'
import { newTestSecret, settingsOf, writeSettings } from '../../support/processes-settings.ts'
import { removeKeys, uniquePrefix } from '../../support/redis.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../../support/webhook-receiver.ts'
import { aFeed, aSubscription, createStageDesk, LISTS } from '../stages/desk.ts'

const redis = createRedis({ url: inject('redisUrl') }, 'commands')
const prefix = uniquePrefix('cli')
const storage = createStorage(redis, prefix)
const secret = newTestSecret()
const HOUR = 3_600_000
let file: string
let removeSettings: () => void
let receiver: WebhookReceiver
let storyId = ''

/** Commands of the same installation. */
const run = (...args: string[]) => tidewire(['--config', file, ...args])

async function json<Value>(...args: string[]): Promise<Value> {
  const { code, out, err } = await run(...args, '--json')
  expect([code, err]).toEqual([0, ''])
  return JSON.parse(out) as Value
}

beforeAll(async () => {
  receiver = await startWebhookReceiver({ secret })
  const settings = settingsOf({
    redis: { url: inject('redisUrl'), prefix },
    receivers: [{ url: receiver.url, secret, events: [], lists: [] }],
    sections: { network: { feeds: { allow: ['127.0.0.0/8'], ports: [80, 443] } } },
  })
  const written = writeSettings(settings)
  file = written.file
  removeSettings = written.remove

  // A pipeline that ran once.
  const desk = createStageDesk(redis, prefix, {
    alpha: aFeed('alpha', ['Volcano erupts near Grindavik, town evacuated', 'Parliament passes the reform']),
    bravo: aFeed('bravo', ['Town evacuated as volcano erupts near Grindavik']),
  })
  await storage.subscriptions.add(aSubscription({ url: receiver.url, secrets: [{ value: secret }] }))
  await desk.poll(await desk.open())
  await desk.cluster(desk.queued.cluster)
  for (const list of LISTS) await desk.rank(list.id)
  await desk.fanOut()
  for (const id of desk.queued.deliver) await desk.deliver(id)
  storyId = (await storage.editions.latest('top'))?.items[0]?.storyId ?? ''
})

afterAll(async () => {
  await receiver?.close()
  removeSettings?.()
  await removeKeys(redis, prefix)
  await closeRedis(redis)
})

describe('lists', () => {
  test('each list is shown with its newest edition', async () => {
    const lists = await json<{ id: string; edition: number; stories: number }[]>('lists')
    const { out } = await run('lists')

    expect(lists.map(({ id, edition, stories }) => [id, edition, stories]).slice(0, 2)).toEqual([
      ['top', 1, 1],
      ['world', 1, 2],
    ])
    expect(out).toMatch(/^LIST +EDITION +STORIES +FROZEN +TITLE\ntop +1 +1 +/)
  })

  test('the top of a list is its newest edition, of `top` unless told', async () => {
    const top = await json<{ listId: string; items: { storyId: string; originCount: number }[] }>('top')
    const world = await json<{ listId: string; items: unknown[] }>('top', 'world')
    const { out } = await run('top')

    expect(top).toMatchObject({ listId: 'top', number: 1, items: [{ storyId, originCount: 2 }] })
    expect(world).toMatchObject({ listId: 'world' })
    expect(world.items).toHaveLength(2)
    expect(out).toContain('Volcano erupts near Grindavik, town evacuated (Publisher alpha)')
  })

  test('a list that has nothing yet says so', async () => {
    const empty = await json('top', 'sports')
    const { code, out } = await run('top', 'sports')
    const since = await run('top', 'sports', '--since', '6h')

    expect(empty).toEqual({ listId: 'sports', number: 0, items: [] })
    expect([code, out]).toEqual([0, 'no stories in sports yet\n'])
    expect([since.code, since.out]).toEqual([0, out])
  })

  test('a time from before its first edition is told as that, not as an empty list', async () => {
    const then = await run('top', 'world', '--at', '2020-01-01T00:00:00Z')
    const since = await run('top', 'world', '--since', '300d')

    expect(then.out).toBe('no edition of world is kept from 2020-01-01T00:00:00.000Z or before\n')
    expect(since.out).toMatch(
      /^world: no edition is kept from then or before, so all of edition \d+ is new\n/,
    )
  })

  test.each([['top'], ['explain']])(
    '%s of a list that does not exist fails and names those that do',
    async (command) => {
      const { code, out, err } = await run(command, 'sprots', ...(command === 'explain' ? ['x'] : []))

      expect([code, out]).toEqual([1, ''])
      expect(err).toContain('list "sprots" does not exist; expected one of top, world, ')
    },
  )

  test('two stories are compared, by their nearest reports', async () => {
    const { items } = await json<{ items: { storyId: string }[] }>('top', 'world')
    const other = items.find((item) => item.storyId !== storyId)?.storyId ?? ''

    const compared = await json('explain', storyId, other)
    const same = await json('explain', storyId, storyId)
    const { out } = await run('explain', storyId, other)

    expect(compared).toMatchObject({ outcome: 'unlike', nearest: { rule: 'none' } })
    expect(same).toMatchObject({ outcome: 'one_story' })
    expect(out).toMatch(/no report of the one fits the other\nnearest: .+ \/ .+\n/)
  })

  test('a story’s place is explained by its origins, and so is its absence', async () => {
    const placed = await json<{ origins: { publisher: string }[] }>('explain', 'top', storyId)
    const absent = await json('explain', 'sports', storyId)
    const { out } = await run('explain', 'top', storyId)
    const unknown = await run('explain', 'top', 'nope')

    expect(placed).toMatchObject({ verdict: 'number 1 of the newest edition', rank: 1, originCount: 2 })
    expect(placed.origins.map(({ publisher }) => publisher).sort()).toEqual([
      'Publisher alpha',
      'Publisher bravo',
    ])
    expect(absent).toMatchObject({
      gate: 'competes',
      verdict: 'does not compete: of 2 entries 2 in none of its channels (sports)',
    })
    expect(out).toContain('halved every 6 h since its report')
    expect([unknown.code, unknown.err]).toEqual([1, 'tidewire: story nope does not exist, or has expired\n'])
  })
})

describe('sources', () => {
  test('one is added, shown, paused, resumed, polled and removed', async () => {
    const url = 'https://harbour.example/feed.xml'
    const added = await json<{ outcome: string; source: { id: string } }>(
      ...[
        'sources',
        'add',
        url,
        '--publisher',
        'Harbour News',
        '--channel',
        'world',
        'sports',
        '--weight',
        '2',
      ],
    )
    const { id } = added.source
    const again = await json(
      'sources',
      'add',
      url,
      '--publisher',
      'Harbour News',
      '--channel',
      'world',
      'sports',
      '--weight',
      '2',
    )
    const statuses: unknown[] = []
    for (const verb of ['pause', 'resume', 'poll']) {
      const { code, out } = await run('sources', verb, id)
      expect([code, out]).toEqual([0, `${id} ${verb}: done\n`])
      statuses.push((await storage.sources.get(id))?.source.status)
    }
    const shown = await run('sources', 'show', id)
    const removed = await run('sources', 'remove', id)

    expect(added).toMatchObject({
      outcome: 'added',
      source: {
        url,
        publisherName: 'Harbour News',
        channels: ['world', 'sports'],
        weight: 2,
        declaredBy: 'runtime',
      },
    })
    expect(again).toMatchObject({ outcome: 'unchanged' })
    expect(statuses).toEqual(['paused', 'active', 'active'])
    expect(shown.out).toContain('Harbour News')
    expect(removed.code).toBe(0)
    expect(await storage.sources.get(id)).toBeUndefined()
  })

  test('one says why it is polled next when it is', async () => {
    const nextPollReason = (await storage.sources.get('alpha'))?.state.nextPollReason ?? 'none'
    const { out } = await run('sources', 'show', 'alpha')
    const { state } = await json<{ state: object }>('sources', 'show', 'alpha')

    expect(nextPollReason).toMatch(/^no hint, .* \d+ s → jitter \+\d+ s$/)
    expect(out.split('\n')).toContain(`nextPollReason     ${nextPollReason}`)
    expect(state).toMatchObject({ nextPollReason })
  })

  test('one that carries reports of many publishers is declared so, and shown so', async () => {
    const add = ['sources', 'add', 'https://pages.example/feed.xml', '--publisher', 'Front Pages']
    const added = await json<{ source: { id: string } }>(...add, '--aggregates')
    const { id } = added.source

    const shown = await run('sources', 'show', id)
    const again = await json(...add, '--aggregates')
    const plain = await json(...add)

    expect(added).toMatchObject({ outcome: 'added', source: { aggregates: true } })
    expect(shown.out).toMatch(/^aggregates +true$/m)
    expect(again).toMatchObject({ outcome: 'unchanged' })
    expect(plain).toMatchObject({ outcome: 'updated' })
    expect((await storage.sources.get(id))?.source).not.toHaveProperty('aggregates')
    await run('sources', 'remove', id)
  })

  test('a password in an address is shown by none of them, and kept for polling', async () => {
    const url = 'http://reader:t0p-s3cret@127.0.0.1:8080/private.xml'
    const added = await run('sources', 'add', url, '--channel', 'world')
    const id = added.out.split(' ')[1] ?? ''

    const shown = [added, await run('sources', 'show', id), await run('sources', 'list')]
    const asJson = [await run('sources', 'show', id, '--json'), await run('sources', 'list', '--json')]

    for (const { code, out, err } of [...shown, ...asJson]) {
      expect([code, err]).toEqual([0, ''])
      expect(out).toContain('http://***@127.0.0.1:8080/private.xml')
      expect(out).not.toMatch(/t0p-s3cret|reader/)
    }
    expect((await storage.sources.get(id))?.source.url).toBe(url)
    await run('sources', 'remove', id)
  })

  test('what was learned of a host is told with each of its feeds', async () => {
    const url = (await storage.sources.get('alpha'))?.source.url ?? ''
    const throttledAt = Date.UTC(2026, 2, 4, 12)
    const learn = (gapMs: number) =>
      storage.paces.update(politenessGroup(url).id, () => ({
        pace: {
          gapMs,
          lastAskedAt: throttledAt,
          nextFreeAt: throttledAt + 600_000,
          throttledAt,
          throttledId: 'other',
          together: 3,
          apart: 0,
          weighedAt: throttledAt,
        },
      }))

    await learn(120_000)
    const paced = await run('sources', 'show', 'alpha')
    await learn(0)
    const free = await run('sources', 'show', 'alpha')
    await storage.paces.update(politenessGroup(url).id, () => ({ pace: undefined }))
    const unknown = await run('sources', 'show', 'alpha')

    const told = 'a feed of it was told to slow down at 2026-03-04T12:00:00.000Z'
    expect(paced.out).toMatch(
      new RegExp(
        `^host +all its feeds are asked one by one, 2 min apart; ${told}; next turn 2026-03-04T12:10`,
        'm',
      ),
    )
    expect(free.out).toMatch(new RegExp(`^host +its feeds are asked independently; ${told}`, 'm'))
    expect(unknown.out).not.toMatch(/^host /m)
  })

  test('the report scores how they were polled, and fails below the threshold', async () => {
    const at = Date.now() - 60_000
    const rude: JournalRow = {
      sourceId: 'alpha',
      at,
      cause: 'planned',
      why: 'max-age 900 s',
      asked: '',
      outcome: 'changed',
      statusCode: 200,
      requests: 1,
      wireBytes: 5_000,
      savedBytes: 0,
      durationMs: 12,
      violations: [{ kind: 'unconditional', sentence: 'asked for everything' }],
    }
    await storage.journal.append([rude], { now: at, rows: 10, ttlMs: 3_600_000 })

    const all = await run('sources', 'report')
    const lately = await run('sources', 'report', 'alpha', '--since', '3600s', '--threshold', '76')
    const shown = await run('sources', 'show', 'alpha')

    expect([all.code, all.err]).toEqual([0, ''])
    expect(shown.out).toMatch(/^rhythm +\{"newestAt":"\d{4}-\d\d-\d\dT/m)
    expect(shown.out).toMatch(/^ledger +100\.00 \(A\), \d+ polls, no violations$/m)
    expect(all.out).toMatch(/score 100\.00 \(A\), threshold 95: \d+ polls/)
    expect(lately.code).toBe(1)
    expect(lately.out).toContain('score 75.00 (C), threshold 76: 1 polls')
    expect(lately.out).toContain('asked for everything')
    expect(lately.out).toContain('max-age 900 s')
  })

  test('all are listed with how their last poll went', async () => {
    const sources = await json<{ source: { id: string }; state: { lastOutcome: string } }[]>(
      'sources',
      'list',
    )
    const { out } = await run('sources', 'list')

    expect(sources.map(({ source, state }) => [source.id, state.lastOutcome])).toEqual([
      ['alpha', 'changed'],
      ['bravo', 'changed'],
    ])
    expect(out).toMatch(/^ID +STATUS +LAST POLL +OUTCOME +NEXT +PUBLISHER +URL\n/)
    await run('sources', 'pause', 'bravo')
    // Who is not polled has no next time.
    expect((await run('sources', 'list')).out).toMatch(/^bravo +paused +.+ ago +changed +- +/m)
    await run('sources', 'resume', 'bravo')
  })

  test.each([
    [['add', 'http://169.254.169.254/latest'], 1, 'is not on the public internet'],
    [['add', 'nonsense'], 1, 'cannot be parsed'],
    [['add', 'https://a.example/', '--channel', 'sprots'], 1, 'channel "sprots" is not declared'],
    [['add', 'https://a.example/', '--weight', '9'], 2, 'expected a number from 0.25 to 4, got "9"'],
    [['show', 'nope'], 1, 'source "nope" does not exist'],
    [['report', 'nope'], 1, 'source "nope" does not exist'],
    [['report', '--since', 'long'], 2, 'expected a duration such as 90s, 24h or 7d, got "long"'],
    [['report', '--threshold', '101'], 2, 'expected a number from 0 to 100, got "101"'],
    [['remove', 'nope'], 1, 'source "nope" does not exist'],
  ])('%j is refused with %i', async (args, expected, words) => {
    const { code, out, err } = await run('sources', ...args)

    expect([code, out]).toEqual([expected, ''])
    expect(err).toContain(words)
  })
})

describe('webhooks', () => {
  test('the secret of a new one is shown once, and never again', async () => {
    const added = await json<{ id: string; secrets: { value: string }[] }>(
      ...['webhooks', 'add', 'https://receiver.example/hook', '--event', 'list.entered', '--list', 'top'],
    )
    const [value] = added.secrets.map((each) => each.value)
    const listed = await run('webhooks', 'list', '--json')
    const shown = await run('webhooks', 'show', added.id, '--json')

    expect(added).toMatchObject({ eventTypes: ['list.entered'], listIds: ['top'], status: 'active' })
    expect(value).toMatch(/^whsec_[\w+/]{43}=$/)
    expect(listed.out).toContain(added.id)
    expect(listed.out + shown.out).not.toContain('whsec_')
  })

  test('one is paused, resumed and removed', async () => {
    await storage.subscriptions.add(aSubscription({ id: 'spare' }))
    const statuses: unknown[] = []

    for (const verb of ['pause', 'resume', 'remove']) {
      const { code, out } = await run('webhooks', verb, 'spare')
      expect([code, out]).toEqual([0, `spare ${verb}: done\n`])
      statuses.push((await storage.subscriptions.get('spare'))?.status)
    }

    expect(statuses).toEqual(['paused', 'active', undefined])
  })

  test('a test event arrives signed, and its answer is told', async () => {
    const { code, out } = await run('webhooks', 'test', 'hook')

    expect(code).toBe(0)
    expect(out).toMatch(/^answered 204 after \d+ ms\n$/)
    expect(receiver.received.at(-1)).toMatchObject({ type: 'subscription.test', verified: true })
  })

  test('a receiver that refuses the test event makes the exit code 1', async () => {
    const server = await listenOn('127.0.0.1', 0, (_request, response) => response.writeHead(500).end())
    const url = `http://127.0.0.1:${portOf(server)}/`
    await storage.subscriptions.add(aSubscription({ id: 'refuses', url }))
    const allowed = writeSettings(
      settingsOf({
        redis: { url: inject('redisUrl'), prefix },
        sections: { network: { feeds: { ports: [80] }, callbacks: { allow: [new URL(url).host] } } },
      }),
    )

    const { code, out } = await tidewire(['--config', allowed.file, 'webhooks', 'test', 'refuses', '--json'])

    allowed.remove()
    await closeServer(server)
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({ statusCode: 500 })
  })

  test('after a rotation both secrets sign until the old one expires', async () => {
    const rotated = await json<{ secrets: { value: string; expiresAt?: number }[] }>(
      'webhooks',
      'rotate',
      'hook',
    )
    await run('webhooks', 'test', 'hook')

    expect(rotated.secrets).toHaveLength(2)
    expect(rotated.secrets[1]).toMatchObject({ value: secret, expiresAt: expect.any(Number) })
    // The receiver knows the old one only.
    expect(receiver.received.at(-1)?.verified).toBe(true)
    receiver.setSecrets([rotated.secrets[0]?.value ?? ''])
    await run('webhooks', 'test', 'hook')
    expect(receiver.received.at(-1)?.verified).toBe(true)
  })

  test('events are sent once more: those that are named, or all that it never accepted', async () => {
    const { deliveries } = await json<{ deliveries: Delivery[] }>('webhooks', 'show', 'hook')
    const [one, other, third] = deliveries.map(({ eventId }) => eventId)
    const failed = { id: 'hook2', url: receiver.url }
    await storage.subscriptions.add(aSubscription(failed))
    const items = [other, third].map((eventId = '') => ({ eventId, subscriptionId: failed.id }))
    const ids = await storage.deliveries.open(items, { now: Date.now() - HOUR, ttlMs: 24 * HOUR })
    for (const id of ids) {
      await storage.deliveries.settle(id, { status: 'exhausted', reason: 'away', now: Date.now() })
    }

    const named = await json('webhooks', 'resend', 'hook', one ?? '', 'unknown')
    const late = await json('webhooks', 'resend', failed.id, '--since', '30m')
    const { out } = await run('webhooks', 'resend', failed.id)

    expect([named, late, out]).toEqual([{ resent: 1 }, { resent: 0 }, '2 events owed again\n'])
    const owed = (await storage.deliveries.overdue(Date.now(), 10)).sort()
    expect(owed).toEqual([`${one}.hook`, ...ids].sort())
    const queued = await Promise.all(
      owed.map((id) => redis.exists(`${storage.keys.queuePrefix('deliver')}:deliver:${id}`)),
    )
    expect(queued).toEqual([1, 1, 1])
    // It is as it was for those who come after.
    for (const id of owed) {
      await storage.deliveries.settle(id, { status: 'delivered', reason: '', now: Date.now() })
    }
  })

  test('nothing is sent to one that is disabled', async () => {
    await storage.subscriptions.add(aSubscription({ id: 'off', status: 'disabled', disabledReason: 'gone' }))

    const { code, err } = await run('webhooks', 'resend', 'off')

    expect([code, err]).toEqual([1, 'tidewire: subscription off is disabled; resume it first\n'])
  })

  test('its deliveries are shown', async () => {
    const { deliveries } = await json<{ deliveries: { status: string }[] }>('webhooks', 'show', 'hook')
    const { out } = await run('webhooks', 'show', 'hook')

    expect(deliveries.length).toBeGreaterThan(3)
    expect(new Set(deliveries.map(({ status }) => status))).toEqual(new Set(['delivered']))
    expect(out).toMatch(/EVENT +STATUS +ATTEMPTS +LAST ANSWER +NEXT +AGE/)
    expect(out).toMatch(/delivered +\d+ +(\d{3}|-) +- +\d+ /)
    // For people: neither JSON nor numbers of milliseconds.
    expect(out).toMatch(/^createdAt +\d{4}-\d\d-\d\dT/m)
    expect(out).toMatch(/^eventTypes +all$/m)
  })

  test.each([
    [['add', 'http://127.0.0.1:9/'], 1, 'port 9 of host 127.0.0.1 is not allowed'],
    [['add', 'https://a.example/', '--list', 'sprots'], 1, 'list "sprots" does not exist'],
    [['add', 'https://a.example/', '--event', 'story.nope'], 2, 'Allowed choices are'],
    [['test', 'nope'], 1, 'subscription "nope" does not exist'],
    [['rotate', 'nope'], 1, 'subscription "nope" does not exist'],
    [['resend', 'nope'], 1, 'subscription "nope" does not exist'],
    [['resend', 'hook', '--since', 'yesterday'], 2, 'expected a time such as'],
  ])('%j is refused with %i', async (args, expected, words) => {
    const { code, out, err } = await run('webhooks', ...args)

    expect([code, out]).toEqual([expected, ''])
    expect(err).toContain(words)
  })
})

test('queues tell what waits where', async () => {
  const counts = await json<{ queues: Record<string, object>; deliveries: object }>('queues')
  const { out } = await run('queues')

  expect(Object.keys(counts.queues)).toEqual(['poll', 'push', 'cluster', 'rank', 'publish', 'deliver'])
  expect(counts).toMatchObject({ sources: { sources: 2, leased: 0 }, outbox: 0, deliveries: { pending: 0 } })
  expect(out).toMatch(/^QUEUE +WAITING +ACTIVE +DELAYED +FAILED +COMPLETED\npoll /)
  expect(out).toMatch(/^deliveries: pending 0, delivered \d+, .*, times held up for their host 0$/m)
})

describe('doctor', () => {
  test('finds nothing wrong where nothing is', async () => {
    const findings = await json<Finding[]>('doctor')
    const { code, out } = await run('doctor')

    expect(code).toBe(0)
    expect(new Set(findings.map(({ subject }) => subject))).toEqual(
      new Set(['node', 'config', 'redis', 'port']),
    )
    expect(findings.filter(({ level }) => level === 'fail')).toEqual([])
    expect(findings.find(({ subject }) => subject === 'redis')?.message).toMatch(
      /maxmemory-policy noeviction, AOF on/,
    )
    expect(out).toMatch(/^✓ node: Node v\d+/)
  })

  test('says why, where commands of an older program write nothing beside a newer one', async () => {
    await redis.set(storage.keys.format(), '99')
    const add = await run('sources', 'add', 'https://late.example/feed', '--publisher', 'Late')
    const doctor = await run('doctor')
    await redis.del(storage.keys.format())

    const told = /Redis holds data in format 99; this Tidewire knows 1 to \d+/
    expect([add.code, add.out]).toEqual([1, ''])
    expect(add.err).toMatch(told)
    expect(add.err).toContain('update this process too')
    expect(doctor.code).toBe(1)
    expect(doctor.out).toMatch(told)
    expect(doctor.out).toContain('update this process too')
  })

  test('a port that is taken is a warning with a remedy: it may be Tidewire itself', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? String(address?.port) : ''

    const { code, out } = await tidewire(['--config', file, 'doctor', '--json'], {
      env: { TIDEWIRE_HTTP_PORT: port },
    })

    await new Promise((resolve) => server.close(resolve))
    expect(code).toBe(0)
    expect((JSON.parse(out) as Finding[]).find(({ subject }) => subject === 'port')).toMatchObject({
      level: 'warn',
      message: expect.stringContaining('EADDRINUSE'),
      remedy: expect.stringContaining('http.port'),
    })
  })
})

test('a person splits a story, and makes the parts one again', async () => {
  const { entries } = await json<{ entries: { id: string }[] }>('stories', 'show', storyId)
  const moved = entries[0]?.id ?? ''

  const { split } = await json<{ split: { id: string } }>('stories', 'split', storyId, moved)
  const { out: alone } = await run('stories', 'show', split.id)
  const apart = await json('explain', storyId, split.id)
  const wrong = await run('stories', 'split', storyId, moved, 'nobody')
  const { out } = await run('stories', 'merge', storyId, split.id)
  const { out: shown } = await run('stories', 'show', storyId)
  const one = await json('explain', storyId, split.id)

  expect(one).toMatchObject({
    outcome: 'one_story',
    verdict: expect.stringMatching(
      /^they are one story since \S{26} was merged into \S{26}: a person made them one$/,
    ),
    nearest: { rule: 'terms', reason: expect.stringContaining('shared terms') },
  })
  expect((one as { nearest: { titles: string[] } }).nearest.titles.sort()).toEqual([
    'Town evacuated as volcano erupts near Grindavik',
    'Volcano erupts near Grindavik, town evacuated',
  ])
  expect(apart).toMatchObject({ outcome: 'set_apart' })
  expect(wrong.code).toBe(1)
  expect(wrong.err).toContain('nobody')
  expect(alone).toContain('\n1 origin, 1 entry, in ')
  expect(out).toMatch(new RegExp(`^\\S+ {2}${entries.length} entries`))
  expect(shown).toContain(moved)
})
