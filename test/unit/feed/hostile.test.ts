import { expect, test } from 'vitest'
import { LIMITS } from '../../../src/feed/limits.ts'
import { cpuTimeMs } from '../../support/cpu-time.ts'
import { parse, rss, wrongFields } from './documents.ts'
import { item, SHAPES } from './hostile-shapes.ts'

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
