import { once } from 'node:events'
import type { Transform } from 'node:stream'
import { createBrotliCompress, createDeflate, createGzip, createZstdCompress, gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { createParsePool } from '../../../src/feed/parse-pool.ts'
import { createFeedFetcher } from '../../../src/net/fetch-feed.ts'
import { outlet, serve } from './support/loopback.ts'

const MB = 1_000_000
const SIZE = 300 * MB
const GROWTH = 100 * MB
const pool = createParsePool({ threads: 1, timeoutMs: 20_000, maxHeapMb: 256 })
afterAll(() => pool.close())

const compressed = (create: () => Transform) => async (): Promise<Buffer> => {
  const stream = create()
  const chunks: Buffer[] = []
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  const zeros = Buffer.alloc(MB)
  for (let written = 0; written < SIZE; written += MB) if (!stream.write(zeros)) await once(stream, 'drain')
  stream.end()
  await once(stream, 'end')
  return Buffer.concat(chunks)
}

const gzip = compressed(() => createGzip())

test.each<[string, string, () => Promise<Buffer>]>([
  ['gzip', 'gzip', gzip],
  ['deflate', 'deflate', compressed(() => createDeflate())],
  ['br', 'br', compressed(() => createBrotliCompress({ params: { 1: 4 } }))],
  ['zstd', 'zstd', compressed(() => createZstdCompress())],
  ['gzip in gzip', 'gzip, gzip', async () => gzipSync(await gzip())],
])(
  '300 MB of %s are a failure with a name, grow memory by less than 100 MB, and stop no other',
  async (_, coding, make) => {
    const bomb = await make()
    await using server = await serve((request, response) => {
      if (request.path === '/good')
        response.end('<rss version="2.0"><channel><title>t</title></channel></rss>')
      else response.writeHead(200, { 'content-encoding': coding }).end(bomb)
    })
    await using out = outlet({ to: [server] })
    const fetchFeed = createFeedFetcher(out.client)
    const before = process.memoryUsage.rss()

    const [answer, good] = await Promise.all([
      fetchFeed({ url: `${server.url}/` }),
      fetchFeed({ url: `${server.url}/good` }),
    ])

    expect(answer).toMatchObject({ kind: 'failed', outcome: coding.includes(',') ? 'failed' : 'too_large' })
    expect(good.kind).toBe('changed')
    expect(process.memoryUsage.rss() - before).toBeLessThan(GROWTH)
  },
)

const channel = (inside: string) => `<rss version="2.0"><channel><title>t</title>${inside}</channel></rss>`
const levels = Array.from({ length: 9 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join('')

test.each<[string, string]>([
  [
    'entities that expand to a billion',
    `<!DOCTYPE rss [<!ENTITY e0 "lol">${levels}]>${channel('<item><title>&e9;</title></item>')}`,
  ],
  [
    'one long entity, used a hundred thousand times',
    `<!DOCTYPE rss [<!ENTITY a "${'a'.repeat(100_000)}">]>${channel(`<item><title>x</title><description>${'&a;'.repeat(100_000)}</description></item>`)}`,
  ],
  [
    'XML of fifty thousand levels',
    channel(`<item><title>x</title>${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}</item>`),
  ],
  [
    'JSON of a million levels',
    `{"version":"https://jsonfeed.org/version/1.1","items":${'['.repeat(1_000_000)}`,
  ],
])('%s are read or refused with a name, and grow memory by less than 100 MB', async (_, document) => {
  await pool.parse(Buffer.from(channel('<item><title>warm</title></item>')), {})
  const before = process.memoryUsage.rss()

  const outcome = await pool.parse(Buffer.from(document), {}).catch((error: unknown) => error)

  expect(process.memoryUsage.rss() - before).toBeLessThan(GROWTH)
  if (outcome instanceof Error) expect(outcome).toMatchObject({ name: 'ParseError' })
  else expect(JSON.stringify(outcome).length).toBeLessThan(MB)
  const next = await pool.parse(Buffer.from(channel('<item><title>next</title></item>')), {})
  expect(next.entries[0]?.title).toBe('next')
})
