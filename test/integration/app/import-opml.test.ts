import { describe, expect, inject, test } from 'vitest'
import { exportOpml } from '../../../src/app/export-opml.ts'
import { type ImportOpmlOptions, importOpml } from '../../../src/app/import-opml.ts'
import { readOpml } from '../../../src/feed/opml.ts'
import { createGuard } from '../../../src/net/guard.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { publisherId, sourceId } from '../../../src/rules/ids.ts'
import { createSourceStore } from '../../../src/store/sources.ts'
import { openSpace } from '../../support/redis-space.ts'

const space = openSpace({ url: inject('redisUrl') }, 'opml')
const NOW = Date.UTC(2026, 2, 1, 12)
const MINUTE = 60_000
const CHANNELS = [
  { id: 'world', title: 'World' },
  { id: 'sports', title: '体育' },
]

function aDesk() {
  const store = createSourceStore({
    redis: space.redis,
    keys: createKeys(space.innerPrefix()),
  })
  let chance = 0
  const deps = {
    store,
    guard: createGuard({ purpose: 'feeds', allow: [], ports: [] }),
    channels: CHANNELS,
    listIds: ['top', 'world', 'sports'],
    now: () => NOW,
    // Low-discrepancy, so that the spread is even and the same at every run.
    random: () => (chance = (chance + 0.618033988749895) % 1),
  }
  const load = (body: string, options: ImportOpmlOptions = {}) =>
    importOpml(Buffer.from(`<opml version="2.0"><body>${body}</body></opml>`), options, deps)
  const channelsOf = async (url: string) => (await store.get(sourceId(url)))?.source.channels
  return { store, deps, load, channelsOf }
}

async function written(title: string, sources: ReturnType<typeof aDesk>['store']): Promise<string> {
  let text = ''
  for await (const piece of exportOpml(title, CHANNELS, sources)) text += piece
  return text
}

const feed = (name: string, more = '') =>
  `<outline type="rss" text="${name}" xmlUrl="https://${name}.example/feed" ${more}/>`
const folder = (name: string, ...inside: string[]) => `<outline text="${name}">${inside.join('')}</outline>`

