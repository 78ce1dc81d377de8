import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import type { SourceDesk, SourceDraft } from '../../../src/http/desks.ts'
import { createHttpServer } from '../../../src/http/server.ts'
import { TidewireError } from '../../../src/model/index.ts'
import { createFrontPage, KEYS, NOW } from '../../support/front-page.ts'
import { politenessOf } from '../../support/politeness-of.ts'

type Key = keyof typeof KEYS

function call(front = createFrontPage(), server = createHttpServer(front.deps)) {
  return (method: 'GET' | 'POST' | 'DELETE', path: string, key?: Key, payload?: object) =>
    server.inject({
      method,
      url: `/api/v1${path}`,
      ...(key && { headers: { authorization: `Bearer ${KEYS[key]}` } }),
      ...(payload && { payload }),
    })
}

describe('keys', () => {
  test.each([
    ['none', undefined],
    ['a wrong one', 'Bearer key-for-reading-0002'],
    ['a part of one', `Bearer ${KEYS.admin.slice(0, -1)}`],
    ['another scheme', `Basic ${Buffer.from(`x:${KEYS.admin}`).toString('base64')}`],
    ['nothing after the scheme', 'Bearer '],
    ['a flood', `Bearer ${'x'.repeat(5000)}`],
  ])('%s: 401', async (_name, authorization) => {
    const server = createHttpServer(createFrontPage().deps)

    const answer = await server.inject({
      url: '/api/v1/lists',
      headers: authorization ? { authorization } : {},
    })

    expect(answer.statusCode).toBe(401)
    expect(answer.headers['www-authenticate']).toContain('Bearer')
    expect(answer.json().code).toBe('unauthorized')
  })

  test('a key in the query opens nothing', async () => {
    expect((await call()('GET', `/lists?key=${KEYS.admin}`)).statusCode).toBe(401)
  })

  test.each([
    ['read', 'GET', '/sources', 200],
    ['read', 'POST', '/sources/src1/pause', 403],
    ['read', 'POST', '/subscriptions', 403],
    ['operate', 'GET', '/lists', 200],
    ['operate', 'POST', '/sources/src1/pause', 200],
    ['operate', 'DELETE', '/sources/src1', 403],
    ['operate', 'POST', '/subscriptions/sub1/rotate', 403],
    ['read', 'POST', '/subscriptions/sub1/resend', 403],
    ['admin', 'POST', '/subscriptions/sub1/rotate', 200],
    ['admin', 'DELETE', '/sources/src1', 204],
    ['admin', 'DELETE', '/sources/unknown', 404],
  ] as const)('%s may %s %s: %i', async (key, method, path, status) => {
    expect((await call()(method, path, key)).statusCode).toBe(status)
  })

  test('an address no operation has is 404 as a problem in English, whatever the site speaks', async () => {
    const site = { title: '潮声', url: 'https://tide.example', language: 'zh', timeZone: 'UTC' }

    const answer = await call(createFrontPage({ site }))('GET', '/nothing?x=1', 'admin')

    expect(answer.statusCode).toBe(404)
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json\b/)
    expect(answer.json()).toEqual({
      title: 'Not Found',
      status: 404,
      detail: 'There is nothing at /api/v1/nothing.',
      code: 'not_found',
    })
  })
})

describe('reading', () => {
  test('lists, editions and stories answer what their schemas promise', async () => {
    const ask = call()

    const lists = await ask('GET', '/lists', 'read')
    const edition = await ask('GET', '/lists/top', 'read')
    const editions = await ask('GET', '/lists/top/editions?limit=2', 'read')
    const story = await ask('GET', `/stories/${edition.json().stories[0].story}`, 'read')

    expect(lists.json().lists[0]).toMatchObject({
      id: 'top',
      feeds: { rss: 'https://tide.example/lists/top.rss' },
    })
    expect(edition.json()).toMatchObject({ list: 'top', number: 1284 })
    expect(editions.json().editions.map((row: { number: number }) => row.number)).toEqual([1284, 1283])
    expect(story.json().originCount).toBe(14)
    expect((await ask('GET', '/lists/top/editions/1282', 'read')).json().number).toBe(1282)
    expect((await ask('GET', '/lists/top/editions?limit=9999', 'read')).statusCode).toBe(422)
    expect((await ask('GET', '/lists/UPPER', 'read')).statusCode).toBe(404)
  })
})

