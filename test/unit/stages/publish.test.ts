import { describe, expect, test } from 'vitest'
import { renderFeed } from '../../../src/feed/write/render.ts'
import type { Edition, RenderedFeed } from '../../../src/model/index.ts'
import { feedDocument } from '../../../src/stages/feed-document.ts'
import { createPublish, FEED_FORMATS } from '../../../src/stages/publish.ts'
import { aList, anEdition, anEditionItem, HOUR, MINUTE, NOW } from './given.ts'

const SITE = { title: 'Tide', url: 'https://tide.example', language: 'en' }
const EDITION = anEdition(7, [anEditionItem(1, 'a'), anEditionItem(2, 'b'), anEditionItem(3, 'c')])

function render(edition: Edition, format: (typeof FEED_FORMATS)[number]): RenderedFeed {
  return renderFeed(feedDocument({ list: aList(), edition, site: SITE, format }), format, edition.number)
}

const documentOf = (edition: Edition, more = {}) =>
  feedDocument({ list: aList(), edition, site: SITE, format: 'atom', ...more })

function aPublish(latest: Edition | undefined, answer: 'stored' | 'older' = 'stored') {
  const stored: RenderedFeed[] = []
  const called: string[] = []
  const publish = createPublish({
    readLatest: async () => latest,
    async storeFeeds(_listId, feeds) {
      stored.push(...feeds)
      return answer
    },
    callFollowers: async (listId) => called.push(listId),
    lists: [aList()],
    site: SITE,
  })
  return { publish, stored, called }
}

describe('publish', () => {
  test('the newest edition is stored in all three formats, under its number', async () => {
    const { publish, stored } = aPublish(EDITION)

    const report = await publish('top')

    expect(stored.map(({ format, editionNumber }) => [format, editionNumber])).toEqual([
      ['rss', 7],
      ['atom', 7],
      ['json', 7],
    ])
    expect(report).toEqual({
      listId: 'top',
      outcome: 'stored',
      editionNumber: 7,
      sizeBytes: stored.reduce((sum, { body }) => sum + body.byteLength, 0),
    })
  })

  test('run twice it stores the same bytes', async () => {
    const { publish, stored } = aPublish(EDITION)

    await publish('top')
    await publish('top')

    expect(stored.slice(3)).toEqual(stored.slice(0, 3))
  })

  test('feeds of a newer edition stay', async () => {
    await expect(aPublish(EDITION, 'older').publish('top')).resolves.toMatchObject({ outcome: 'older' })
  })

  test('a list without an edition, or without a name in the configuration, has nothing to store', async () => {
    const { publish, stored } = aPublish(undefined)

    await expect(publish('top')).resolves.toMatchObject({ outcome: 'nothing' })
    await expect(publish('unknown')).resolves.toMatchObject({ outcome: 'unknown_list' })
    expect(stored).toEqual([])
  })
})

