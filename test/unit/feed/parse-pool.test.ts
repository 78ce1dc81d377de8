import { afterEach, expect, test } from 'vitest'
import { ParseError } from '../../../src/feed/parse-error.ts'
import { createParsePool, type ParsePool } from '../../../src/feed/parse-pool.ts'
import type { ThreadLimits } from '../../../src/feed/thread-pool.ts'
import { atom, rss } from './documents.ts'

const GENEROUS: ThreadLimits = { threads: 1, timeoutMs: 30_000, maxHeapMb: 256 }
const pools: ParsePool[] = []

function pool(options: Partial<ThreadLimits> = {}): ParsePool {
  const created = createParsePool({ ...GENEROUS, ...options })
  pools.push(created)
  return created
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((one) => one.close()))
})

const small = Buffer.from(rss('<item><title>t</title></item>'))
const heavy = Buffer.from(
  rss(`<item><title>a</title>${'<category>c</category>'.repeat(40)}</item>`.repeat(15_000)),
)

test('a thread parses and the caller keeps its bytes', async () => {
  const feed = await pool().parse(small, {})

  expect(feed.entries[0]?.title).toBe('t')
  expect(small.toString()).toContain('<title>t</title>')
})

test('what is no feed is refused with its code across the thread', async () => {
  const refusal = await pool()
    .parse(Buffer.from('<html><body>502</body></html>'), {})
    .catch((error: unknown) => error)

  expect(refusal).toBeInstanceOf(ParseError)
  expect(refusal).toMatchObject({ code: 'parse_html' })
})

test('a document that takes too long is given up, and the next one is parsed', async () => {
  const parsing = pool({ timeoutMs: 1_000 })
  await parsing.parse(small, {})
  // Each unclosed element costs the sanitiser a walk over all the others.
  const slow = Buffer.from(
    rss(
      `<item><title>a</title><description><![CDATA[${'<a>'.repeat(20_000)}]]></description></item>`.repeat(
        150,
      ),
    ),
  )

  const refusal = await parsing.parse(slow, {}).catch((error: unknown) => error)

  expect(refusal).toBeInstanceOf(ParseError)
  expect(refusal).toMatchObject({ code: 'parse_timeout', retry: 'later' })
  expect((await parsing.parse(small, {})).entries).toHaveLength(1)
})

test('a document that takes too much memory is given up, and the next one is parsed', async () => {
  const parsing = pool({ maxHeapMb: 32 })

  const refusal = await parsing.parse(heavy, {}).catch((error: unknown) => error)

  expect(refusal).toBeInstanceOf(ParseError)
  expect(refusal).toMatchObject({ code: 'parse_memory', retry: 'later' })
  expect((await parsing.parse(small, {})).entries).toHaveLength(1)
})

const MEGABYTES = 10_000_000
test.each([
  [
    'prefixes of XHTML',
    atom(
      `<id>1</id><content type="xhtml" xmlns:h="http://www.w3.org/1999/xhtml">${'<h:b>'.repeat(MEGABYTES / 5)}</content>`,
    ),
  ],
  [
    'references to a declared entity',
    `<!DOCTYPE rss [<!ENTITY a "b">]>${rss(`<item><title>${'&a;'.repeat(MEGABYTES / 3)}</title></item>`)}`,
  ],
  [
    'empty elements',
    rss(
      `<item><title>a</title><description><![CDATA[${'<a/>'.repeat(MEGABYTES / 4)}]]></description></item>`,
    ),
  ],
  [
    'empty objects of JSON',
    `{"version":"https://jsonfeed.org/version/1.1","items":[${'{},'.repeat(MEGABYTES / 3)}{}]}`,
  ],
  [
    'Chinese with one broken character',
    Buffer.concat([
      Buffer.from(rss(`<item><title>${'中'.repeat(MEGABYTES / 3)}`)),
      Buffer.from([0xe4]),
      Buffer.from('</title></item>'),
    ]),
  ],
])('ten megabytes of %s do not take the process down', async (_, document) => {
  // A step of the engine that takes all the memory at once cannot be stopped: it aborts the process, tests included.
  const parsing = pool({ maxHeapMb: 96 })

  const outcome = await parsing.parse(Buffer.from(document), {}).catch((error: unknown) => error)

  if (outcome instanceof Error) expect(outcome).toBeInstanceOf(ParseError)
  expect((await parsing.parse(small, {})).entries).toHaveLength(1)
})

test('an abort from outside rejects with its own reason, also while waiting for a thread', async () => {
  const parsing = pool()
  const reason = new Error('shutting down')
  const stop = new AbortController()
  const first = parsing.parse(heavy, {}, stop.signal).catch((error: unknown) => error)
  const second = parsing.parse(small, {}, stop.signal).catch((error: unknown) => error)

  stop.abort(reason)

  expect(await first).toBe(reason)
  expect(await second).toBe(reason)
})

test('waiting for a thread does not count against the deadline', async () => {
  const parsing = pool({ timeoutMs: 3_000 })
  await parsing.parse(small, {})
  const medium = Buffer.from(rss('<item><title>a</title><description>b</description></item>'.repeat(3_000)))

  const feeds = await Promise.all(Array.from({ length: 40 }, () => parsing.parse(medium, {})))

  expect(feeds.map((feed) => feed.entries.length)).toEqual(Array.from({ length: 40 }, () => 1_000))
})
