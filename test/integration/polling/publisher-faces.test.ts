import { afterAll, describe, expect, inject, test } from 'vitest'
import { createFindIcon, MAX_ICON_BYTES } from '../../../src/app/find-icon.ts'
import type { JournalRow } from '../../../src/model/index.ts'
import { createGuard } from '../../../src/net/guard.ts'
import { createHttpClient } from '../../../src/net/request.ts'
import { DAY, HOUR } from '../../../src/rules/durations.ts'
import { publisherId } from '../../../src/rules/ids.ts'
import { politenessGroup } from '../../../src/rules/polling/politeness-group.ts'
import { NOW, ok, openDesk, rss, someItems, startPublisher, status } from '../../support/publisher/index.ts'
import { openSpace } from '../../support/redis-space.ts'

const PNG = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1')
const ICO = Buffer.from('\0\0\x01\0\x01\0\x10\x10', 'latin1')
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
const space = openSpace({ url: inject('redisUrl') }, 'publisher-faces')

const strangers = createHttpClient({
  guard: createGuard({ purpose: 'callbacks', allow: [], ports: [] }),
  userAgent: 'Tidewire/test',
})
afterAll(() => strangers.close())

async function aDesk() {
  const it = await openDesk(space)
  const { clock, publisher, desk } = it
  const store = desk.storage.publishers
  const client = publisher.client({ maxWireBytes: MAX_ICON_BYTES, maxBodyBytes: MAX_ICON_BYTES })
  const rows: JournalRow[] = []
  const turns = { free: true, asked: [] as string[] }
  const findIcon = createFindIcon({
    store,
    now: clock.now,
    // A stranger's client, which is told apart by what it can reach: nothing on this machine.
    clients: { own: client, foreign: strangers },
    async takeTurn(url) {
      turns.asked.push(url)
      return turns.free
    },
    keepJournal: async (more) => rows.push(...more),
  })
  return {
    ...it,
    store,
    rows,
    turns,
    /** A source that has news at every poll, and shows this of its site. */
    declare: (path: string, { title = 'The Gazette', channel = '' } = {}) =>
      desk.declare(
        publisher.on(path, (_, count) =>
          ok(
            rss(someItems(1, NOW, `${path.slice(1)}${count}`), {
              title,
              channel,
              link: publisher.urlOf('/'),
            }),
          ),
        ),
      ),
    /** Polls until `end`, then looks for every icon that is wanted by then. */
    async run(end: number) {
      await desk.runUntil(end)
      for (let turn = 0; turn < 3; turn++) await findIcon(new AbortController().signal)
    },
  }
}

describe('the icon of a publisher', () => {
  test('is found once, and looked for again after thirty days', async () => {
    await using it = await aDesk()
    it.publisher.on('/i.png', ok(PNG, { 'content-type': 'text/html' }))
    const source = await it.declare('/feed', { channel: '<atom:icon>/i.png</atom:icon>' })

    await it.run(NOW + HOUR)
    await it.run(NOW + 5 * HOUR)
    await it.run(NOW + 29 * DAY)

    expect(it.publisher.asked('/i.png')).toHaveLength(1)
    expect(it.publisher.asked('/favicon.ico')).toHaveLength(0)
    expect(await it.store.icon(source.publisherId)).toEqual({
      bytes: PNG,
      type: 'image/png',
      fetchedAt: NOW + HOUR,
    })
    expect(await it.store.hasIcon(source.publisherId)).toBe(true)

    await it.run(NOW + 32 * DAY)
    expect(it.publisher.asked('/i.png')).toHaveLength(2)
  })

  test('that is not there is not asked for again', async () => {
    await using it = await aDesk()
    const source = await it.declare('/feed')

    await it.run(NOW + HOUR)
    await it.run(NOW + 20 * DAY)

    expect(it.publisher.asked('/favicon.ico')).toHaveLength(1)
    expect(await it.store.icon(source.publisherId)).toBeUndefined()
    expect(await it.store.hasIcon(source.publisherId)).toBe(false)
  })

  test.each([
    ['an SVG that says it is a PNG', ok(SVG, { 'content-type': 'image/png' })],
    ['a page', ok('<!doctype html><title>Welcome</title>', { 'content-type': 'image/x-icon' })],
    ['more than 32 KB', ok(Buffer.concat([PNG, Buffer.alloc(MAX_ICON_BYTES)]))],
  ])('is never %s', async (_, answer) => {
    await using it = await aDesk()
    it.publisher.on('/i.png', answer)
    it.publisher.on('/favicon.ico', ok(ICO))
    const source = await it.declare('/feed', { channel: '<atom:icon>/i.png</atom:icon>' })

    await it.run(NOW + HOUR)

    expect(it.publisher.asked('/i.png')).toHaveLength(1)
    expect(await it.store.icon(source.publisherId)).toMatchObject({ bytes: ICO, type: 'image/x-icon' })
  })

  test('at a private address is refused by the guard', async () => {
    await using it = await aDesk()
    const source = await it.declare('/feed', {
      channel: '<atom:icon>http://10.0.0.1/i.png</atom:icon>',
    })

    await it.run(NOW + HOUR)
    await it.run(NOW + 3 * DAY)

    // Refused like one that is not there: remembered, and the next place was tried.
    expect(it.publisher.asked('/favicon.ico')).toHaveLength(1)
    expect(await it.store.icon(source.publisherId)).toBeUndefined()
  })

  test('at another host than the feed is asked for as strangers may ask: what is open to feeds is not open to it', async () => {
    await using it = await aDesk()
    await using neighbour = await startPublisher()
    neighbour.on('/i.png', ok(PNG))
    const source = await it.declare('/feed', {
      channel: `<atom:icon>${neighbour.urlOf('/i.png')}</atom:icon>`,
    })

    await it.run(NOW + HOUR)

    expect(neighbour.asked()).toEqual([])
    expect(it.publisher.asked('/favicon.ico')).toHaveLength(1)
    expect(await it.store.icon(source.publisherId)).toBeUndefined()
  })

  test('waits for a turn of its host, and stands in the journal of what was asked', async () => {
    await using it = await aDesk()
    it.publisher.on('/favicon.ico', ok(ICO))
    const source = await it.declare('/feed')
    it.turns.free = false
    await it.run(NOW + HOUR)
    expect(it.turns.asked).toEqual([it.publisher.urlOf('/favicon.ico')])
    expect([it.publisher.asked('/favicon.ico'), it.rows]).toEqual([[], []])

    it.turns.free = true
    await it.run(NOW + 30 * HOUR)

    expect(it.publisher.asked('/favicon.ico')).toHaveLength(1)
    expect(it.rows).toMatchObject([
      {
        sourceId: source.publisherId,
        cause: 'icon',
        outcome: 'changed',
        statusCode: 200,
        requests: 1,
        host: politenessGroup(it.publisher.urlOf('/')).id,
        at: NOW + 30 * HOUR,
        violations: [],
      },
    ])
  })

  test('of a server that is away is tried again the next day, and kept meanwhile', async () => {
    await using it = await aDesk()
    it.publisher.on('/favicon.ico', ok(ICO), status(503))
    const source = await it.declare('/feed')
    await it.run(NOW + HOUR)
    await it.run(NOW + 31 * DAY)
    await it.run(NOW + 31 * DAY + 12 * HOUR)
    expect(it.publisher.asked('/favicon.ico')).toHaveLength(2)
    await it.run(NOW + 35 * DAY)
    expect(it.publisher.asked('/favicon.ico')).toHaveLength(3)
    expect(await it.store.icon(source.publisherId)).toMatchObject({ bytes: ICO })
  })

  test('is looked for by one of several workers', async () => {
    await using it = await aDesk()
    await it.declare('/feed')
    await it.desk.runUntil(NOW + HOUR)

    const taken = await Promise.all(Array.from({ length: 5 }, () => it.store.takeWanted(it.clock.now())))

    expect(taken.filter((wanted) => wanted !== undefined)).toHaveLength(1)
  })
})

