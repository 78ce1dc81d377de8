import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseFeedDate } from '../../../src/feed/dates/dates.ts'
import { parseFeed } from '../../../src/feed/parse.ts'
import type { ParseError } from '../../../src/feed/parse-error.ts'
import { printParsed, printParseError } from '../../../src/feed/print-parsed.ts'
import type { ParseContext } from '../../../src/model/index.ts'
import { jsonLines, tidewire } from '../../support/command.ts'
import { writeSettings } from '../../support/processes-settings.ts'
import { DATES } from '../../unit/feed/date-list.ts'
import { rss } from '../../unit/feed/documents.ts'
import { EBCDIC, ENCODINGS, titled } from '../../unit/feed/encodings.ts'
import { SHAPES } from '../../unit/feed/hostile-shapes.ts'
import { READABLE, REFUSED } from '../../unit/feed/probes.ts'
import { serve } from '../net/support/loopback.ts'

/** Where the probes were got from. */
const BASE = 'https://e.com/feed.xml'

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'tidewire-parse-'))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** Files of that kind with these documents in them, by their names in the directory. */
function written(kind: string, documents: readonly (Uint8Array | string)[]): string[] {
  return documents.map((document, index) => {
    const name = `${kind}-${index}`
    writeFileSync(join(dir, name), document)
    return name
  })
}

describe('documents of trouble are lines as the parser reads them, all in one run', () => {
  /** Compares what one command prints of all with what the parser says of each. */
  async function compare(kind: string, documents: readonly Uint8Array[], context: ParseContext = {}) {
    const names = written(kind, documents)
    const options = context.baseUrl === undefined ? [] : ['--base', context.baseUrl]

    const { code, out, err } = await tidewire(['parse', ...options, ...names], { cwd: dir })

    const read = await Promise.all(
      documents.map((bytes, index) =>
        parseFeed(bytes, context).then(
          (feed) => printParsed(names[index] ?? '', feed, context.baseUrl),
          (error: ParseError) => printParseError(names[index] ?? '', error),
        ),
      ),
    )
    expect(err).toBe('')
    expect(code).toBe(read.some((line) => 'error' in line) ? 1 : 0)
    expect(jsonLines(out)).toEqual(JSON.parse(JSON.stringify(read)))
    return jsonLines(out)
  }

  // What each of them must yield stands beside it, and is held in test/unit/feed/parse-probes.test.ts.
  test('one for each way feeds break', async () => {
    const documents = [...READABLE, ...REFUSED].map(([, document]) => Buffer.from(document))

    const lines = await compare('probe', documents, { baseUrl: BASE })

    expect(lines.slice(READABLE.length)).toMatchObject(REFUSED.map(([, , code]) => ({ error: { code } })))
    expect(lines.slice(0, READABLE.length).filter((line) => 'error' in (line as object))).toEqual([])
  })

  test('EBCDIC', async () => {
    const lines = await compare(
      'ebcdic',
      EBCDIC.map(([, , hex]) => Buffer.from(hex, 'hex')),
    )

    expect(lines).toMatchObject(EBCDIC.map(([, title]) => ({ title })))
  })

  test('hostile ones', async () => {
    const lines = await compare(
      'hostile',
      SHAPES.map(([, shape]) => Buffer.from(shape(30_000))),
    )

    expect(lines).toHaveLength(SHAPES.length)
  })
})

test('titles in every encoding are read from a server that labels them by declaration, header or wrongly', async () => {
  const answers = ENCODINGS.flatMap(([label, encoding, title]) => {
    // Long enough that valid UTF-8 is no accident.
    const long = `${title} 新闻头条 ${title}`
    const declared = iconv.encode(titled(title, label), encoding)
    const bare = iconv.encode(titled(title), encoding)
    const misdeclared = iconv.encode(titled(title, 'utf-8'), encoding)
    const http = (charset: string) => `text/xml; charset=${charset}`
    return [
      { title, bytes: declared, type: 'application/rss+xml' },
      { title, bytes: bare, type: http(label) },
      { title, bytes: declared, type: http(`"${label.toUpperCase()}"`) },
      { title, bytes: declared, type: http('utf-8') },
      { title, bytes: misdeclared, type: http(label) },
      { title: long, bytes: Buffer.from(titled(long, label)), type: http(label) },
    ]
  })
  await using server = await serve((request, response) => {
    const answer = answers[Number(request.path.slice(1))]
    response.writeHead(200, { 'content-type': answer?.type }).end(answer?.bytes)
  })
  const settings = writeSettings({ network: { feeds: { allow: ['127.0.0.0/8'], ports: [server.port] } } })
  const urls = answers.map((_, index) => `${server.url}/${index}`)

  const { code, out, err } = await tidewire(['--config', settings.file, 'parse', ...urls])

  settings.remove()
  expect([code, err]).toEqual([0, ''])
  expect(jsonLines(out)).toMatchObject(answers.map(({ title }) => ({ entries: [{ title }] })))
})

describe('the list of dates', () => {
  const names = () =>
    written(
      'date',
      DATES.map(([text]) => rss(`<item><title>t</title><pubDate>${text}</pubDate></item>`)),
    )
  const datesOf = (out: string) =>
    jsonLines(out).map((line) => (line as { entries: { publishedAt?: string }[] }).entries[0]?.publishedAt)
  const iso = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString())

  test.each(['UTC', 'Asia/Shanghai', 'America/New_York'])(
    'is read the same on a machine in %s',
    async (TZ) => {
      const { code, out, err } = await tidewire(['parse', ...names()], { cwd: dir, env: { TZ } })

      expect([code, err]).toEqual([0, ''])
      const expected = DATES.map(([, instant]) => (instant === '' ? undefined : iso(Date.parse(instant))))
      expect(datesOf(out)).toEqual(expected)
    },
  )

  test.each(['Asia/Shanghai', 'America/New_York'])(
    'is in %s where the source is, unless they say otherwise',
    async (timeZone) => {
      const { code, out } = await tidewire(['parse', '--time-zone', timeZone, ...names()], { cwd: dir })

      expect(code).toBe(0)
      const read = datesOf(out)
      expect(read).toEqual(DATES.map(([text]) => iso(parseFeedDate(text, { timeZone }))))
      // A date that names its zone is where it says; one that does not has moved by the zone.
      const at = (text: string) => read[DATES.findIndex(([one]) => one === text)]
      expect(at('Mon, 06 Oct 2025 00:05:03 +0800')).toBe('2025-10-05T16:05:03.000Z')
      const midnight = {
        'Asia/Shanghai': '2025-10-05T16:00:00.000Z',
        'America/New_York': '2025-10-06T04:00:00.000Z',
      }
      expect(at('2025年10月6日')).toBe(midnight[timeZone as keyof typeof midnight])
    },
  )
})
