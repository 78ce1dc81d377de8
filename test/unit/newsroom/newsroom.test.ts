import { parseFeed } from 'feedsmith'
import iconv from 'iconv-lite'
import { afterEach, describe, expect, test } from 'vitest'
import {
  type Newsroom,
  type NewsroomOptions,
  PUBLISHERS,
  startNewsroom,
} from '../../support/newsroom/index.ts'

const AT = Date.UTC(2026, 10, 23, 12)
const open: Newsroom[] = []

async function newsroom(options: Partial<NewsroomOptions> = {}): Promise<Newsroom> {
  const started = await startNewsroom({ seed: 7, clock: 'manual', now: () => AT, startWith: 500, ...options })
  open.push(started)
  return started
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
})

function sourceOf(room: Newsroom, publisher: string): string {
  return room.sources.find((source) => source.publisher === publisher)!.url
}

function traits(publisher: string): (typeof PUBLISHERS)[number] {
  return PUBLISHERS.find(({ name }) => name === publisher)!
}

/** What a careful reader sees: the charset the publisher really wrote in. */
async function textOf(response: Response, publisher: string): Promise<string> {
  const bytes = Buffer.from(await response.arrayBuffer())
  const { charset } = traits(publisher)
  return iconv.decode(bytes, charset.startsWith('gbk') ? 'gbk' : charset === 'latin1' ? 'win1252' : 'utf-8')
}

