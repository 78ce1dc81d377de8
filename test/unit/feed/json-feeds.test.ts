import { describe, expect, test } from 'vitest'
import { parse } from './documents.ts'

test('JSON Feed 1.0 and 1.1: numeric and missing ids, extensions, authors of both versions', async () => {
  const feed = await parse(
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1',
      title: 'T',
      home_page_url: 'https://e.com/blog/',
      feed_url: 'https://e.com/feed.json',
      author: { name: 'Ann' },
      hubs: [
        { type: 'WebSub', url: 'https://hub.e.com/' },
        { type: 'rssCloud', url: 'https://cloud.e.com/' },
      ],
      _x: { y: 1 },
      items: [
        {
          id: 42,
          url: 'p/1',
          title: 'one',
          content_text: 'a < b',
          _x: {},
          tags: ['x', 7, 'x'],
          attachments: [{ url: 'a.mp3', mime_type: 'audio/mpeg', size_in_bytes: 12 }],
        },
        {
          title: { no: 'object' },
          content_html: '<p>two</p>',
          authors: [{ name: 'Bob' }, { url: 'https://c.com/' }],
        },
        'nonsense',
        {},
      ],
    }),
  )

  expect(feed).toMatchObject({ format: 'json', siteUrl: 'https://e.com/blog/', hubs: ['https://hub.e.com/'] })
  expect(feed.entries).toEqual([
    {
      guid: '42',
      url: 'https://e.com/blog/p/1',
      title: 'one',
      summary: 'a < b',
      contentHtml: 'a &lt; b',
      authors: ['Ann'],
      categories: ['x'],
      enclosures: [{ url: 'https://e.com/blog/a.mp3', type: 'audio/mpeg', sizeBytes: 12 }],
    },
    {
      summary: 'two',
      contentHtml: '<p>two</p>',
      authors: ['Bob', 'https://c.com/'],
      categories: [],
      enclosures: [],
    },
  ])
  expect(feed.warnings).toEqual([])
})

describe('JSON without the version of JSON Feed', () => {
  test.each([
    ['a title', '{"title":"T","items":[]}', undefined],
    ['items with content', '{"items":[{"id":"1"},{"id":"2","content_text":"t"}]}', undefined],
    ['items with dates', '{"items":[{"id":"1","date_published":"2025-10-06T00:05:03Z"}]}', undefined],
    ['items with an address elsewhere', '{"items":[{"external_url":"https://e.com/1","n":1}]}', undefined],
    ['the media type', '{"items":[{"id":"1","n":1}]}', 'application/feed+json; charset=utf-8'],
    ['items without another word', '{"items":[{"id":"1"},{"_n":{}}],"_x":"y"}', 'application/json'],
    ['items that are titles', '{"language":"en","items":[{"title":"t","url":"https://e.com/1"}]}', undefined],
    ['the media type, with a title alone', '{"title":"T"}', 'application/feed+json'],
    ['its address alone', '{"home_page_url":"https://e.com/"}', undefined],
    ['the way to the next page', '{"description":"d","next_url":"https://e.com/2","_x":[]}', undefined],
  ])('is a feed by %s', async (_, document, contentType) => {
    const feed = await parse(document, contentType === undefined ? {} : { contentType })

    expect(feed.format).toBe('json')
  })

  test.each([
    [
      'an answer of an API',
      '{"total":1,"items":[{"id":1,"name":"n","url":"https://e.com/1"}]}',
      'application/json',
    ],
    ['one item of an API among others', '{"items":[{"id":"1"},{"id":"2","state":"open"}]}', undefined],
    ['items that are no objects', '{"items":["a",1,null,[]]}', undefined],
    ['nothing in it', '{"items":[]}', 'application/json'],
    ['nothing in its items', '{"items":[{},{"_x":1}]}', undefined],
    ['an error that has a title', '{"title":"404 Not Found","description":"No such page"}', undefined],
    ['an error beside its address', '{"feed_url":"https://e.com/feed.json","error":"gone"}', undefined],
    ['problem details', '{"type":"about:blank","title":"Gone","status":410}', 'application/problem+json'],
    ['an error that is served as a feed', '{"error":"gone"}', 'application/feed+json'],
  ])('is none with %s', async (_, document, contentType) => {
    await expect(parse(document, contentType === undefined ? {} : { contentType })).rejects.toMatchObject({
      code: 'parse_json',
    })
  })
})

describe('JSON that is none', () => {
  const feedOf = (item: string, after = ''): string =>
    `{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{"id":"1",${item}}]${after}}`

  test.each([
    ['line breaks and tabs in strings', '"title":"a\n\tb"', { title: 'a b' }],
    ['control characters in strings', '"title":"a\u0003b"', { title: 'ab' }],
    [
      'escapes of other languages',
      String.raw`"title":"it\'s \$5 \u00e9 \u12 \\ \"q\""`,
      { title: `it's $5 é u12 \\ "q"` },
    ],
    ['an escaped line break', '"title":"a\\\nb"', { title: 'a b' }],
    [
      'commas before closing brackets',
      '"title":"a, ]","tags":["x", "y" , ],',
      { title: 'a, ]', categories: ['x', 'y'] },
    ],
    [
      'numbers that are none',
      '"title":"-Infinity","attachments":[{"url":"https://e.com/a","size_in_bytes":NaN}]',
      { title: '-Infinity', enclosures: [{ url: 'https://e.com/a' }] },
    ],
  ])('is read with %s', async (_, item, expected) => {
    const feed = await parse(feedOf(item, ',\n'))

    expect(feed.entries).toMatchObject([{ guid: '1', ...expected }])
    expect(feed.warnings).toEqual(['the JSON was not well-formed'])
  })

  test.each([
    ['cut off', feedOf('"title":"a"').slice(0, -9)],
    ['without quotes', feedOf('title:"a"')],
    ['with two commas', feedOf('"title":"a",,"url":"b"')],
    ['with too much amiss', feedOf(`"title":"${'\n'.repeat(100_001)}"`)],
  ])('is refused %s', async (_, document) => {
    await expect(parse(document)).rejects.toMatchObject({ code: 'parse_json' })
  })
})

test.each([
  ['true', 'true'],
  ['false', 'false'],
  ['4.5', '4.5'],
  ['NaN', 'NaN'],
  ['null', undefined],
  ['["a"]', undefined],
  ['{"a":1}', undefined],
])('the id %s of a JSON Feed is read as %s', async (written, expected) => {
  const feed = await parse(
    `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":${written},"title":"t"}]}`,
  )

  expect(feed.entries[0]?.guid).toBe(expected)
})

test.each([
  ['en_GB', 'en-GB'],
  [' zh_Hans_CN ', 'zh-Hans-CN'],
  ['not a language', undefined],
])('the language %j of a JSON Feed and of an item is read as %j', async (written, language) => {
  const feed = await parse(
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'T',
      language: written,
      items: [{ id: '1', title: 't', language: written }],
    }),
  )

  expect(feed.language).toBe(language)
  expect(feed.entries.map((entry) => entry.language)).toEqual([language])
})
