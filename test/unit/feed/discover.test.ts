import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { readLinkHeader, readPage } from '../../../src/feed/discover.ts'
import { cpuTimeMs } from '../../support/cpu-time.ts'

const page = (html: string, url = 'https://a.example/blog/post.html') => readPage(Buffer.from(html), { url })

describe('the links of a page', () => {
  const cases: readonly [what: string, html: string, expected: readonly object[]][] = [
    [
      'RSS, Atom and JSON Feed, with titles, in order',
      `<head><link rel="alternate" type="application/rss+xml" title="News &amp; more" href="/rss?a=1&amp;b=2">
       <link rel=alternate type=application/atom+xml href=atom.xml><link href='//b.example/f.json' type='application/feed+json' rel='alternate'></head>`,
      [
        { url: 'https://a.example/rss?a=1&b=2', title: 'News & more', type: 'rss' },
        { url: 'https://a.example/blog/atom.xml', type: 'atom' },
        { url: 'https://b.example/f.json', type: 'json' },
      ],
    ],
    [
      'any case, several relations, a charset',
      '<LINK REL="Alternate Home" TYPE="Application/RSS+XML; charset=utf-8" HREF="/rss">',
      [{ url: 'https://a.example/rss', type: 'rss' }],
    ],
    [
      'types as some write them',
      '<link rel="alternate" type="text/rss" href="/1"><link rel="alternate" type="application/x-atom+xml" href="/2"><link rel="alternate" type="text/xml" href="/3">',
      [
        { url: 'https://a.example/1', type: 'rss' },
        { url: 'https://a.example/2', type: 'atom' },
        { url: 'https://a.example/3' },
      ],
    ],
    ['rel=feed without a type', '<link rel="feed" href="/f">', [{ url: 'https://a.example/f' }]],
    [
      'in the body',
      '<body><p><link rel="alternate" type="application/rss+xml" href="/f">',
      [{ url: 'https://a.example/f', type: 'rss' }],
    ],
    [
      'against the base, wherever it stands',
      '<link rel="feed" href="f"><base href="/other/"><base href="/no/">',
      [{ url: 'https://a.example/other/f' }],
    ],
    [
      'once',
      '<link rel="feed" href="/f" title="one"><link rel="feed" href="/f" title="two">',
      [{ url: 'https://a.example/f', title: 'one' }],
    ],
    [
      'under feed:',
      '<link rel="alternate" type="application/rss+xml" href="feed://b.example/f">',
      [{ url: 'http://b.example/f', type: 'rss' }],
    ],
    [
      'under the schemes of podcast programs',
      '<link rel="alternate" type="application/rss+xml" href="itpc://b.example/f"><link rel="alternate" type="application/rss xml" href="pcast:https://b.example/g">',
      [
        { url: 'http://b.example/f', type: 'rss' },
        { url: 'https://b.example/g', type: 'rss' },
      ],
    ],
    [
      'a JSON feed with its old type',
      '<link rel="alternate" type="application/json" href="/feed.json">',
      [{ url: 'https://a.example/feed.json', type: 'json' }],
    ],
    [
      'and nothing else',
      `<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1"><link rel="alternate" type="application/json+oembed" href="/o?feed">
       <link rel="alternate" type="text/xml+oembed" href="/o"><link rel="alternate" hreflang="de" href="/de"><link rel="stylesheet" type="text/css" href="/c">
       <link rel="alternate" type="application/atom+xml;type=entry" href="/entry"><link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
       <link rel="alternate" type="application/rss+xml"><link rel="EditURI" type="application/rsd+xml" href="/rsd"><a rel="alternate" type="application/rss+xml" href="/a">
       <!-- <link rel="feed" href="/comment"> --><script>'<link rel="feed" href="/script">'</script><title><link rel="feed" href="/title"></title>`,
      [],
    ],
    ['none', '', []],
  ]

  test.each(cases)('%s', (_, html, expected) => {
    expect(page(html).feeds).toEqual(expected)
  })

  test('are at most a hundred', () => {
    const links = Array.from({ length: 5000 }, (_, index) => `<link rel="feed" href="/${index}">`)

    expect(page(links.join('')).feeds).toHaveLength(100)
  })

  test.each([
    ['the page, where it says', '<meta charset="gbk">', undefined, '新闻'],
    ['its server, where that says', '', 'text/html; charset=gbk', '新闻'],
    // The event loop reads pages: letter statistics would hold it up.
    ['browsers, where nobody says', '', undefined, 'ÐÂÎÅ'],
  ])('are read in the encoding of %s', (_, meta, contentType, title) => {
    const html = `${meta}<link rel="feed" href="/f" title="新闻"><p>国务院批准新的预算方案，神舟飞船成功着陆</p>`
    const page = { url: 'https://a.example/', ...(contentType !== undefined && { contentType }) }

    expect(readPage(iconv.encode(html, 'gbk'), page).feeds[0]?.title).toBe(title)
  })

  test.each([
    '<link rel="feed" href="/f">',
    '<link ',
    '<div>',
    '<',
    '<!--',
    '<script>',
    '<link rel="',
    '&amp;',
  ])('are read in linear time: 5 MB of %s', (piece) => {
    const html = piece.repeat(5_000_000 / piece.length)
    const before = cpuTimeMs()

    page(html)

    expect(cpuTimeMs() - before).toBeLessThan(10_000)
  })
})

