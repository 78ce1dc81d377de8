import { expect, test } from 'vitest'
import { LIMITS } from '../../../src/feed/limits.ts'
import { cpuTimeMs } from '../../support/cpu-time.ts'
import { atom, parse, rss, wrongFields } from './documents.ts'

const item = (inside: string): string =>
  rss(`<item><title>ok</title><link>https://e.com/1</link><guid>1</guid>${inside}</item>`)
const filled = (text: string, inside: string): string => item(`<description>${text}${inside}</description>`)

/** Documents of a size; each has hung, crashed or emptied some parser. `n` is about the number of characters. */
const SHAPES: [string, (n: number) => string][] = [
  ['bare ampersands', (n) => item(`<title>${'&'.repeat(n)}</title>`)],
  ['angle brackets', (n) => item(`<x>${'<'.repeat(n)}</x>`)],
  ['angle brackets in a description', (n) => filled('', `<![CDATA[${'<'.repeat(n)}]]>`)],
  ['tags without ends in a description', (n) => filled('', `<![CDATA[${'<p'.repeat(n / 2)}]]>`)],
  [
    'tags without ends in Atom',
    (n) => atom(`<id>1</id><content type="html"><![CDATA[${'<p'.repeat(n / 2)}]]></content>`),
  ],
  ['CDATA that never ends', (n) => filled('', `<![CDATA[${'x'.repeat(n)}`)],
  ['CDATA opened again and again', (n) => item('<description><![CDATA['.repeat(n / 22))],
  ['comments opened again and again', (n) => item('<!--'.repeat(n / 4))],
  ['instructions opened again and again', (n) => item('<?'.repeat(n / 2))],
  ['document types', (n) => '<!DOCTYPE '.repeat(n / 10) + rss('<item><title>ok</title></item>')],
  [
    'document types with open quotes',
    (n) => `${"<!DOCTYPE ' >".repeat(n / 13)}<!X ' >${rss('<item><title>ok</title></item>')}`,
  ],
  ['titles that never close', (n) => item('<title>'.repeat(n / 7))],
  [
    'titles that close in another entry',
    (n) => rss(`${'<item><title>a</item>'.repeat(n / 21)}<item><title>ok</title></item>`),
  ],
  ['attributes that never close', (n) => item('<a b="'.repeat(n / 6))],
  ['attributes that lost their closing quotes', (n) => item('<a b="c><d>'.repeat(n / 11))],
  ['attributes of two quotes that never close', (n) => item(`<a b="'><c d='>`.repeat(n / 15))],
  ['misspelt end tags of authors', (n) => item('<author></authors>'.repeat(n / 18))],
  ['groups whose end tags are of others', (n) => item('<source><media:group></author>'.repeat(n / 30))],
  ['misspelt end tags of titles', (n) => item('<title>a</titel><link/>'.repeat(n / 23))],
  ['end tags without ends', (n) => item('</'.repeat(n / 2))],
  ['an end tag of a long name without a bracket', (n) => item(`<x></${'a'.repeat(n)}"`)],
  ['end tags without brackets', (n) => item('<x></x'.repeat(n / 6))],
  ['blanks in end tags', (n) => item(`<x></x${' '.repeat(n)}`)],
  [
    'unknown elements that never end',
    (n) => item(Array.from({ length: n / 9 }, (_, i) => `<n${i}>`).join('')),
  ],
  ['unknown elements that end late', (n) => `${item('<x><y>'.repeat(n / 8))}${'</x>'.repeat(n / 16)}`],
  [
    'a date of two readings among quotation marks',
    (n) => item(`<pubDate>10/06/2025</pubDate><x>${'"  abc, '.repeat(n / 8)}</x>`),
  ],
  [
    'a date of two readings before blanks',
    (n) => item(`<pubDate>10/06/2025</pubDate><x>${' '.repeat(n)}</x>`),
  ],
  ['deep nesting', (n) => item('<a>'.repeat(n / 7) + '</a>'.repeat(n / 7))],
  ['deep groups', (n) => item('<media:group>'.repeat(n / 13))],
  [
    'entries that never close',
    (n) => `<rss version="2.0"><channel><title>t</title>${'<item><title>x</title>'.repeat(n / 22)}`,
  ],
  [
    'many attributes',
    (n) => item(`<enclosure ${Array.from({ length: n / 12 }, (_, i) => `a${i}="1"`).join(' ')}/>`),
  ],
  ['a huge attribute', (n) => item(`<enclosure url="https://e.com/${'a'.repeat(n)}"/>`)],
  ['many categories', (n) => item('<category>c</category>'.repeat(n / 22))],
  ['many names', (n) => item(Array.from({ length: n / 16 }, (_, i) => `<n${i}>1</n${i}>`).join(''))],
  [
    'many namespaces',
    (n) =>
      rss('<item><title>ok</title></item>', {
        attributes: Array.from({ length: n / 36 }, (_, i) => ` xmlns:p${i}="http://e.com/${i}"`).join(''),
      }),
  ],
  ['white space before the root', (n) => ' '.repeat(n) + rss('<item><title>ok</title></item>')],
  ['spaces in a link', (n) => atom(`<id>1</id><link>${' '.repeat(n)}x<y></link>`)],
  ['a long date', (n) => item(`<pubDate>${'1'.repeat(n)}</pubDate>`)],
  [
    'XHTML prefixes',
    (n) =>
      atom(
        `<id>1</id><content type="xhtml" xmlns:h="http://www.w3.org/1999/xhtml">${'<h:b>'.repeat(n / 5)}</content>`,
      ),
  ],
  [
    'titles whose CDATA never ends',
    (n) => rss('<item><title><![CDATA[x</title></item>'.repeat(n / 38)) + ']]>'.repeat(9),
  ],
  ['links whose CDATA never ends', (n) => rss('<item><link><![CDATA[x</link></item>'.repeat(n / 36))],
  ['markup around a name', (n) => item(`<author>${'<a>'.repeat(n / 3)}</author>`)],
  ['a declared entity', (n) => `<!DOCTYPE rss [<!ENTITY a "b">]>${filled('&a;'.repeat(n / 3), '')}`],
  ['names that are nearly addresses', (n) => item(`<author>${'(@'.repeat(100)}</author>`.repeat(n / 217))],
  ['empty elements', (n) => filled('', `<![CDATA[${'<a/>'.repeat(n / 4)}]]>`)],
  ['control characters', (n) => filled('\u0001a'.repeat(n / 2), '')],
  [
    'white space within JSON',
    (n) => `{"version":"https://jsonfeed.org/version/1",${' '.repeat(n)}"items":[]}`,
  ],
  ['backslashes in JSON that is none', (n) => `{"items":[{"title":"${'\\x'.repeat(n / 2)}"}],}`],
  ['commas in JSON that is none', (n) => `{"items":[${',  '.repeat(n / 3)}],}`],
  ['open strings in JSON that is none', (n) => `{"items":[{"title":"${'\n'.repeat(n)}`],
  ['numbers and spaces for a date', (n) => item(`<pubDate>${'1 '.repeat(50)}</pubDate>${' '.repeat(n)}`)],
]