describe('importing', () => {
  test('adds every feed with the channels of its folders, and again adds nothing', async () => {
    const { store, load, channelsOf } = aDesk()
    const body = [
      feed('a', 'language="en" htmlUrl="https://www.site-a.example/"'),
      folder('World', feed('b'), folder('体育', feed('c'), folder('Cricket', feed('d')))),
      folder('Cricket', feed('e'), feed('b')),
      feed('f', 'category="/News/world"'),
    ].join('')

    const first = await load(body)
    const again = await load(body)

    expect(first).toEqual({
      added: 6,
      updated: 0,
      unchanged: 0,
      repeated: 1,
      failed: [],
      unknownFolders: [
        { title: 'Cricket', feedCount: 3, line: '  cricket: Cricket' },
        { title: 'News', feedCount: 1, line: '  news: News' },
      ],
      aggregating: [],
      own: {},
    })
    expect(again).toEqual({ ...first, added: 0, unchanged: 6 })
    expect(await store.count()).toBe(6)
    expect((await store.get(sourceId('https://a.example/feed')))?.source).toMatchObject({
      url: 'https://a.example/feed',
      publisherName: 'site-a.example',
      channels: [],
      language: 'en',
      weight: 1,
      status: 'active',
      declaredBy: 'runtime',
    })
    expect(await channelsOf('https://b.example/feed')).toEqual(['world'])
    expect(await channelsOf('https://d.example/feed')).toEqual(['sports', 'world'])
    expect(await channelsOf('https://e.example/feed')).toEqual([])
    expect(await channelsOf('https://f.example/feed')).toEqual(['world'])
  })

  test('a feed that is refused is told with its reason and stops none', async () => {
    const { store, load } = aDesk()

    const report = await load(
      [
        feed('a'),
        '<outline text="no" xmlUrl="not an address"/>',
        folder('Unknown', '<outline text="inside" xmlUrl="http://127.0.0.1/feed"/>'),
        '<outline text="file" xmlUrl="file:///etc/passwd"/>',
        '<outline type="rss" text="nothing"/>',
        feed('b'),
      ].join(''),
    )

    expect(report).toMatchObject({ added: 2, unchanged: 0, unknownFolders: [] })
    expect(report.failed).toEqual([
      { title: 'nothing', reason: expect.stringContaining('without xmlUrl') },
      { title: 'no', url: 'not an address', reason: expect.stringContaining('cannot be parsed') },
      {
        title: 'inside',
        url: 'http://127.0.0.1/feed',
        reason: expect.stringContaining('network.feeds.allow'),
      },
      { title: 'file', url: 'file:///etc/passwd', reason: expect.stringContaining('scheme file:') },
    ])
    expect(await store.count()).toBe(2)
  })

  test('what is known of a source stays; a folder that became a channel is added to it', async () => {
    const { store, load } = aDesk()
    await load(feed('a') + feed('b'))
    const id = sourceId('https://a.example/feed')
    const before = (await store.get(id))?.source
    if (!before) throw new Error('not added')
    const mine = { ...before, publisherName: 'Mine', weight: 3, timeZone: 'Asia/Tokyo', channels: ['sports'] }
    await store.declare(mine, NOW, NOW)
    await store.setStatus(id, 'paused', NOW)

    const report = await load(folder('World', feed('a'), feed('b')))

    expect(report).toMatchObject({ added: 0, updated: 2, unchanged: 0 })
    expect((await store.get(id))?.source).toEqual({
      ...mine,
      status: 'paused',
      channels: ['sports', 'world'],
    })
  })

  test('a source of the configuration stays as it stands there', async () => {
    const { store, load } = aDesk()
    await load(feed('a'))
    const { source } = (await store.get(sourceId('https://a.example/feed'))) ?? {}
    if (!source) throw new Error('not added')
    await store.declare({ ...source, declaredBy: 'config' }, NOW, NOW)

    const report = await load(folder('World', feed('a')))

    expect(report).toMatchObject({ added: 0, updated: 0, unchanged: 1 })
    expect((await store.get(source.id))?.source).toEqual({ ...source, declaredBy: 'config' })
  })

  test('a dry run says the same and stores nothing', async () => {
    const { store, load } = aDesk()
    await load(feed('a') + feed('b'))
    const body = feed('a') + folder('World', feed('b'), feed('c'))

    const dry = await load(body, { dryRun: true })
    const count = await store.count()
    const wet = await load(body)

    expect(dry).toMatchObject({ added: 1, updated: 1, unchanged: 1 })
    expect(count).toBe(2)
    expect(wet).toEqual(dry)
  })

  test('one channel for all beats the folders; it must be declared', async () => {
    const { load, channelsOf } = aDesk()

    const report = await load(folder('World', feed('a')) + folder('Other', feed('b')), { channel: 'sports' })

    expect(report.unknownFolders).toEqual([])
    expect(await channelsOf('https://a.example/feed')).toEqual(['sports'])
    expect(await channelsOf('https://b.example/feed')).toEqual(['sports'])
    await expect(load(feed('c'), { channel: 'sprots' })).rejects.toMatchObject({
      code: 'source_channel_unknown',
      message: 'channel "sprots" is not declared; expected one of world, sports',
    })
  })
})