test('other names of the page: its canonical address and the channel of a video', () => {
  const { aliases } = page(
    '<link rel="canonical" href="/x"><meta itemprop="identifier" content="UCabcdefghijklmnopqrstuv"><meta itemprop="identifier" content="no"><meta name="generator" content="x"><link rel="canonical">',
  )

  expect(aliases).toEqual(['https://a.example/x', 'https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv'])
})

describe('Link headers', () => {
  const cases: readonly [what: string, value: string | string[] | undefined, expected: readonly object[]][] =
    [
      ['none', undefined, []],
      [
        'one of several links',
        '<https://a.example/wp-json/>; rel="https://api.w.org/", </rss>; rel="alternate"; type="application/rss+xml"; title="a, \\"b\\"; c"',
        [{ url: 'https://a.example/rss', title: 'a, "b"; c', type: 'rss' }],
      ],
      [
        'without quotes, sent twice',
        ['<f>;rel=feed', '<g> ; REL=Feed ; rel=other'],
        [{ url: 'https://a.example/f' }, { url: 'https://a.example/g' }],
      ],
      [
        'commas and semicolons in the address',
        '<https://b.example/a,b;c>; rel=feed',
        [{ url: 'https://b.example/a,b;c' }],
      ],
      ['a page in another language', '</de>; rel=alternate; hreflang=de', []],
      ['nonsense', 'nonsense; rel=feed, <>; rel=feed;, ;;,, <x', []],
      ['an open quote', '</a>; rel="feed', [{ url: 'https://a.example/a' }]],
    ]

  test.each(cases)('%s', (_, value, expected) => {
    expect(readLinkHeader(value, 'https://a.example/')).toEqual(expected)
  })
})

test('nothing makes the readers throw, and every feed is a web address', () => {
  const piece = fc.constantFrom(
    ...[
      '<link ',
      'rel="feed"',
      'rel=alternate',
      ' type="application/rss+xml"',
      ' href="',
      'http://[',
      'x',
      '"',
      '>',
      '<base href="',
      '<',
      '&',
      ';',
      ',',
      '\u0000',
      '//',
    ],
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece, { maxLength: 40 }).map((parts) => parts.join('')),
  )

  fc.assert(
    fc.property(text, (value) => {
      for (const { url } of [...page(value).feeds, ...readLinkHeader(value, 'https://a.example/')]) {
        expect(url).toMatch(/^https?:/i)
      }
    }),
    { numRuns: 500 },
  )
})
