import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { jsonLines, tidewire } from '../../support/command.ts'
import { EXPECTED, FEED_CONTEXTS, FEED_NAMES, FEEDS } from '../../support/feed-fixtures.ts'

const JSON_FEED = JSON.stringify({
  version: 'https://jsonfeed.org/version/1.1',
  title: 'Harbour News',
  items: [
    {
      id: 7,
      url: 'https://harbour.example/7',
      title: 'Ferry runs aground',
      content_html: '<p>Off <b>Naxos</b><script>x</script></p>',
      date_published: '2026-03-01T12:00:00+02:00',
      attachments: [{ url: 'https://harbour.example/7.mp3', mime_type: 'audio/mpeg', size_in_bytes: 9 }],
    },
  ],
})
const RSS = `<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour &amp; Sea</title><link>/</link>
<item><title>Ferry &lt;b&gt;aground&lt;/b&gt;</title><link>/7</link><pubDate>2026-03-01 12:00:00</pubDate></item>
</channel></rss>`
const HTML = '<!doctype html><html><head><title>Not found</title></head><body><p>Sorry</p></body></html>'

let dir: string
const path = (name: string) => join(dir, name)

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'tidewire-parse-'))
  writeFileSync(path('feed.json'), JSON_FEED)
  writeFileSync(path('feed.xml'), RSS)
  writeFileSync(path('page.html'), HTML)
  writeFileSync(path('empty.xml'), '')
  writeFileSync(path('noise.bin'), Buffer.from(Array.from({ length: 4_096 }, (_, n) => (n * 131 + 7) % 256)))
})

afterAll(() => rmSync(dir, { recursive: true, force: true }))

describe('a document that is a feed', () => {
  test('is one line of JSON, in plain text and UTC, with nothing that is absent', async () => {
    const { code, out, err } = await tidewire(['parse', path('feed.json')])

    expect([code, err]).toEqual([0, ''])
    expect(out.endsWith('}\n')).toBe(true)
    expect(jsonLines(out)).toEqual([
      {
        source: path('feed.json'),
        format: 'json',
        title: 'Harbour News',
        hubs: [],
        entries: [
          {
            guid: '7',
            url: 'https://harbour.example/7',
            title: 'Ferry runs aground',
            summary: 'Off Naxos',
            contentHtml: '<p>Off <b>Naxos</b></p>',
            publishedAt: '2026-03-01T10:00:00.000Z',
            authors: [],
            categories: [],
            enclosures: [{ url: 'https://harbour.example/7.mp3', type: 'audio/mpeg', sizeBytes: 9 }],
          },
        ],
        warnings: [],
      },
    ])
  })

  test('has its links resolved against --base and its dates read in --time-zone', async () => {
    const options = ['--base', 'https://harbour.example/feeds/all.xml', '--time-zone', 'Asia/Shanghai']

    const { code, out } = await tidewire(['parse', path('feed.xml'), ...options])

    expect(code).toBe(0)
    expect(jsonLines(out)).toMatchObject([
      {
        title: 'Harbour & Sea',
        siteUrl: 'https://harbour.example/',
        feedUrl: 'https://harbour.example/feeds/all.xml',
        entries: [
          {
            title: 'Ferry aground',
            url: 'https://harbour.example/7',
            publishedAt: '2026-03-01T04:00:00.000Z',
          },
        ],
      },
    ])
  })

  test('can come from standard input', async () => {
    const { code, out } = await tidewire(['parse', '-'], { stdin: RSS })

    expect(code).toBe(0)
    expect(jsonLines(out)).toMatchObject([{ source: '-', format: 'rss', title: 'Harbour & Sea' }])
  })

  test('is decoded as --content-type says', async () => {
    const gbk = Buffer.concat([
      Buffer.from('<rss version="2.0"><channel><title>'),
      Buffer.from([0xd6, 0xd0, 0xce, 0xc4]),
      Buffer.from('</title></channel></rss>'),
    ])

    const { out } = await tidewire(['parse', '-', '--content-type', 'text/xml; charset=gbk'], { stdin: gbk })

    expect(jsonLines(out)).toMatchObject([{ title: '中文' }])
  })

  test('of megabytes arrives whole', async () => {
    const items = Array.from({ length: 900 }, (_, id) => ({
      id,
      title: `Report ${id}`,
      content_text: 'x'.repeat(3_000),
    }))
    const stdin = JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'Long', items })

    const { code, out } = await tidewire(['parse', '-'], { stdin })

    expect(code).toBe(0)
    expect(out.length).toBeGreaterThan(2_000_000)
    expect(jsonLines(out)).toHaveLength(1)
  })
})

