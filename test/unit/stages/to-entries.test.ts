import { describe, expect, test } from 'vitest'
import type { ParsedEntry, Source, SourceState } from '../../../src/model/index.ts'
import { observeGuids } from '../../../src/rules/identity/guid-memory.ts'
import { publisherId } from '../../../src/rules/ids.ts'
import { toMarkedEntries } from '../../../src/stages/to-entries.ts'
import { aFeed, anItem, aSource, aState, DAY, HOUR, MINUTE, NOW } from './given.ts'

const toEntries = (input: Parameters<typeof toMarkedEntries>[0]) =>
  toMarkedEntries(input).flatMap(({ entry }) => entry ?? [])

function entriesOf(
  items: readonly ParsedEntry[],
  given: { state?: SourceState; source?: Source; language?: string; announce?: number } = {},
) {
  const state = given.state ?? aState({ lastSucceededAt: NOW - HOUR })
  return toEntries({
    source: given.source ?? aSource(),
    state,
    guidTrust: observeGuids(state.guids, items)?.trust,
    feed: aFeed(items, given.language === undefined ? {} : { language: given.language }),
    now: NOW,
    limits: { announceOnFirstPoll: given.announce ?? 20, windowMs: 3 * DAY, channels: [] },
  })
}

describe('title', () => {
  test.each([
    [
      'the beginning of the summary',
      { title: '', summary: '  A short note about the harbour ' },
      'A short note about the harbour',
    ],
    ['the summary, for a title of blanks', { title: ' \u00a0 ', summary: 'A note' }, 'A note'],
    ['the link', { url: 'https://news.example/9' }, 'https://news.example/9'],
  ])('an item without one is called by %s', (_, more, title) => {
    const { title: __, ...untitled } = anItem(1)

    const [entry] = entriesOf([{ ...untitled, ...more }])

    expect(entry?.title).toBe(title)
  })

  test('an item that says nothing at all is left out, the others stay', () => {
    const entries = entriesOf([{ guid: 'empty', authors: [], categories: [], enclosures: [] }, anItem(2)])

    expect(entries.map(({ title }) => title)).toEqual(['Report number 2 of the day'])
  })

  test('texts are bounded, and cutting leaves no half character behind', () => {
    const [entry] = entriesOf([
      anItem(1, { title: `${'x'.repeat(999)}😀`, summary: `${'y'.repeat(1_999)}😀` }),
    ])

    expect(entry?.title).toHaveLength(1_000)
    expect(entry?.title.isWellFormed()).toBe(true)
    expect(entry?.summary).toHaveLength(2_000)
    expect(entry?.summary?.isWellFormed()).toBe(true)
  })
})

describe('what is told', () => {
  test('the first poll of a source announces its newest items only, up to the limit', () => {
    const items = Array.from({ length: 50 }, (_, n) => anItem(50 - n))

    const entries = entriesOf(items, { state: aState(), announce: 20 })

    expect(entries).toHaveLength(50)
    const announced = entries.filter(({ announcement }) => announcement === 'announced')
    expect(announced).toHaveLength(20)
    expect(Math.min(...announced.map(({ reportedAt }) => reportedAt))).toBe(NOW - 20 * MINUTE)
    expect(entries.filter(({ announcement }) => announcement === 'silent')).toHaveLength(30)
  })

  test('six hundred old posts that come out again are stored, and no news', () => {
    const items = Array.from({ length: 600 }, (_, n) => anItem(n, { publishedAt: NOW - 4 * 365 * DAY - n }))

    const entries = entriesOf(items)

    expect(entries).toHaveLength(600)
    expect(new Set(entries.map(({ announcement }) => announcement))).toEqual(new Set(['stored']))
  })

  test('a date of 1970 tells nobody anything, and counts from now', () => {
    const [entry] = entriesOf([anItem(1, { publishedAt: 0 })])

    expect(entry).toMatchObject({ announcement: 'silent', reportedAt: NOW, publishedAt: 0 })
  })
})

describe('time', () => {
  test('a date in the future counts from now, and is kept for people to see', () => {
    const publishedAt = Date.UTC(2099, 0, 1)

    const [entry] = entriesOf([anItem(1, { publishedAt })])

    expect(entry).toMatchObject({ reportedAt: NOW, publishedAt, announcement: 'announced' })
  })

  test('without a date a report counts from when it was first seen', () => {
    const { publishedAt: _, ...undated } = anItem(1)

    const [entry] = entriesOf([undated])

    expect(entry).toMatchObject({ reportedAt: NOW, firstSeenAt: NOW })
    expect(entry).not.toHaveProperty('publishedAt')
  })

  test('a back-dated report counts from the poll before, so that nobody buys a first', () => {
    const [entry] = entriesOf([anItem(1, { publishedAt: NOW - 5 * HOUR })])

    expect(entry?.reportedAt).toBe(NOW - HOUR)
  })
})

