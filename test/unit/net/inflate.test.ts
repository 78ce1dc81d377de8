import { randomBytes } from 'node:crypto'
import zlib from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { ACCEPT_ENCODING, contentCoding, inflateBody } from '../../../src/net/inflate.ts'

const WHAT = 'GET https://a.example/feed.xml'
const FEED = Buffer.from('<?xml version="1.0"?><rss><channel><title>é</title></channel></rss>')
/** Stays above 64 KiB when compressed, so that it takes the way off the event loop. */
const LARGE = Buffer.from(`<rss>${randomBytes(100_000).toString('hex')}</rss>`)

const ENCODERS: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: zlib.gzipSync,
  'x-gzip': zlib.gzipSync,
  deflate: zlib.deflateSync,
  br: zlib.brotliCompressSync,
  zstd: zlib.zstdCompressSync,
}

test('exactly what can be read is announced', () => {
  expect(ACCEPT_ENCODING).toBe('gzip, deflate, br, zstd')
})

describe.each(Object.entries(ENCODERS))('%s', (coding, encode) => {
  test.each([
    ['small', FEED],
    ['large', LARGE],
  ])('a %s document comes out as it was', async (_, document) => {
    const body = await inflateBody(WHAT, encode(document), coding, 1_000_000)

    expect(Buffer.from(body).equals(document)).toBe(true)
  })

  test('a plain document that only claims the coding is taken as it is', async () => {
    for (const document of [FEED, Buffer.from('\uFEFF  {"version": 1}'), LARGE]) {
      expect(Buffer.from(await inflateBody(WHAT, document, coding, 1_000_000)).equals(document)).toBe(true)
    }
  })

  test('broken and truncated data is an error, not half a document', async () => {
    const whole = encode(FEED)

    for (const broken of [whole.subarray(0, whole.length - 12), Buffer.from('no such thing')]) {
      await expect(inflateBody(WHAT, broken, coding, 1_000_000)).rejects.toMatchObject({
        code: 'fetch_encoding',
        message: `${WHAT} answered with broken ${coding} data`,
      })
    }
  })

  test.each([
    ['small', 3_000_000],
    ['large', 80_000_000],
  ])('a %s bomb stops at the limit', async (_, size) => {
    const bomb = encode(Buffer.alloc(size))

    await expect(inflateBody(WHAT, bomb, coding, 1_000_000)).rejects.toMatchObject({
      code: 'fetch_too_large',
    })
  })
})

test('deflate without its zlib wrapping is read too', async () => {
  const body = await inflateBody(WHAT, zlib.deflateRawSync(FEED), 'deflate', 1000)

  expect(Buffer.from(body).equals(FEED)).toBe(true)
})

test('a document without coding is held to the same limit', async () => {
  expect(await inflateBody(WHAT, FEED, undefined, 1000)).toBe(FEED)
  await expect(inflateBody(WHAT, FEED, undefined, 10)).rejects.toMatchObject({ code: 'fetch_too_large' })
})

test('one content coding is accepted, whatever its case, beside identity', () => {
  expect(contentCoding(WHAT, undefined)).toBeUndefined()
  expect(contentCoding(WHAT, '')).toBeUndefined()
  expect(contentCoding(WHAT, 'identity')).toBeUndefined()
  expect(contentCoding(WHAT, ' GZIP ')).toBe('gzip')
  expect(contentCoding(WHAT, 'identity, br')).toBe('br')
})

test.each([
  'gzip, gzip',
  'gzip,br',
  'br,identity,zstd',
  'compress',
  'exi',
  'constructor',
  '__proto__',
  'utf-8',
])('the content coding "%s" is refused', (header) => {
  expect(() => contentCoding(WHAT, header)).toThrow(expect.objectContaining({ code: 'fetch_encoding' }))
})