test('five hundred feeds at once do not become one wave', async () => {
  const { store, load } = aDesk()
  const body = Array.from({ length: 500 }, (_, index) => feed(`f${index}`)).join('')
  const steps: number[] = []

  const report = await load(body, { onProgress: (done, total) => steps.push(done / total) })
  const again = await load(body)

  expect(report.added).toBe(500)
  expect(again).toMatchObject({ added: 0, unchanged: 500 })
  expect(steps).toHaveLength(500)
  expect(steps.at(-1)).toBe(1)
  // A first handful at once; of the rest no more than 60 in a minute, all within 500 s.
  expect(await dueBy(NOW)).toBe(50)
  for (let minute = 1; minute <= 8; minute++) {
    const inMinute = (await dueBy(NOW + minute * MINUTE)) - (await dueBy(NOW + (minute - 1) * MINUTE))
    expect(inMinute).toBeGreaterThan(40)
    expect(inMinute).toBeLessThan(70)
  }
  expect(await dueBy(NOW + 500_000)).toBe(500)

  async function dueBy(time: number): Promise<number> {
    return (await store.dueStats(time)).due
  }
})

test('what is exported comes back the same, sorted, whatever the order it was added in', async () => {
  const names = ['a', 'b', 'c', 'd']
  const bodies = names.map((name, index) => folder(['World', '体育', '', 'x'][index] ?? '', feed(name)))
  const one = aDesk()
  const other = aDesk()
  for (const body of [...bodies, folder('体育', feed('a'))]) await one.load(body)
  for (const body of [...bodies.toReversed(), folder('体育', feed('a'))]) await other.load(body)

  const exported = await written('Desk & "Co"', one.store)
  const again = await written('Desk & "Co"', other.store)
  const third = aDesk()
  await third.load(exported)

  expect(again).toBe(exported)
  expect(readOpml(Buffer.from(exported)).feeds.map(({ url, folders }) => [url, ...folders])).toEqual([
    ['https://c.example/feed'],
    ['https://d.example/feed'],
    ['https://a.example/feed', 'World'],
    ['https://a.example/feed', '体育'],
    ['https://b.example/feed', '体育'],
  ])
  expect(await third.store.page()).toEqual(await one.store.page())
})

test('a source that is declared to aggregate is so again after export and import, which says so', async () => {
  const { store, load } = aDesk()
  const planet = feed('planet', 'tidewire:aggregates="true"')

  const report = await load(folder('World', planet, feed('a', 'tidewire:aggregates="no"')))
  const exported = await written('Desk', store)
  const copy = aDesk()
  const again = await importOpml(Buffer.from(exported), {}, copy.deps)

  expect([report.aggregating, again.aggregating]).toEqual([
    ['https://planet.example/feed'],
    ['https://planet.example/feed'],
  ])
  expect(exported).toContain('<opml version="2.0" xmlns:tidewire="')
  expect(await copy.store.page()).toEqual(await store.page())
  const declared = (await copy.store.page()).map(({ source }) => [source.url, source.aggregates])
  expect(declared.sort()).toEqual([
    ['https://a.example/feed', undefined],
    ['https://planet.example/feed', true],
  ])
})

test('what an operator has said of a source comes back by export and import, and nothing else is written for it', async () => {
  const { store, load } = aDesk()
  await load(
    [
      feed('plain', 'htmlUrl="https://www.site.example/" language="en"'),
      feed(
        'told',
        'tidewire:publisher="新华社 &amp; &quot;Co&quot;" tidewire:weight="2.5" tidewire:timeZone="Asia/Shanghai" tidewire:encoding="gb18030" tidewire:status="paused"',
      ),
    ].join(''),
  )
  const told = (await store.get(sourceId('https://told.example/feed')))?.source

  const exported = await written('Desk', store)
  const copy = aDesk()
  const report = await importOpml(Buffer.from(exported), {}, copy.deps)
  const again = await importOpml(Buffer.from(exported), {}, copy.deps)

  expect(told).toMatchObject({
    publisherName: '新华社 & "Co"',
    publisherId: publisherId('新华社 & "Co"'),
    weight: 2.5,
    timeZone: 'Asia/Shanghai',
    encoding: 'gb18030',
    status: 'paused',
  })
  expect(await copy.store.page()).toEqual(await store.page())
  // The host of its site, which no state of the copy tells.
  expect(report.own).toEqual({ publisher: 2, weight: 1, timeZone: 1, encoding: 1, status: 1 })
  expect([again.added, again.updated, again.unchanged, again.own]).toEqual([0, 0, 2, {}])
  expect(await written('Desk', copy.store)).toBe(exported)
  expect(await copy.store.dueStats(NOW)).toMatchObject({ sources: 2, due: 1 })
})

