import { describe, expect, inject, test } from 'vitest'
import { DAY } from '../../../src/rules/durations.ts'
import { type Answer, NOW, ok, openDesk, rss, someItems, status } from '../../support/publisher/index.ts'
import { openSpace } from '../../support/redis-space.ts'

const ITEMS = someItems(4, NOW)
/** Published while the feed was lost. */
const NEWS = {
  title: 'Ferry back in service',
  guid: 'news',
  link: 'https://publisher.example/news',
  publishedAt: NOW + 3 * DAY,
}
const space = openSpace({ url: inject('redisUrl') }, 'rediscovery')

const html = (...links: readonly string[]) =>
  ok(`<!doctype html><title>Blog</title>${links.join('')}`, { 'content-type': 'text/html' })
const link = (href: string, title: string) =>
  `<link rel="alternate" type="application/rss+xml" title="${title}" href="${href}">`

/** A feed that answers once and is then no more; its site's page names `links`. */
async function aLostFeed(
  given: { lost: Answer; page: Answer; others?: Readonly<Record<string, Answer>> },
  searchTimeoutMs?: number,
) {
  const it = await openDesk(space, searchTimeoutMs ? { searchTimeoutMs } : {})
  const { publisher, desk } = it
  publisher.on('/blog', given.page)
  for (const [path, answer] of Object.entries(given.others ?? {})) publisher.on(path, answer)
  const url = publisher.on('/old.xml', ok(feedOf(publisher.urlOf('/blog'), 'Harbour Blog')), given.lost)
  const { id } = await desk.declare(url)
  await desk.pollDue()
  return { ...it, id }
}

function feedOf(site: string, title: string, items = ITEMS): string {
  return rss(items, { title, link: site })
}

describe('a feed that is no longer where it was', () => {
  test('is found on its site, and goes on there: nothing is announced anew, the move is told', async () => {
    await using it = await aLostFeed({
      lost: status(404),
      page: html(link('/comments.xml', 'Comments'), link('/new.xml', 'Harbour Blog')),
      others: {
        '/comments.xml': ok(feedOf('/blog', 'Comments', someItems(3, NOW, 'comment'))),
        '/new.xml': ok(feedOf('/blog', 'Harbour Blog', [NEWS, ...ITEMS])),
      },
    })
    const known = it.desk.clustered.length

    await it.desk.runUntil(NOW + 9 * DAY)

    const { source, state } = await it.desk.stateOf(it.id)
    expect(source).toMatchObject({ status: 'active', url: it.publisher.urlOf('/old.xml') })
    expect(state).toMatchObject({ movedTo: it.publisher.urlOf('/new.xml'), failureCount: 0 })
    expect(it.desk.clustered).toHaveLength(known + 1)
    expect((await it.desk.events()).filter(({ type }) => type === 'source.moved')).toEqual([
      expect.objectContaining({ data: expect.objectContaining({ newUrl: it.publisher.urlOf('/new.xml') }) }),
    ])
    expect(it.publisher.asked('/comments.xml')).toHaveLength(0)
  })

  test('and says that it is gone for good is looked for at once, and does not end', async () => {
    await using it = await aLostFeed({
      lost: status(410),
      page: html(link('/new.xml', 'Other title')),
      others: { '/new.xml': ok(feedOf('/blog', 'Harbour Blog, renewed')) },
    })

    await it.desk.runUntil(NOW + 2 * DAY)

    const { source, state } = await it.desk.stateOf(it.id)
    expect(source.status).toBe('active')
    expect(state.movedTo).toBe(it.publisher.urlOf('/new.xml'))
    expect((await it.desk.events()).map(({ type }) => type)).not.toContain('source.gone')
  })

  test('is not taken for another feed that its site has, and the page is asked once a week', async () => {
    await using it = await aLostFeed({
      lost: status(404),
      page: html(link('/shop.xml', 'Shop'), link('/a.xml', 'A'), link('/b.xml', 'B'), link('/c.xml', 'C')),
      others: {
        '/shop.xml': ok(feedOf('/blog', 'Shop news', someItems(6, NOW, 'shop'))),
        '/a.xml': ok('<!doctype html><title>no feed</title>'),
        '/b.xml': status(500),
      },
    })

    await it.desk.runUntil(NOW + 21 * DAY)

    expect((await it.desk.stateOf(it.id)).state).not.toHaveProperty('movedTo')
    const said = it.desk.reports.flatMap(({ error }) => error?.match(/names (\S+), which may be/)?.[1] ?? [])
    expect(new Set(said)).toEqual(new Set([it.publisher.urlOf('/shop.xml')]))
    const pages = it.publisher.asked('/blog')
    expect(pages.length).toBeGreaterThanOrEqual(2)
    for (const [index, page] of pages.slice(1).entries())
      expect(page.at - (pages[index]?.at ?? 0)).toBeGreaterThanOrEqual(7 * DAY)
    expect(it.publisher.asked('/shop.xml')).toHaveLength(pages.length)
    expect(it.publisher.asked('/c.xml')).toHaveLength(0)
  })

  test.each([
    ['whose server is in trouble', status(500)],
    ['whose server asks for patience', status(429)],
    ['that is refused for a while', status(403)],
  ])('a feed %s is not looked for elsewhere', async (_, lost) => {
    await using it = await aLostFeed({ lost, page: html(link('/new.xml', 'Harbour Blog')) })

    await it.desk.runUntil(NOW + 9 * DAY)

    expect(it.publisher.asked('/blog')).toHaveLength(0)
  })

  test('whose page never ends its answer costs the time of one fetch, and waits for another week', async () => {
    await using it = await aLostFeed({ lost: status(404), page: { manner: 'silence' } }, 200)

    await it.desk.runUntil(NOW + 6 * DAY)

    expect(it.publisher.asked('/blog')).toHaveLength(1)
    const searched = it.desk.reports.filter(({ error }) => error?.endsWith('/blog took too long'))
    expect(searched).toHaveLength(1)
  })

  test('is not asked for on a site that asks for patience at present', async () => {
    const patience = status(429, { 'retry-after': '86400' })
    await using it = await aLostFeed({ lost: status(404), page: html(link('/new.xml', 'Harbour Blog')) })
    await it.desk.runUntil(NOW + 2 * DAY)
    await it.desk.declare(it.publisher.on('/other.xml', patience))

    await it.desk.runUntil(NOW + 6 * DAY)

    expect(it.publisher.asked('/other.xml').length).toBeGreaterThan(0)
    expect(it.publisher.asked('/blog')).toHaveLength(0)
  })

  test('whose page is away too waits for another week', async () => {
    await using it = await aLostFeed({ lost: status(404), page: status(503) })

    await it.desk.runUntil(NOW + 6 * DAY)

    expect(it.publisher.asked('/blog')).toHaveLength(1)
    const { state } = await it.desk.stateOf(it.id)
    expect(state).toMatchObject({ lastOutcome: 'not_found', searchedAt: expect.any(Number) })
  })
})