test.each(SHAPES)('%s: a megabyte is parsed or refused within seconds', async (_name, shape) => {
  const document = shape(1_000_000)
  const before = cpuTimeMs()

  const outcome = await parse(document).catch((error: unknown) => error)

  expect(cpuTimeMs() - before).toBeLessThan(5_000)
  if (outcome instanceof Error) expect(outcome.name).toBe('ParseError')
  else expect(wrongFields(outcome as never)).toEqual([])
})

test('entities of a document type are never expanded, neither bombs nor files', async () => {
  let entities = '<!ENTITY l0 "lol">'
  for (let level = 1; level < 10; level += 1)
    entities += `<!ENTITY l${level} "${`&l${level - 1};`.repeat(10)}">`
  const before = `<?xml version="1.0"?><!DOCTYPE rss [${entities}<!ENTITY file SYSTEM "file:///etc/hostname">]>`

  const feed = await parse(rss('<item><title>a &l9; &file; b</title></item>', { before }))

  expect(feed.entries[0]?.title).toBe('a &l9; &file; b')
})

test('names of Object.prototype are names like any other', async () => {
  const xml = rss(
    '<item><title hasOwnProperty="1" __proto__="x" toString="t">ok</title><__proto__><polluted>yes</polluted></__proto__><constructor><prototype><polluted>yes</polluted></prototype></constructor><toString>x</toString></item><__proto__><polluted>yes</polluted></__proto__>',
    {
      attributes:
        ' hasOwnProperty="1" __proto__="z" constructor="c" xmlns:__proto__="http://purl.org/dc/elements/1.1/"',
    },
  )
  const json =
    '{"version":"https://jsonfeed.org/version/1.1","title":"t","__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},"items":[{"id":"1","content_text":"x","__proto__":{"polluted":"yes"}}]}'

  const feeds = [await parse(xml), await parse(json)]

  expect(feeds.map((feed) => feed.entries.length)).toEqual([1, 1])
  expect(feeds[0]?.entries[0]?.title).toBe('ok')
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  expect(Object.keys(Object.prototype)).toEqual([])
})