describe('the feed of a list', () => {
  test('says what it is in the language of the site', () => {
    const list = { ...aList(), title: '热点新闻', size: 50, minOrigins: 2 }
    const chinese = documentOf(EDITION, { list, site: { ...SITE, title: '潮讯', language: 'zh-CN' } })
    const english = documentOf(EDITION, { list: { ...list, title: 'Top', kind: 'latest' } })

    expect([chinese.title, chinese.description]).toEqual([
      '潮讯：热点新闻',
      '热点新闻：热度最高的 50 条新闻（至少有 2 家媒体报道），按名次排列',
    ])
    expect([english.title, english.description]).toEqual([
      'Tide: Top',
      'The 50 latest stories of Top reported by at least 2 publishers, newest first',
    ])
  })

  test('a move in rank changes neither id nor date of an item, only their order', () => {
    const before = documentOf(EDITION)
    const after = documentOf(
      anEdition(8, [anEditionItem(1, 'c'), anEditionItem(2, 'a'), anEditionItem(3, 'b')], {
        frozenAt: NOW + HOUR,
      }),
    )

    expect(after.id).toBe(before.id)
    expect(after.items.map(({ id }) => id)).toEqual([2, 0, 1].map((n) => before.items[n]?.id))
    expect(new Map(after.items.map((item) => [item.id, item]))).toEqual(
      new Map(before.items.map((item) => [item.id, item])),
    )
  })

  test('a story that grows keeps its id, its link and both of its dates', () => {
    const [before] = documentOf(EDITION).items
    const [after] = documentOf(
      anEdition(8, [anEditionItem(1, 'a', { originCount: 9, entryCount: 40 })]),
    ).items

    expect(after).toEqual(before)
  })

  test.each(FEED_FORMATS)(
    '%s: the tag is the same when only the time has changed, another when the rank has',
    (format) => {
      const first = render(EDITION, format)

      const later = render({ ...EDITION, number: 8, frozenAt: NOW + 10 * MINUTE }, format)
      const moved = render({ ...EDITION, items: [...EDITION.items].reverse() }, format)

      expect(first.etag).toMatch(/^"[\w-]+"$/)
      expect(later.etag).toBe(first.etag)
      expect(moved.etag).not.toBe(first.etag)
    },
  )

  test('an item is never updated before it was published, and the feed never before its items', () => {
    const document = documentOf(anEdition(7, [anEditionItem(1, 'a', { updatedAt: 0 })]))

    expect(document.items[0]).toMatchObject({ publishedAt: NOW - HOUR, updatedAt: NOW - HOUR })
    expect(document.updatedAt).toBe(NOW)
  })

  test('a list shows all of itself; a numbered edition is a page of its own that says nothing of that', () => {
    const current = documentOf(EDITION)
    const frozen = documentOf(EDITION, { archived: { kind: 'edition', number: 7 } })

    expect(current).toMatchObject({ history: 'complete', selfUrl: 'https://tide.example/lists/top.atom' })
    expect(frozen).not.toHaveProperty('history')
    expect(frozen.selfUrl).toBe('https://tide.example/lists/top/editions/7.atom')
    expect(frozen.id).not.toBe(current.id)
    expect(frozen.items.map(({ id }) => id)).toEqual(current.items.map(({ id }) => id))
  })

  test('a day of the archive says which, and which came before; that it never changes once it is over', () => {
    const date = '2026-11-24'
    const day = documentOf(EDITION, { archived: { kind: 'day', date, isOver: true, previous: '2026-11-23' } })
    const first = documentOf(EDITION, { archived: { kind: 'day', date, isOver: true } })
    const today = documentOf(EDITION, {
      archived: { kind: 'day', date, isOver: false, previous: '2026-11-23' },
    })

    expect(day).toMatchObject({
      title: 'Tide: Top stories, 2026-11-24',
      description: 'Every story that was in Top stories on 2026-11-24, by the best rank it had',
      history: 'archive',
      selfUrl: 'https://tide.example/lists/top/archive/2026-11-24.atom',
      previousArchiveUrl: 'https://tide.example/lists/top/archive/2026-11-23.atom',
    })
    expect(first.history).toBe('archive')
    expect(first).not.toHaveProperty('previousArchiveUrl')
    expect(today.previousArchiveUrl).toBe(day.previousArchiveUrl)
    expect(today).not.toHaveProperty('history')
  })

  test('a frozen edition is called by its number, in Chinese too', () => {
    const archived = { kind: 'edition', number: 7 } as const
    const english = documentOf(EDITION, { archived })
    const chinese = documentOf(EDITION, { archived, site: { ...SITE, language: 'zh' } })

    expect(english.title).toBe('Tide: Top stories, edition 7')
    expect(english.description).toBe('Top stories as it stood in edition 7; it never changes')
    expect(chinese.title).toBe('Tide：Top stories，第 7 版')
  })

  test('ids name the host of the site, whatever its port', () => {
    const document = feedDocument({
      list: aList(),
      edition: EDITION,
      site: { ...SITE, url: 'http://127.0.0.1:8080' },
      format: 'rss',
    })

    expect(document.id).toBe('tag:127.0.0.1,2026-01-01:list/top')
    expect(document.items[0]?.id).toBe('tag:127.0.0.1,2026-01-01:story/a')
  })

  test('a list of one language is written in it', () => {
    const of = (languages: string[]) =>
      feedDocument({ list: aList({ languages }), edition: EDITION, site: SITE, format: 'rss' }).language

    expect([of(['zh']), of([]), of(['zh', 'de'])]).toEqual(['zh', 'en', 'en'])
  })
})
