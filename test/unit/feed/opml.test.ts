import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { oneLine } from '../../../src/feed/html/text.ts'
import { OpmlError, readOpml } from '../../../src/feed/opml.ts'
import { writeOpml } from '../../../src/feed/write/write-opml.ts'
import { cpuTimeMs } from '../../support/cpu-time.ts'

const read = (text: string) => readOpml(Buffer.from(text))
const list = (body: string) =>
  read(`<?xml version="1.0"?><opml version="2.0"><head/><body>${body}</body></opml>`)
const feed = (name: string) => `<outline type="rss" text="${name}" xmlUrl="https://${name}.example/feed"/>`
const placed = (body: string) =>
  list(body).feeds.map(({ title, folders }) => [...folders, title ?? ''].join(' > '))

describe('folders', () => {
  const cases: readonly [what: string, body: string, expected: readonly string[]][] = [
    ['none', feed('a'), ['a']],
    [
      'three deep and deeper',
      `<outline text="1"><outline text="2"><outline text="3">${feed('a')}<outline text="4">${feed('b')}</outline></outline></outline>${feed('c')}</outline>`,
      ['1 > 2 > 3 > a', '1 > 2 > 3 > 4 > b', '1 > c'],
    ],
    ['with a title only', `<outline title="News">${feed('a')}</outline>`, ['News > a']],
    ['whose text beats their title', `<outline text="T" title="t">${feed('a')}</outline>`, ['T > a']],
    ['without a name', `<outline>${feed('a')}</outline>`, ['a']],
    ['that are empty', `<outline text="E"></outline><outline text="F"/>${feed('a')}`, ['a']],
    [
      'of one name in two parents',
      `<outline text="A"><outline text="Blogs">${feed('a')}</outline></outline><outline text="B"><outline text="Blogs">${feed('b')}</outline></outline>`,
      ['A > Blogs > a', 'B > Blogs > b'],
    ],
    [
      'around feeds that have end tags',
      `<outline text="A"><outline text="a" xmlUrl="https://a.example/"></outline></outline>${feed('b')}`,
      ['A > a', 'b'],
    ],
    ['that nobody closes', `<outline text="A">${feed('a')}`, ['A > a']],
    ['of which too many are closed', `</outline></outline>${feed('a')}</outline>`, ['a']],
  ]

  test.each(cases)('%s', (_, body, expected) => {
    expect(placed(body)).toEqual(expected)
  })

  test('nested deeper than anyone does are looked through', () => {
    const depth = 100_000

    const [found] = list(`${'<outline text="f">'.repeat(depth)}${feed('a')}`).feeds

    expect(found?.folders).toHaveLength(32)
    expect(found?.title).toBe('a')
  })
})

describe('feeds', () => {
  const cases: readonly [what: string, outline: string, expected: object][] = [
    [
      'with everything',
      '<outline type="rss" text="x" title=" The&#10; Title " xmlUrl=" https://a.example/?a=1&amp;b=2 " htmlUrl="https://a.example/" language="en-GB" description="d &lt;b&gt;" category="/a/b,/c, tag ,,/"/>',
      {
        url: 'https://a.example/?a=1&b=2',
        title: 'The Title',
        siteUrl: 'https://a.example/',
        folders: [],
        categories: [['a', 'b'], ['c'], ['tag']],
        language: 'en-GB',
        description: 'd <b>',
      },
    ],
    [
      'whose attributes are written xmlurl',
      "<OUTLINE TEXT='x' xmlurl='https://a.example/'/>",
      { url: 'https://a.example/', title: 'x' },
    ],
    [
      'whose attribute is written xmlURL',
      '<outline xmlURL="https://a.example/"/>',
      { url: 'https://a.example/' },
    ],
    [
      'without quotes',
      '<outline xmlUrl=https://a.example/ text=x>',
      { url: 'https://a.example/', title: 'x' },
    ],
    [
      'that have a url of type link',
      '<outline type="link" text="x" url="https://a.example/rss"/>',
      { url: 'https://a.example/rss', title: 'x' },
    ],
    [
      'that have a url of type rss',
      '<outline type="RSS" url="https://a.example/"/>',
      { url: 'https://a.example/' },
    ],
    ['under feed:', '<outline xmlUrl="feed://a.example/x"/>', { url: 'http://a.example/x' }],
    ['under feed:https:', '<outline xmlUrl="feed:https://a.example/x"/>', { url: 'https://a.example/x' }],
    [
      'whose text is not escaped',
      '<outline text="AT&T < R&eacute;sum&eacute; &amp;eacute; > &unknown;" xmlUrl="https://a.example/?a=1&b=2"/>',
      { url: 'https://a.example/?a=1&b=2', title: 'AT&T < Résumé &eacute; > &unknown;' },
    ],
  ]

  test.each(cases)('%s', (_, outline, expected) => {
    expect(list(outline).feeds).toEqual([expect.objectContaining(expected)])
  })

  test('are kept as often as they are written, in order', () => {
    expect(placed(feed('b') + feed('a') + feed('b'))).toEqual(['b', 'a', 'b'])
  })

  test('in comments are not there', () => {
    expect(placed(`<!-- ${feed('a')} --><![CDATA[${feed('b')}]]>${feed('c')}`)).toEqual(['c'])
  })

  test('that cannot be one are listed with the reason', () => {
    const { feeds, skipped } = list(
      [
        '<outline type="rss" text="no address" htmlUrl="https://a.example/"/>',
        '<outline type="rss" text="empty" xmlUrl=""/>',
        '<outline type="include" text="other" url="https://a.example/list.opml"/>',
        '<outline type="link" text="another" url="https://a.example/list.opml?x"/>',
        '<outline text="just a line"/>',
        feed('a'),
      ].join(''),
    )

    expect(feeds.map(({ title }) => title)).toEqual(['a'])
    expect(skipped.map(({ title, reason }) => `${title}: ${reason}`)).toEqual([
      'no address: type "rss" without xmlUrl; try: tidewire discover https://a.example/',
      'empty: type "rss" without xmlUrl',
      'other: another list is included by reference (https://a.example/list.opml); import that one too',
      'another: another list is included by reference (https://a.example/list.opml?x); import that one too',
    ])
  })
})