test('of a long list no more is held than its addresses: what is written has been read just before', async () => {
  const { store, load } = aDesk()
  await load(
    Array.from({ length: 1_100 }, (_, n) => feed(`s${n}`)).join('') + folder('World', feed('w1'), feed('w2')),
  )
  const read: number[] = []
  const watched: Pick<typeof store, 'records' | 'load'> = {
    records: () => store.records(),
    load: (ids) => {
      read.push(ids.length)
      return store.load(ids)
    },
  }

  const readBefore: number[][] = []
  let whole = ''
  for await (const piece of exportOpml('Desk', CHANNELS, watched)) {
    readBefore.push([...read])
    whole += piece
    if (read.length === 1) await store.remove(sourceId('https://w1.example/feed'))
  }

  expect(readBefore.slice(0, 4)).toEqual([[], [500], [500, 500], [500, 500, 100]])
  const { feeds } = readOpml(Buffer.from(whole))
  expect(feeds).toHaveLength(1_101)
  // Removed while the others were written.
  expect(feeds.filter(({ folders }) => folders.length > 0).map(({ url }) => url)).toEqual([
    'https://w2.example/feed',
  ])
})

test('an attribute that is said while a list is written, whose head declares none, is left out', async () => {
  const { store, load } = aDesk()
  await load(feed('a'))
  const pieces: string[] = []
  for await (const piece of exportOpml('Desk', CHANNELS, store)) {
    if (pieces.length === 0) await store.setStatus(sourceId('https://a.example/feed'), 'paused', NOW)
    pieces.push(piece)
  }

  expect(readOpml(Buffer.from(pieces.join(''))).feeds).toMatchObject([
    { url: 'https://a.example/feed', own: {} },
  ])
  expect(pieces.join('')).not.toContain('tidewire:')
})

test('a list of another program is exported without a word of ours', async () => {
  const { store, load } = aDesk()

  await load(feed('a') + folder('World', feed('b', 'language="en"')))

  expect(await written('Desk', store)).not.toContain('tidewire')
})

test.each([
  ['weight="9"', 'weight: expected a number from 0.25 to 4, got "9"'],
  ['weight="heavy"', 'weight: expected a number from 0.25 to 4, got "heavy"'],
  ['timeZone="Mars/Base"', 'time zone: expected an IANA zone such as Asia/Shanghai, got "Mars/Base"'],
  ['encoding="runes"', 'encoding: expected a character encoding such as gb18030, got "runes"'],
])('an attribute of ours that says tidewire:%s refuses its source alone', async (attribute, reason) => {
  const { load } = aDesk()

  const report = await load(feed('a', `tidewire:${attribute}`) + feed('b'))

  expect(report).toMatchObject({ added: 1, failed: [{ title: 'a', reason }] })
})

test('a list changes nothing about what was said of a known source', async () => {
  const { store, load } = aDesk()
  await load(feed('a'))
  const before = await store.page()

  const report = await load(
    feed('a', 'tidewire:publisher="Other" tidewire:weight="4" tidewire:status="paused"'),
  )

  expect(report).toMatchObject({ unchanged: 1, own: {} })
  expect(await store.page()).toEqual(before)
})

test('a list changes nothing about whose reports a known source carries', async () => {
  const { store, load } = aDesk()
  await load(feed('a'))

  const report = await load(folder('World', feed('a', 'tidewire:aggregates="true"')))

  expect(report).toMatchObject({ updated: 1, aggregating: [] })
  expect((await store.page())[0]?.source).not.toHaveProperty('aggregates')
})