test('the politeness of the last hours, with an example of what was wrong', async () => {
  const answer = await call()('GET', '/politeness?hours=24', 'read')

  expect(answer.json()).toMatchObject({
    score: 75,
    letter: 'C',
    totals: { polls: 1, violations: { unconditional: 1 } },
    sources: [{ id: 'src1', examples: [{ kind: 'unconditional', sentence: 'asked for everything' }] }],
  })
  expect((await call()('GET', '/politeness', 'read')).json()).toMatchObject({ score: 100, sources: [] })
  expect((await call()('GET', '/politeness?hours=0', 'read')).statusCode).toBe(422)
})

test('of very many sources the worst are told of, and all are counted', async () => {
  const front = createFrontPage()
  const report = await front.deps.politeness(0)
  const [one] = report.sources
  const sources = Array.from({ length: 1_500 }, (_, n) => ({ ...one!, id: `s${n}` }))
  const politeness = async () => ({ ...report, sources })
  const ask = call({ ...front, deps: { ...front.deps, politeness } })

  const answer = (await ask('GET', '/politeness', 'read')).json()
  const few = (await ask('GET', '/politeness?limit=2', 'read')).json()

  expect([answer.sources.length, answer.totals]).toEqual([1_000, report.totals])
  expect(few.sources.map(({ id }: { id: string }) => id)).toEqual(['s0', 's1'])
})

describe('what was', () => {
  test('an instant answers the edition that was in force, and two of them what is different', async () => {
    const ask = call()
    const { frozenAt } = (await ask('GET', '/lists/top/editions/1283', 'read')).json()

    const then = await ask('GET', `/lists/top?at=${frozenAt}`, 'read')
    const changes = await ask('GET', `/lists/top/changes?from=${frozenAt}`, 'read')

    expect(then.json().number).toBe(1283)
    expect(changes.json()).toMatchObject({ from: { number: 1283 }, to: { number: 1284 } })
    const { entered, moved, stayed } = changes.json()
    expect(entered.length + moved.length + stayed).toBe(
      (await ask('GET', '/lists/top', 'read')).json().stories.length,
    )
    expect((await ask('GET', '/lists/top?at=yesterday', 'read')).statusCode).toBe(422)
    expect((await ask('GET', '/lists/top?at=2001-01-01T00:00:00Z', 'read')).statusCode).toBe(404)
  })

  test('a day has its stories by best rank; one that nothing is known of is not there', async () => {
    const ask = call()
    const date = new Date(NOW).toISOString().slice(0, 10)

    const day = (await ask('GET', `/lists/top/days/${date}`, 'read')).json()

    expect(day.stories[0]).toMatchObject({ rank: 1, enteredAt: expect.stringContaining(date) })
    expect(day.editions.map((row: { number: number }) => row.number)).toContain(1284)
    expect((await ask('GET', '/lists/top/days/2001-01-01', 'read')).statusCode).toBe(404)
    expect((await ask('GET', '/lists/top/days/2026-02-30', 'read')).statusCode).toBe(404)
  })

  test('a place and a pair are explained', async () => {
    const ask = call()
    const { story } = (await ask('GET', '/lists/top', 'read')).json().stories[0]

    expect((await ask('GET', `/lists/top/explain/${story}`, 'read')).json()).toMatchObject({
      list: 'top',
      story,
      gate: 'none',
      halfLifeSeconds: 21_600,
      above: { story: 'hotter', factor: 1.5 },
      below: { story: 'cooler', title: 'A cooler one' },
      origins: [{ publisher: 'Harbour Gazette', ageSeconds: 3600, adds: 0.7 }],
    })
    expect((await ask('GET', `/stories/${story}/compare/${story}`, 'read')).json()).toMatchObject({
      outcome: 'unlike',
      nearest: { titles: ['One', 'Two'] },
    })
    expect((await ask('GET', `/lists/nope/explain/${story}`, 'read')).statusCode).toBe(404)
    expect((await ask('GET', '/lists/top/explain/nope', 'read')).statusCode).toBe(404)
    expect((await ask('GET', `/stories/${story}/compare/nope`, 'read')).statusCode).toBe(404)
  })

  test('a person splits and merges stories', async () => {
    const front = createFrontPage()
    const ask = call(front)
    const { story } = (await ask('GET', '/lists/top', 'read')).json().stories[0]

    const split = await ask('POST', `/stories/${story}/split`, 'operate', { entries: ['e1', 'e2'] })
    const merged = await ask('POST', `/stories/${story}/merge`, 'operate', { with: 'other1' })

    expect(split.json()).toMatchObject({ split: 'split-off' })
    expect(merged.statusCode).toBe(200)
    expect(front.calls).toEqual([`split ${story} e1 e2`, `merge ${story} other1`])
    expect((await ask('POST', `/stories/${story}/split`, 'operate', { entries: [] })).statusCode).toBe(422)
    expect((await ask('POST', '/stories/unknown/merge', 'operate', { with: story })).statusCode).toBe(404)
    expect((await ask('POST', `/stories/${story}/merge`, 'read', { with: story })).statusCode).toBe(403)
  })

  test('a story has its ranks over time', async () => {
    const ask = call()
    const { story } = (await ask('GET', '/lists/top', 'read')).json().stories[0]

    expect((await ask('GET', `/stories/${story}/ranks`, 'read')).json()).toMatchObject({
      story,
      lists: [{ list: 'top', points: [{ rank: 3 }, { at: new Date(NOW).toISOString() }] }],
    })
  })
})