describe('the title of a publisher', () => {
  const titleOf = async (it: Awaited<ReturnType<typeof aDesk>>, id: string) =>
    (await it.store.record(id)).title

  test('is the first of its feeds, until that source goes', async () => {
    await using it = await aDesk()
    const first = await it.declare('/first', { title: 'The Gazette' })
    await it.run(NOW + HOUR)
    const second = await it.declare('/second', { title: 'The Gazette: Sport' })
    await it.run(NOW + 2 * HOUR)
    expect(second.publisherId).toBe(first.publisherId)
    expect(await titleOf(it, first.publisherId)).toBe('The Gazette')
    const known = () => it.store.known(new Set(['unknown', first.publisherId]))
    // A page it has from its first placed report on.
    expect(await known()).toEqual(new Map())
    await space.redis.hset(it.desk.storage.keys.publisher(first.publisherId), 'name', 'gazette.example')
    expect(await known()).toEqual(new Map([[first.publisherId, { title: 'The Gazette' }]]))

    await it.desk.storage.sources.remove(second.id)
    expect(await titleOf(it, first.publisherId)).toBe('The Gazette')
    await it.declare('/second', { title: 'The Gazette: Sport' })
    await it.desk.storage.sources.remove(first.id)
    expect(await titleOf(it, first.publisherId)).toBeUndefined()
    await it.run(NOW + 4 * HOUR)
    expect(await titleOf(it, first.publisherId)).toBe('The Gazette: Sport')
  })

  test('is not taken from a feed whose publisher has been named', async () => {
    await using it = await aDesk()
    const url = it.publisher.on('/feed', ok(rss(someItems(1, NOW), { title: 'RSS' })))
    const source = await it.desk.declare(url, { publisherName: 'The Harbour Gazette' })
    await it.run(NOW + HOUR)
    expect(await titleOf(it, source.publisherId)).toBeUndefined()
  })

  test('and its icon are not those of the aggregator that carried its report', async () => {
    await using it = await aDesk()
    it.publisher.on('/favicon.ico', ok(ICO))
    const [item] = someItems(1, NOW)
    const source = { name: 'news.test', url: 'https://www.news.test/' }
    const url = it.publisher.on(
      '/pages',
      ok(rss(item ? [{ ...item, source }] : [], { title: 'Front Pages', link: it.publisher.urlOf('/') })),
    )
    const pages = await it.desk.declare(url, { aggregates: true })

    await it.run(NOW + HOUR)

    const named = publisherId('news.test')
    const [entry] = await it.desk.storage.entries.get(it.desk.clustered)
    expect(entry).toMatchObject({ publisherId: named, carriedBy: pages.publisherName })
    expect(await titleOf(it, pages.publisherId)).toBe('Front Pages')
    expect(await it.store.hasIcon(pages.publisherId)).toBe(true)
    expect(await titleOf(it, named)).toBeUndefined()
    expect(await it.store.hasIcon(named)).toBe(false)
    expect(it.publisher.asked('/favicon.ico')).toHaveLength(1)
  })

  test('leaves with its record', async () => {
    await using it = await aDesk()
    const source = await it.declare('/feed')
    await it.run(NOW + HOUR)
    const { keys } = it.desk.storage
    for (const key of [keys.publisher(source.publisherId), keys.publisherIcon(source.publisherId)])
      expect(await space.redis.pttl(key)).toBeGreaterThan(0)
  })
})
