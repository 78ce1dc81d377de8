import { describe, expect, inject, test } from 'vitest'
import { HOUR, MINUTE } from '../../../src/rules/durations.ts'
import {
  conditional,
  type DocumentItem,
  NOW,
  ok,
  openDesk,
  type Publisher,
  redirect,
  rss,
  someItems,
  status,
} from '../../support/publisher/index.ts'
import { openSpace } from '../../support/redis-space.ts'

const space = openSpace({ url: inject('redisUrl') }, 'conditional-get')

function validatorsSent(publisher: Publisher, path: string): (string | undefined)[][] {
  return publisher
    .asked(path)
    .map(({ headers }) => [headers['if-none-match'], headers['if-modified-since']].map(String))
}

describe('conditional GET', () => {
  test('P1: an odd tag and an odd date go back byte for byte', async () => {
    await using it = await openDesk(space)
    const etag = 'W/"a-gzip"'
    const lastModified = 'Wednesday,  4-Mar-26 11:00:00 +0000 (odd)'
    const url = it.publisher.on('/feed', conditional(rss(someItems(3, NOW)), { etag, lastModified }))
    await it.desk.declare(url)

    await it.desk.runUntil(NOW + 2 * HOUR)

    const [first, ...later] = validatorsSent(it.publisher, '/feed')
    expect(first).toEqual(['undefined', 'undefined'])
    expect(later.length).toBeGreaterThan(1)
    expect(new Set(later.map(String))).toEqual(new Set([`${etag},${lastModified}`]))
  })

  test('what is published in the second of the last change is found, where a date is all that tells', async () => {
    await using it = await openDesk(space)
    // As a server has it that keeps whole seconds: the second item came when the first had just been read.
    const lastModified = new Date(NOW).toUTCString()
    const url = it.publisher.on('/feed', ({ headers }, count) => {
      const given = { date: new Date(it.clock.now()).toUTCString(), 'last-modified': lastModified }
      return headers['if-modified-since'] === lastModified
        ? status(304, given)
        : ok(rss(someItems(Math.min(count + 1, 3), NOW)), given)
    })
    await it.desk.declare(url)

    await it.desk.runUntil(NOW + 5 * HOUR)

    expect(it.desk.reports.map(({ admission }) => admission?.stored ?? 0).slice(0, 2)).toEqual([2, 1])
    const [first, second, ...later] = validatorsSent(it.publisher, '/feed').map(([, date]) => date)
    expect([first, second]).toEqual(['undefined', 'undefined'])
    expect(later.length).toBeGreaterThan(1)
    expect(new Set(later)).toEqual(new Set([lastModified]))
    expect(it.desk.reports.flatMap(({ violations }) => violations)).toEqual([])
  })

  test('P3: the third tag is sent back, not the first', async () => {
    await using it = await openDesk(space)
    const url = it.publisher.on('/feed', (_, count) => ok(rss(someItems(count, NOW)), { etag: `"${count}"` }))
    await it.desk.declare(url)

    await it.desk.runUntil(NOW + 2 * HOUR)

    expect(it.publisher.asked('/feed').map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      '"1"',
      '"2"',
      '"3"',
      '"4"',
    ])
  })

  test('P7: a document that was cut off is asked for once more without its tag, and believed when it comes again', async () => {
    await using it = await openDesk(space)
    const whole = rss(someItems(4, NOW))
    const cut = whole.slice(0, whole.lastIndexOf('<item>') + 20)
    const mended = it.publisher.on(
      '/mended',
      conditional(cut, { etag: '"1"' }),
      conditional(whole, { etag: '"1"' }),
    )
    const short = it.publisher.on('/short', conditional(cut, { etag: '"1"' }))
    const { id } = await it.desk.declare(mended)
    const { id: shortId } = await it.desk.declare(short)

    await it.desk.runUntil(NOW + 9 * HOUR)

    const tags = (path: string) => it.publisher.asked(path).map(({ headers }) => headers['if-none-match'])
    expect(tags('/mended').slice(0, 3)).toEqual([undefined, undefined, '"1"'])
    expect(tags('/short').slice(0, 4)).toEqual([undefined, undefined, '"1"', '"1"'])
    expect(it.desk.outcomes(id).slice(0, 3)).toEqual(['changed', 'changed', 'not_modified'])
    expect(it.desk.outcomes(shortId).slice(0, 3)).toEqual(['changed', 'unchanged', 'not_modified'])
    expect(new Set(it.desk.clustered).size).toBe(4 + 3)
    expect(it.desk.reports.flatMap(({ violations }) => violations)).toEqual([])
  })

  test('P2: a new tag is kept although the date is the old one, also when a 304 brings it', async () => {
    await using it = await openDesk(space)
    const document = rss(someItems(3, NOW))
    const date = { 'last-modified': 'Wed, 04 Mar 2026 11:00:00 GMT' }
    const url = it.publisher.on(
      '/feed',
      ok(document, { etag: '"a"', ...date }),
      ok(rss(someItems(4, NOW)), { etag: '"b"', ...date }),
      status(304, { etag: '"c"' }),
      status(304),
    )
    await it.desk.declare(url)

    await it.desk.runUntil(NOW + 2 * HOUR)

    expect(validatorsSent(it.publisher, '/feed').slice(0, 4)).toEqual([
      ['undefined', 'undefined'],
      ['"a"', date['last-modified']],
      ['"b"', date['last-modified']],
      ['"c"', date['last-modified']],
    ])
  })

  test('P4: the same bytes under new validators are no news, and the validators are kept', async () => {
    await using it = await openDesk(space)
    const document = rss(someItems(3, NOW))
    const url = it.publisher.on('/feed', (_, count) => ok(document, { etag: `"${count}"` }))
    const { id } = await it.desk.declare(url)

    await it.desk.runUntil(NOW + HOUR)

    expect(it.desk.outcomes(id)).toEqual(['changed', 'unchanged', 'unchanged'])
    expect(it.desk.clustered).toHaveLength(3)
    expect((await it.desk.stateOf(id)).state.validators).toMatchObject({ etag: '"3"' })
  })

  test('P5: an edited item and one dated back are seen although the newest date is the old one', async () => {
    await using it = await openDesk(space)
    const [newest, edited, last] = someItems(3, NOW) as [DocumentItem, DocumentItem, DocumentItem]
    const late: DocumentItem = { title: 'Forgotten', guid: 'late', publishedAt: NOW - 10 * HOUR }
    const url = it.publisher.on(
      '/feed',
      ok(rss([newest, edited, last])),
      ok(rss([newest, { ...edited, title: 'Corrected headline' }, last, late])),
    )
    await it.desk.declare(url)

    await it.desk.runUntil(NOW + 31 * MINUTE)

    const entries = await it.desk.storage.entries.get([...new Set(it.desk.clustered.slice(3))])
    expect(entries.map((entry) => entry?.title).sort()).toEqual(
      [newest.title, 'Corrected headline', last.title, 'Forgotten'].sort(),
    )
  })

  test('P6: validators of one address are sent to no other that it redirects to', async () => {
    await using it = await openDesk(space)
    const document = rss(someItems(3, NOW))
    const elsewhere = it.publisher.on('/elsewhere', conditional(document, { etag: '"there"' }))
    const url = it.publisher.on('/feed', ok(document, { etag: '"here"' }), redirect(elsewhere, 302))
    await it.desk.declare(url)

    await it.desk.runUntil(NOW + 2 * HOUR)

    const tags = it.publisher.asked('/elsewhere').map(({ headers }) => headers['if-none-match'])
    expect(tags.length).toBeGreaterThan(0)
    expect(tags).not.toContain('"here"')
  })

  test('P9: a new source costs one GET, and workers that start anew ask nothing before it is due', async () => {
    await using it = await openDesk(space)
    await it.desk.declare(it.publisher.on('/feed', conditional(rss(someItems(3, NOW)), { etag: '"1"' })))
    await it.desk.pollDue()

    const anew = it.another()
    it.clock.pass(9 * MINUTE)
    await anew.pollDue()

    expect(it.publisher.asked().map(({ method, path }) => [method, path])).toEqual([['GET', '/feed']])
  })

  test('P10: a request has no cookie, referer or query of ours, and says who asks', async () => {
    await using it = await openDesk(space)
    const url = it.publisher.on(
      '/feed?section=7',
      ok(rss(someItems(3, NOW)), { 'set-cookie': 'visitor=1; Path=/' }),
    )
    await it.desk.declare(url)

    await it.desk.runUntil(NOW + HOUR)

    const asked = it.publisher.asked()
    expect(asked.length).toBeGreaterThan(1)
    for (const { path, headers } of asked) {
      expect(path).toBe('/feed?section=7')
      expect(headers).not.toHaveProperty('cookie')
      expect(headers).not.toHaveProperty('referer')
      expect(headers['user-agent']).toMatch(/^Tidewire\/\S+ \(\S+\)/)
    }
  })
})