describe('a document that is none', () => {
  test.each([
    ['a page', 'page.html', /^parse_html$/],
    ['an empty file', 'empty.xml', /^parse_empty$/],
    ['noise', 'noise.bin', /^parse_/],
    ['a file that is not there', 'missing.xml', /^read_enoent$/],
  ])('%s is an error object, and the exit code is 1', async (_, name, codeOf) => {
    const { code, out, err } = await tidewire(['parse', path(name)])

    expect([code, err]).toEqual([1, ''])
    const [line, ...rest] = jsonLines(out)
    expect(rest).toEqual([])
    expect(line).toEqual({
      source: path(name),
      error: { code: expect.stringMatching(codeOf), message: expect.stringMatching(/.{10}/) },
    })
  })

  test('of a file that is not there it is said what was expected, what came, and where', async () => {
    const { out } = await tidewire(['parse', 'missing.xml', path('missing.xml')], { cwd: dir })

    const messages = jsonLines(out).map((line) => (line as { error: { message: string } }).error.message)
    expect(messages).toEqual([
      `expected a feed document, its URL or - for standard input, got "missing.xml" (read from ${dir}): there is no such file, ENOENT`,
      `expected a feed document, its URL or - for standard input, got "${path('missing.xml')}": there is no such file, ENOENT`,
    ])
  })

  test('a file without end is given up at the limit of a fetched body, and the next document is read', async () => {
    const { code, out, err } = await tidewire(['parse', '/dev/zero', path('feed.xml')])

    expect([code, err]).toEqual([1, ''])
    expect(jsonLines(out)).toMatchObject([
      {
        source: '/dev/zero',
        error: { code: 'read_too_large', message: expect.stringMatching(/\d+ bytes/) },
      },
      { source: path('feed.xml'), format: 'rss' },
    ])
  })

  test('a directory is an error object as well', async () => {
    const { code, out } = await tidewire(['parse', dir])

    expect(code).toBe(1)
    expect(jsonLines(out)).toMatchObject([{ source: dir, error: { code: 'read_eisdir' } }])
  })

  test('a private address is refused before anything is sent there', async () => {
    const { code, out } = await tidewire(['parse', 'http://127.0.0.1/feed.xml'])

    expect(code).toBe(1)
    expect(jsonLines(out)).toMatchObject([
      { source: 'http://127.0.0.1/feed.xml', error: { code: expect.stringMatching(/blocked/) } },
    ])
  })
})

test('several documents are a line each, in the order given, and one bad one makes the exit code 1', async () => {
  const names = ['feed.json', 'page.html', 'feed.xml', 'missing.xml']

  const { code, out } = await tidewire(['parse', ...names.map(path)])

  expect(code).toBe(1)
  const lines = jsonLines(out) as { source: string; error?: unknown }[]
  expect(lines.map(({ source, error }) => [source, error === undefined])).toEqual([
    [path('feed.json'), true],
    [path('page.html'), false],
    [path('feed.xml'), true],
    [path('missing.xml'), false],
  ])
})

/** Of a feed that does not name its own address the command tells where it was read from. */
function expectedOf(name: string, base: string): object {
  const expected = JSON.parse(readFileSync(join(FEEDS, `${name}${EXPECTED}`), 'utf8'))
  return expected.error ? expected : { feedUrl: base, ...expected }
}

describe('the documents of publishing systems', () => {
  const base = 'https://origin.example/feed'

  test('are lines as they stand beside them, all in one run', async () => {
    const plain = FEED_NAMES.filter((name) => FEED_CONTEXTS[name] === undefined)

    const { code, out, err } = await tidewire(['parse', ...plain, '--base', base], { cwd: FEEDS })

    expect([code, err]).toEqual([0, ''])
    expect(plain.length).toBeGreaterThan(12)
    expect(jsonLines(out)).toEqual(plain.map((name) => expectedOf(name, base)))
  })

  test.each(Object.entries(FEED_CONTEXTS))('%s is, with what its server says: %j', async (name, context) => {
    const { contentType, timeZone } = context
    const options = [
      ...(contentType === undefined ? [] : ['--content-type', contentType]),
      ...(timeZone === undefined ? [] : ['--time-zone', timeZone]),
    ]

    const { code, out, err } = await tidewire(['parse', name, '--base', base, ...options], { cwd: FEEDS })

    const expected = expectedOf(name, base)
    expect([code, err]).toEqual(['error' in expected ? 1 : 0, ''])
    expect(jsonLines(out)).toEqual([expected])
  })
})

test.each([
  ['--time-zone', 'Mars/Olympus', 'expected an IANA zone'],
  ['--base', 'not a url', 'expected an absolute URL'],
])('a wrong %s is wrong usage: exit code 2, and nothing is parsed', async (option, value, words) => {
  const { code, out, err } = await tidewire(['parse', path('feed.xml'), option, value])

  expect([code, out]).toEqual([2, ''])
  expect(err).toContain(words)
  expect(err).toContain(value)
})

test('without a document there is nothing to do: exit code 2', async () => {
  const { code, err } = await tidewire(['parse'])

  expect(code).toBe(2)
  expect(err).toContain("missing required argument 'source'")
})