describe('identity', () => {
  test('the same item is the same entry at every poll, and its hash tells when a reader would see a change', () => {
    const [first] = entriesOf([anItem(1)])
    const [again] = entriesOf([anItem(1, { publishedAt: NOW })])
    const [corrected] = entriesOf([anItem(1, { title: 'Report number 1, corrected' })])

    expect(again?.id).toBe(first?.id)
    expect(again?.contentHash).toBe(first?.contentHash)
    expect(corrected?.id).toBe(first?.id)
    expect(corrected?.contentHash).not.toBe(first?.contentHash)
  })

  test('twenty items with one guid are twenty entries, the same twenty in another order', () => {
    const items = Array.from({ length: 20 }, (_, n) => anItem(n, { guid: 'same' }))

    const ids = entriesOf(items).map(({ id }) => id)
    const shuffled = entriesOf([...items].reverse()).map(({ id }) => id)

    expect(new Set(ids).size).toBe(20)
    expect(shuffled.sort()).toEqual([...ids].sort())
  })

  test('an item with neither guid nor link is known by its text', () => {
    const { guid: _, url: __, ...bare } = anItem(1)

    const [first] = entriesOf([bare])
    const [again] = entriesOf([bare])

    expect(first?.id).toBe(again?.id)
    expect(first).not.toHaveProperty('url')
  })

  test('equal items of two sources are two entries', () => {
    const [mine] = entriesOf([anItem(1)])
    const [theirs] = entriesOf([anItem(1)], { source: aSource('s2') })

    expect(mine?.id).not.toBe(theirs?.id)
  })
})

test('what the operator says of a source goes before what the feed says of itself', () => {
  const source = aSource('s1', { language: 'de', weight: 2, channels: ['world', 'sports'] })

  const [declared] = entriesOf([anItem(1)], { source, language: 'en' })
  const [told] = entriesOf([anItem(1)], { language: 'fr' })

  expect(declared).toMatchObject({ language: 'de', weight: 2, channels: ['world', 'sports'] })
  expect(told?.language).toBe('fr')
})

test.each([
  ['it says so', { language: 'nb' }, 'nb'],
  ['it says so in another variant', { language: 'en-GB' }, 'en-gb'],
  ['it says nothing', {}, 'en'],
  ['what it says is no language', { language: 'unknown' }, 'en'],
  ['its title is in no such script', { language: 'ru' }, 'en'],
  ['its title is in another', { language: 'fr', title: 'The mayor of the town is to open the bridge' }, 'en'],
])('an entry of a feed in English is in its own language where %s', (_, said, expected) => {
  const [entry] = entriesOf([anItem(1, said)], { language: 'en' })

  expect(entry?.language).toBe(expected)
})

test('a picture comes from the item or else from its first image enclosure', () => {
  const enclosures = [
    { url: 'https://news.example/a.mp3', type: 'audio/mpeg' },
    { url: 'https://news.example/b.jpg', type: 'image/jpeg' },
  ]

  const [own] = entriesOf([anItem(1, { imageUrl: 'https://news.example/own.png', enclosures })])
  const [enclosed] = entriesOf([anItem(1, { enclosures })])

  expect(own?.imageUrl).toBe('https://news.example/own.png')
  expect(enclosed?.imageUrl).toBe('https://news.example/b.jpg')
})

test('a publisher whose name holds half a character does not reach the scripts of Redis with it', () => {
  const [entry] = entriesOf([anItem(1)], { source: aSource('s1', { publisherName: 'News \ud83d' }) })

  expect(entry?.publisherName.isWellFormed()).toBe(true)
})

test('an item that tells only when it was updated is as old as that', () => {
  const { publishedAt: _, ...undated } = anItem(1)

  const [old] = entriesOf([{ ...undated, updatedAt: NOW - 400 * DAY }], { state: aState() })
  const [both] = entriesOf([{ ...anItem(2), publishedAt: NOW - HOUR, updatedAt: NOW }])

  expect(old).toMatchObject({ publishedAt: NOW - 400 * DAY, announcement: 'stored' })
  expect(both?.publishedAt).toBe(NOW - HOUR)
})