describe('subscriptions', () => {
  test('the secret is in the answers that make one, and in no other', async () => {
    const ask = call()

    const added = await ask('POST', '/subscriptions', 'admin', {
      url: 'https://receiver.example/hook',
      lists: ['top'],
    })
    const rotated = await ask('POST', '/subscriptions/sub1/rotate', 'admin')
    const others = [
      await ask('GET', '/subscriptions', 'admin'),
      await ask('GET', '/subscriptions/sub1', 'admin'),
      await ask('POST', '/subscriptions/sub1/pause', 'admin'),
      await ask('POST', '/subscriptions/sub1/resume', 'admin'),
    ]

    expect(added.statusCode).toBe(201)
    expect(added.headers['cache-control']).toBe('no-store')
    expect(added.json().secret).toMatch(/^whsec_/)
    expect(rotated.json().secret).toMatch(/^whsec_/)
    for (const answer of others) {
      expect(answer.statusCode).toBe(200)
      expect(answer.body).not.toContain('whsec_')
    }
  })

  test('events are sent once more: those that are named, or all that was never accepted', async () => {
    const front = createFrontPage()
    const ask = call(front)

    const named = await ask('POST', '/subscriptions/sub1/resend', 'operate', { events: ['e1', 'e2'] })
    const all = await ask('POST', '/subscriptions/sub1/resend', 'operate', { since: '1970-01-01T00:00:07Z' })
    const unknown = await ask('POST', '/subscriptions/nope/resend', 'operate', {})
    const odd = await ask('POST', '/subscriptions/sub1/resend', 'operate', { since: 'yesterday' })

    expect([named, all, unknown, odd].map(({ statusCode }) => statusCode)).toEqual([200, 200, 404, 422])
    expect(named.json()).toEqual({ resent: 3 })
    expect(front.calls).toEqual(['resend sub1 e1 e2 ', 'resend sub1 7000', 'resend nope '])
  })

  test.each([
    [{}, 'body.url'],
    [{ url: 'javascript:alert(1)' }, 'body.url'],
    [{ url: 'ftp://receiver.example/' }, 'body.url'],
    [{ url: 'https://receiver.example/', events: ['story.exploded'] }, 'body.events.0'],
    [{ url: 'https://receiver.example/', description: 'X\r\nY: z' }, 'body.description'],
    [{ url: 'https://receiver.example/', headers: { host: 'x' } }, 'headers'],
  ])('%j is refused: %s', async (payload, where) => {
    const answer = await call()('POST', '/subscriptions', 'admin', payload)

    expect(answer.statusCode).toBe(422)
    expect(answer.json().detail).toContain(where)
  })

  test('an address the guard refuses is 422 with its code', async () => {
    const front = createFrontPage()
    const add = () =>
      Promise.reject(new TidewireError('blocked_address', 'The address is not public.', { retry: 'never' }))
    const deps = { ...front.deps, subscriptions: { ...front.deps.subscriptions, add } }

    const answer = await call({ ...front, deps })('POST', '/subscriptions', 'admin', {
      url: 'http://127.0.0.1/',
    })

    expect(answer.statusCode).toBe(422)
    expect(answer.json().code).toBe('blocked_address')
  })
})