describe('documents', () => {
  test('without the opml element, and in other encodings', () => {
    const gbk = Buffer.from(
      '<?xml version="1.0" encoding="gbk"?><opml version="1.0"><body><outline text="\xd0\xc2\xce\xc5" xmlUrl="https://a.example/"/></body></opml>',
      'latin1',
    )

    expect(read(feed('a')).feeds).toHaveLength(1)
    expect(readOpml(gbk).feeds[0]?.title).toBe('新闻')
    expect(
      readOpml(Buffer.from(`\ufeff<opml><body>${feed('a')}</body></opml>`, 'utf16le')).feeds,
    ).toHaveLength(1)
  })

  test.each([
    ['nothing', '', 'opml_empty'],
    ['blank', ' \n', 'opml_empty'],
    ['a page', '<!doctype html><html><body>hello</body></html>', 'opml_unknown'],
    ['a feed', '<rss version="2.0"><channel/></rss>', 'opml_unknown'],
    ['JSON', '{"opml": []}', 'opml_unknown'],
    ['too much', `<opml>${' '.repeat(20 * 1024 * 1024)}`, 'opml_too_large'],
  ])('that are none are refused: %s', (_, text, code) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ name: 'OpmlError', code }))
  })

  test('expand no entity they declare', () => {
    const text = `<!DOCTYPE opml [<!ENTITY a "aaaa"><!ENTITY x SYSTEM "file:///etc/passwd">]><opml><body><outline text="&a;&x;" xmlUrl="https://a.example/"/></body></opml>`

    expect(read(text).feeds[0]?.title).toBe('&a;&x;')
  })

  test.each([
    ['feeds', feed('abc')],
    ['open folders', '<outline text="folder">'],
    ['open quotes', '<outline text="'],
    ['comments that begin', '<!-- '],
    ['end tags', '</outline>'],
    ['ampersands', '&'],
    ['references', '&#'],
    ['angle brackets', '<'],
    ['categories', '<outline xmlUrl="x" category=",,,,,,/////////"/>'],
  ])('of 10 MB of %s are read in seconds', (_, piece) => {
    const text = `<opml><body>${piece.repeat(10_000_000 / piece.length)}`
    const before = cpuTimeMs()

    read(text)

    // Takes up to half a second; a quadratic reader takes hours.
    expect(cpuTimeMs() - before).toBeLessThan(10_000)
  })
})

const evil = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(
      fc.constantFrom(
        ...['<', '>', '&', '"', "'", ']]>', '<!--', '-->', '</outline>', '<outline text="', '/>', '&amp;'],
        ...[
          '&#0;',
          '&lt;',
          '\u0000',
          '\ud800',
          '\udc00',
          '\uffff',
          '\u0085',
          '\n',
          '\t',
          '\r',
          ' ',
          '新闻',
          'é',
        ],
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
)

test('whatever the names are, what is written is read back', () => {
  const outline = fc.record({
    text: evil,
    xmlUrl: fc.webUrl({ withQueryParameters: true }),
    htmlUrl: fc.webUrl(),
    own: fc.record({ publisher: evil, weight: evil }, { requiredKeys: [] }),
  })
  const document = fc.record({
    title: evil,
    outlines: fc.array(outline, { maxLength: 3 }),
    folders: fc.array(fc.record({ text: evil, outlines: fc.array(outline, { maxLength: 3 }) }), {
      maxLength: 3,
    }),
  })
  const named = (text: string) => oneLine(text, 1000)

  fc.assert(
    fc.property(document, (written) => {
      const { feeds, skipped } = read(writeOpml(written))

      const expected = [{ text: '', outlines: written.outlines }, ...written.folders].flatMap((folder) =>
        folder.outlines.map(({ text, xmlUrl, htmlUrl, own }) => ({
          url: xmlUrl,
          ...(named(text) && { title: named(text) }),
          siteUrl: htmlUrl,
          folders: named(folder.text) === '' ? [] : [named(folder.text)],
          categories: [],
          own: Object.fromEntries(
            Object.entries(own)
              .map(([name, value]) => [name, named(value)])
              .filter(([, value]) => value !== ''),
          ),
        })),
      )
      expect(feeds).toEqual(expected)
      expect(skipped).toEqual([])
    }),
    { numRuns: 300 },
  )
})

test('any bytes are read or refused with an OpmlError', () => {
  const valid = Buffer.from(
    writeOpml({ title: 't', outlines: [{ text: 'a', xmlUrl: 'https://a.example/' }] }),
  )
  const mutated = fc
    .array(fc.record({ at: fc.nat(valid.length), cut: fc.nat(8), piece: evil }), {
      minLength: 1,
      maxLength: 6,
    })
    .map((mutations) =>
      mutations.reduce(
        (bytes, { at, cut, piece }) =>
          Buffer.concat([bytes.subarray(0, at), Buffer.from(piece), bytes.subarray(at + cut)]),
        valid,
      ),
    )

  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), mutated), (bytes) => {
      try {
        for (const { url, folders } of readOpml(bytes).feeds) {
          expect(url).toBeTypeOf('string')
          expect(Array.isArray(folders)).toBe(true)
        }
      } catch (error) {
        if (!(error instanceof OpmlError)) throw error
      }
    }),
    { numRuns: 1000 },
  )
})