test('of 5,000 entries the newest 1,000 stay, in their order, and the count of the others is told', async () => {
  const day = 86_400_000
  const start = Date.parse('2010-01-01T00:00:00Z')
  // Oldest first, as some publishers write.
  const items = Array.from(
    { length: 5_000 },
    (_, index) =>
      `<item><title>${index}</title><pubDate>${new Date(start + index * day).toUTCString()}</pubDate></item>`,
  )

  const feed = await parse(rss(items.join('')))

  expect(feed.entries).toHaveLength(1_000)
  expect(feed.entries[0]?.title).toBe('4000')
  expect(feed.entries.at(-1)?.title).toBe('4999')
  expect(feed.warnings).toContainEqual(expect.stringContaining('4000 older entries'))
})

test('entries beyond those looked at are counted too', async () => {
  const feed = await parse(rss('<item><title>a</title></item>'.repeat(LIMITS.scannedEntries + 500)))

  expect(feed.entries).toHaveLength(LIMITS.entries)
  expect(feed.warnings).toContainEqual(
    expect.stringContaining(`${LIMITS.scannedEntries + 500 - LIMITS.entries} older entries`),
  )
})

test('every field has its bound', async () => {
  const feed = await parse(
    item(
      `<title>${'标'.repeat(5_000)}</title><description>${'文 '.repeat(5_000)}</description><content:encoded><![CDATA[<p>${'x'.repeat(700_000)}</p>]]></content:encoded>` +
        Array.from(
          { length: 80 },
          (_, i) => `<category>c${i}</category><enclosure url="https://e.com/${i}.mp3"/>`,
        ).join(''),
    ).replace('<title>ok</title>', ''),
  )
  const [entry] = feed.entries

  expect(entry?.title?.length).toBeLessThanOrEqual(LIMITS.titleLength)
  expect(entry?.summary?.length).toBeLessThanOrEqual(LIMITS.summaryLength)
  expect(entry?.contentHtml?.length).toBeLessThanOrEqual(LIMITS.contentLength + 100)
  expect(entry?.categories).toHaveLength(LIMITS.categories)
  expect(entry?.enclosures).toHaveLength(LIMITS.enclosures)
})

test.each([
  ['lists', '['.repeat(101)],
  ['objects', '{"a":'.repeat(101)],
  ['a mix that closes', `${'[{"a":'.repeat(60)}1${'}]'.repeat(60)}`],
])('JSON that nests a hundred levels is refused before it is built: %s', async (_, deep) => {
  const parsing = parse(`{"version":"https://jsonfeed.org/version/1.1","items":${deep}`)

  await expect(parsing).rejects.toThrow('the JSON nests deeper than 100 levels')
})

test('JSON of more values than any feed has is refused before it is built', async () => {
  const parsing = parse(
    `{"version":"https://jsonfeed.org/version/1.1","items":[${'{},'.repeat(LIMITS.jsonValues)}{}]}`,
  )

  await expect(parsing).rejects.toMatchObject({ code: 'parse_too_large' })
})

test('a text is read as far as anybody needs it, and what follows it is read too', async () => {
  const feed = await parse(
    rss(
      `<item><description>${'&lt;b&gt;x&lt;/b&gt;'.repeat(200_000)}</description><title>t</title><link>https://e.com/${'a'.repeat(3_000_000)}</link><guid>1</guid></item><item><title>next</title></item>`,
    ),
  )

  expect(feed.entries).toMatchObject([{ title: 't', guid: '1' }, { title: 'next' }])
  const { contentHtml = '', url } = feed.entries[0] ?? {}
  expect(contentHtml).toMatch(/^(?:<b>x<\/b>){2}/)
  // Whole it would be 1,600,000 characters, and the address three million.
  expect(contentHtml.length).toBeLessThanOrEqual(512 * 1024)
  expect(url).toBeUndefined()
})

test('brackets inside JSON strings are no levels', async () => {
  const title = `${'[{'.repeat(200)}\\" \\\\`

  const feed = await parse(
    `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":${JSON.stringify(title)}}]}`,
  )

  expect(feed.entries[0]?.title).toBe(title)
})