test('what is broken in Redis is our fault: 500, and only the log names the key', async () => {
  const lines: string[] = []
  const front = createFrontPage()
  const get = () =>
    Promise.reject(
      new TidewireError('store_broken_value', 'Redis key {tw}:story:1 is odd', { retry: 'later' }),
    )
  const log = pino({ level: 'error' }, { write: (line: string) => void lines.push(line) })
  const deps = { ...front.deps, log, stories: { ...front.deps.stories, get } }

  const answers = [
    await call({ ...front, deps })('GET', '/stories/01kjmma2g19kax9n51gmajbnaf', 'read'),
    await createHttpServer(deps).inject({ url: '/stories/01kjmma2g19kax9n51gmajbnaf' }),
  ]

  for (const { statusCode, body } of answers) {
    expect(statusCode).toBe(500)
    expect(body).not.toContain('{tw}')
  }
  expect(lines.filter((line) => line.includes('{tw}:story:1'))).toHaveLength(2)
})

describe('sources', () => {
  test('are added, paused, resumed, polled and removed', async () => {
    const front = createFrontPage()
    const ask = call(front)
    const draft = { url: 'https://news.example/new.xml', publisher: 'Kestrel Wire', channels: ['world'] }

    const added = await ask('POST', '/sources', 'admin', draft)
    for (const verb of ['pause', 'resume', 'poll']) await ask('POST', `/sources/src1/${verb}`, 'operate')
    await ask('DELETE', '/sources/src1', 'admin')

    expect(added.json()).toMatchObject({ outcome: 'added', source: { url: draft.url } })
    expect(front.calls).toEqual([
      `add source ${draft.url}`,
      'paused src1',
      'active src1',
      'poll src1',
      'remove source src1',
    ])
  })

  test('that carry reports of many publishers are declared so, and answered so', async () => {
    const front = createFrontPage()
    const drafts: SourceDraft[] = []
    const add: SourceDesk['add'] = async (draft) => {
      drafts.push(draft)
      const [record] = await front.deps.sources.page({ limit: 1 })
      return { source: { ...record!.source, aggregates: draft.aggregates === true }, outcome: 'added' }
    }
    const ask = call({ ...front, deps: { ...front.deps, sources: { ...front.deps.sources, add } } })
    const draft = { url: 'https://news.example/new.xml', publisher: 'Front Pages' }

    const answers = [
      await ask('POST', '/sources', 'admin', { ...draft, aggregates: true }),
      await ask('POST', '/sources', 'admin', draft),
      await ask('POST', '/sources', 'admin', { ...draft, aggregates: 'yes' }),
    ]

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201, 422])
    expect(answers[0]?.json()).toMatchObject({ source: { aggregates: true } })
    expect(drafts.map(({ aggregates }) => aggregates)).toEqual([true, undefined])
  })

  test('with a user name and password are shown without either, in every answer', async () => {
    const front = createFrontPage()
    const [plain] = await front.deps.sources.page({ limit: 1 })
    const secret = 'https://reader:t0p-s3cret@news.example/feed.xml'
    const record = {
      source: { ...plain?.source, url: secret },
      state: {
        ...plain?.state,
        movedTo: secret,
        pendingMove: { url: secret, since: NOW, count: 2 },
      },
    } as NonNullable<typeof plain>
    const sources = { ...front.deps.sources, page: async () => [record], get: async () => record }
    const politeness = async () => politenessOf([record], { threshold: 95, rows: [] })
    const ask = call({ ...front, deps: { ...front.deps, sources, politeness } })

    const answers = [
      await ask('GET', '/sources', 'read'),
      await ask('GET', '/sources/src1', 'read'),
      await ask('GET', '/politeness', 'read'),
      await ask('POST', '/sources', 'admin', { url: secret, publisher: 'x', channels: ['world'] }),
    ]

    for (const { statusCode, body } of answers) {
      expect(statusCode).toBeLessThan(300)
      expect(body).not.toMatch(/t0p-s3cret|reader/)
    }
    expect(answers[1]?.json()).toMatchObject({ url: 'https://***@news.example/feed.xml' })
  })

  test('tell when and why they are polled next, alone and in the list', async () => {
    const front = createFrontPage()
    const [plain] = await front.deps.sources.page({ limit: 1 })
    const nextPollReason = 'max-age 900 s → floor 1800 s → jitter +43 s'
    const record = plain && { ...plain, state: { ...plain.state, nextPollAt: NOW, nextPollReason } }
    const sources = {
      ...front.deps.sources,
      get: async () => record,
      page: async () => (record ? [record] : []),
    }
    const ask = call({ ...front, deps: { ...front.deps, sources } })

    const told = { id: 'src1', nextPollAt: new Date(NOW).toISOString(), nextPollReason }
    expect((await ask('GET', '/sources/src1', 'read')).json()).toMatchObject(told)
    expect((await ask('GET', '/sources', 'read')).json()).toMatchObject({ sources: [told] })
  })

  test('are told a page at a time, each leading to the next', async () => {
    const front = createFrontPage()
    const [plain] = await front.deps.sources.page({ limit: 1 })
    const records = ['a1', 'b2', 'c3', 'd4', 'e5'].map((id) => ({
      state: plain!.state,
      source: { ...plain!.source, id },
    }))
    const sources: typeof front.deps.sources = {
      ...front.deps.sources,
      page: async ({ after = '', limit }) =>
        records.filter(({ source }) => source.id > after).slice(0, limit),
    }
    const ask = call({ ...front, deps: { ...front.deps, sources } })
    const told: unknown[] = []

    let next: string | undefined = ''
    while (next !== undefined) {
      const after: string = next === '' ? '' : `&after=${next}`
      const page = (await ask('GET', `/sources?limit=2${after}`, 'read')).json()
      told.push(page.sources.map(({ id }: { id: string }) => id))
      next = page.next
    }
    const tooMany = await ask('GET', '/sources?limit=1001', 'read')

    expect(told).toEqual([['a1', 'b2'], ['c3', 'd4'], ['e5']])
    expect((await ask('GET', '/sources', 'read')).json().next).toBeUndefined()
    expect(tooMany.statusCode).toBe(422)
  })

  test('tell what was learned of their host', async () => {
    const front = createFrontPage()
    const [record] = await front.deps.sources.page({ limit: 1 })
    const patience = { scope: 'domain' as const, gapMs: 120_000, throttledAt: NOW, nextTurnAt: NOW + 60_000 }
    const get = async () => record && { ...record, patience }
    const ask = call({ ...front, deps: { ...front.deps, sources: { ...front.deps.sources, get } } })

    expect((await ask('GET', '/sources/src1', 'read')).json().patience).toEqual({
      scope: 'domain',
      gapMs: 120_000,
      throttledAt: new Date(NOW).toISOString(),
      nextTurnAt: new Date(NOW + 60_000).toISOString(),
    })
    expect((await call()('GET', '/sources/src1', 'read')).json().patience).toBeUndefined()
  })

  test('a body that is no JSON or too large is refused in JSON', async () => {
    const server = createHttpServer(createFrontPage().deps)
    const post = (payload: string) =>
      server.inject({
        method: 'POST',
        url: '/api/v1/sources',
        headers: { authorization: `Bearer ${KEYS.admin}`, 'content-type': 'application/json' },
        payload,
      })

    expect((await post('{')).statusCode).toBe(400)
    expect((await post('{"__proto__":{"x":1}}')).statusCode).toBe(400)
    const tooLarge = await post(JSON.stringify({ url: 'x'.repeat(1_100_000) }))
    expect(tooLarge.statusCode).toBe(413)
    expect(tooLarge.json()).toMatchObject({ title: 'Payload Too Large', status: 413 })
  })
})

test('no key and no secret is ever logged', async () => {
  const lines: string[] = []
  const front = createFrontPage({
    log: pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }),
  })
  const ask = call(front)

  await ask('POST', '/subscriptions', 'admin', { url: 'https://receiver.example/?token=t0p-s3cret' })
  await ask('GET', '/lists', 'read')
  await ask('GET', `/lists?key=${KEYS.operate}`)

  const log = lines.join('')
  expect(log).toContain('"route":"/api/v1/subscriptions"')
  for (const secret of [...Object.values(KEYS), 'whsec_', 't0p-s3cret']) expect(log).not.toContain(secret)
})