describe('the newsroom', () => {
  test('offers more than thirty publishers on loopback hosts of their own', async () => {
    const room = await newsroom({ startWith: 0 })

    const publishers = new Set(room.sources.map((source) => source.publisher))
    const hosts = new Set(room.sources.map((source) => new URL(source.url).hostname))

    expect(publishers.size).toBeGreaterThanOrEqual(32)
    expect(hosts.size === publishers.size || hosts.size === 1).toBe(true)
    for (const host of hosts) expect(host).toMatch(/^127\.0\.0\.\d+$/)
    expect(new Set(room.sources.map((source) => source.url)).size).toBe(room.sources.length)
  })

  test('tells the same news for the same seed, and other news for another', async () => {
    const [one, same, other] = await Promise.all([newsroom(), newsroom(), newsroom({ seed: 8 })])
    for (const room of [one, same, other]) room.step(90 * 60_000)

    const told = (room: Newsroom) =>
      room.truth().map(({ event, title, publisher }) => [event, publisher, title])

    expect(told(one)).toEqual(told(same))
    expect(told(one)).not.toEqual(told(other))
  })

  test('writes feeds that parse, whatever the format, and hold what the truth says', async () => {
    const room = await newsroom()
    const titles = Map.groupBy(room.truth(), (item) => item.source)

    for (const { url, publisher } of room.sources) {
      const { manner, format, size } = traits(publisher)
      // Tested by themselves: one takes seconds, the other is not always well-formed.
      if (manner?.kind === 'slow' || manner?.kind === 'broken') continue
      const response = await fetch(url)
      const parsed = parseFeed(await textOf(response, publisher))
      const feed = parsed.feed as {
        items?: { title?: string }[]
        entries?: { title?: string | { value: string } }[]
      }
      const found = (feed.items ?? feed.entries ?? []).map(({ title }) =>
        typeof title === 'object' ? title.value : title,
      )

      expect(parsed.format, url).toBe(format)
      // Undeclared entities are the publisher's fault and the reader's task.
      if (traits(publisher).htmlEntities) continue
      expect(found, url).toEqual(
        (titles.get(url) ?? [])
          .map((item) => item.title)
          .reverse()
          .slice(0, size),
      )
    }
  })

  test('answers 304 to its own validators until something is published', async () => {
    const room = await newsroom()
    const url = sourceOf(room, 'Harbour Post')
    const first = await fetch(url)
    const etag = first.headers.get('etag')!
    const modified = first.headers.get('last-modified')!

    const byTag = await fetch(url, { headers: { 'if-none-match': etag } })
    const byDate = await fetch(url, { headers: { 'if-modified-since': modified } })
    const byOtherTag = await fetch(url, {
      headers: { 'if-none-match': '"other"', 'if-modified-since': modified },
    })
    const count = () => room.truth().filter((item) => item.source === url).length
    const before = count()
    while (count() === before) room.step(3_600_000)
    const afterNews = await fetch(url, { headers: { 'if-none-match': etag } })

    expect([byTag.status, byDate.status, byOtherTag.status, afterNews.status]).toEqual([304, 304, 200, 200])
    expect(await byTag.text()).toBe('')
    expect(afterNews.headers.get('etag')).not.toBe(etag)
    expect(room.stats().byPublisher['Harbour Post']).toMatchObject({
      requests: 5,
      ok: 3,
      notModified: 2,
      conditional: 4,
    })
  })

  test('has a publisher for every bad habit', async () => {
    const room = await newsroom()
    const get = (publisher: string) => fetch(sourceOf(room, publisher), { redirect: 'manual' })
    const repeat = async (publisher: string, times: number) => {
      const answers: Response[] = []
      for (let i = 0; i < times; i++) answers.push(await get(publisher))
      return answers
    }

    const moved = await get('La Voz del Páramo')
    const throttled = await repeat('九州快讯', 5)
    const gone = await repeat('The Evening Packet', 7)
    const broken = await repeat('Outpost Radio', 4)
    const bodies = await Promise.all(broken.map((answer) => answer.text()))
    const mislabelled = await get('Diario del Estrecho')
    const gbk = Buffer.from(await (await get('云岭晚报')).arrayBuffer())

    expect([moved.status, moved.headers.get('location')]).toEqual([
      301,
      expect.stringContaining('/v2/noticias.xml'),
    ])
    expect(throttled.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429])
    expect(throttled[3]!.headers.get('retry-after')).toBe('20')
    expect(gone.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200, 410])
    expect(bodies[1]).toMatch(/^<!doctype html>/)
    expect(bodies[3]).not.toContain('</rss>')
    expect(mislabelled.headers.get('content-type')).toContain('iso-8859-1')
    expect(iconv.decode(gbk, 'gbk')).toContain('云岭晚报')
    expect(gbk.toString('utf8')).not.toContain('云岭晚报')
  })

  test('corrects titles without a new item', async () => {
    const room = await newsroom({ startWith: 0 })

    room.step(48 * 3_600_000)

    const truth = room.truth()
    const guids = truth.flatMap(({ guid, publisher }) => (guid === undefined ? [] : [`${publisher} ${guid}`]))
    expect(truth.some((item) => item.corrected)).toBe(true)
    expect(new Set(guids).size).toBe(guids.length)
    expect(new Set(truth.map((item) => item.url)).size).toBe(truth.length)
  })

  test('dates new items by the real clock, however fast the simulated one runs', async () => {
    const room = await newsroom({ startWith: 100 })
    const before = room.truth()

    room.step(6 * 3_600_000)

    const fresh = room.truth().slice(before.length)
    expect(before.every((item) => item.publishedAt <= AT)).toBe(true)
    expect(fresh.length).toBeGreaterThan(100)
    expect(fresh.every((item) => item.publishedAt === AT)).toBe(true)
  })

  test('serves the article behind each link, and finds its feeds from the front page', async () => {
    const room = await newsroom({ startWith: 60 })
    const item = room
      .truth()
      .find(({ publisher }) => publisher === '看台体育' || publisher === 'Harbour Post')!

    const article = await fetch(item.url)
    const front = await (await fetch(new URL('/', item.url))).text()

    expect(article.status).toBe(200)
    expect(await article.text()).toContain('<h1>')
    expect(front).toContain('rel="alternate"')
  })

  test('moves into directories of one host where there is only one', async () => {
    const room = await newsroom({ hosts: 'one' })

    const url = sourceOf(room, 'The Meridian Courier')
    const response = await fetch(url)

    expect(url).toContain('http://127.0.0.1:')
    expect(url).toContain('/meridian-courier/world.atom')
    expect(response.status).toBe(200)
  })

  test('publishes by itself with a timer', async () => {
    const room = await startNewsroom({ seed: 3, speed: 20_000, startWith: 0 })
    open.push(room)

    await expect.poll(() => room.truth().length, { timeout: 60_000 }).toBeGreaterThan(10)
  })
})