test('an entry belongs to the owner of its site, a private address to nobody', () => {
  const at = (siteUrl: string) =>
    toEntries({
      source: aSource(),
      state: aState({ lastSucceededAt: NOW - HOUR }),
      feed: aFeed([anItem(1)], { siteUrl }),
      now: NOW,
      limits: {
        announceOnFirstPoll: 20,
        windowMs: 3 * DAY,
        channels: [],
        owners: [{ name: 'House', members: ['paper.org'] }],
      },
    })[0]?.ownerId

  expect(at('https://www.bbc.co.uk/')).toBe(at('https://bbc.co.uk/news'))
  expect(at('https://a.paper.org/')).toBe(at('https://b.paper.org/'))
  expect(at('http://127.0.0.1:8080/')).toBeUndefined()
})

test('P35: the link that is shown is the publisher’s own, with its order, escapes and signature', () => {
  const url = 'https://news.example/a?b=2&a=%2F&sig=x%2by&utm_source=rss#part'

  const [entry] = entriesOf([anItem(1, { url })])

  expect(entry?.url).toBe(url)
})

describe('a source that carries reports of many publishers', () => {
  const items = [
    ['Fed cuts interest rates by half a point - Reuters', 'Reuters', 'https://www.reuters.com'],
    ['BBC News: Fed lowers rates by half a point', 'BBC News', 'https://www.bbc.co.uk/news'],
    ['美联储宣布降息五十个基点_新华网', '新华网', 'http://www.xinhuanet.com/'],
    ['What the planet is about', 'Front Pages', 'https://pages.example/feed.xml'],
  ].map(([title = '', name = '', url = ''], n) => anItem(n, { title, source: { name, url } }))
  const aggregator = aSource('s1', { url: 'https://pages.example/feed.xml', publisherName: 'Front Pages' })

  test('gives each entry the publisher that it names, and compares its title without that name', () => {
    const entries = entriesOf(items, { source: { ...aggregator, aggregates: true, weight: 0.5 } })

    expect(
      entries.map(({ publisherName, heading, carriedBy }) => [publisherName, heading, carriedBy]),
    ).toEqual([
      ['Reuters', 'Fed cuts interest rates by half a point', 'Front Pages'],
      ['BBC News', 'Fed lowers rates by half a point', 'Front Pages'],
      ['新华网', '美联储宣布降息五十个基点', 'Front Pages'],
      ['Front Pages', undefined, undefined],
    ])
    expect(entries.map(({ publisherId: id }) => id)).toEqual([
      ...['reuters', 'bbc news', '新华网'].map(publisherId),
      aggregator.publisherId,
    ])
    expect(new Set(entries.map(({ ownerId }) => ownerId)).size).toBe(4)
    expect(new Set(entries.map(({ weight }) => weight))).toEqual(new Set([0.5]))
    expect(entries[0]?.title).toBe('Fed cuts interest rates by half a point - Reuters')
  })

  test.each([
    ['Fed cuts interest rates by half a point  Reuters', undefined],
    ['Fed cuts interest rates by half a point - Reuters\nreuters.com', undefined],
    ['Fed cuts interest rates by half a point', undefined],
    ['Fed cuts interest rates by half a point  Reuters says so', 'says so'],
    ['What it means  Reuters', 'What it means'],
  ])('gives none a summary that is but its title and the name: %s', (summary, kept) => {
    const source = { ...aggregator, aggregates: true }
    const [entry] = entriesOf([{ ...items[0]!, summary }], { source })

    if (kept === undefined) expect(entry).not.toHaveProperty('summary')
    else expect(entry?.summary).toContain(kept)
  })

  test('and is not declared so keeps all entries for its own publisher', () => {
    const entries = entriesOf(items, { source: aggregator })

    expect(new Set(entries.map(({ publisherId: id }) => id))).toEqual(new Set([aggregator.publisherId]))
    expect(entries.every((entry) => !('carriedBy' in entry) && !('heading' in entry))).toBe(true)
  })

  test('are the same entries by the same ids, whether the option is on or off', () => {
    const ids = [true, false].map((aggregates) =>
      entriesOf(items, { source: { ...aggregator, aggregates } }).map(({ id, contentHash }) => [
        id,
        contentHash,
      ]),
    )

    expect(ids[0]).toEqual(ids[1])
  })
})
