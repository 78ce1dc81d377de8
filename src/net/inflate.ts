import { promisify } from 'node:util'
import zlib from 'node:zlib'
import { FetchError } from './errors.ts'

type Decode = (bytes: Uint8Array, options: { maxOutputLength: number }) => Uint8Array | Promise<Uint8Array>

/** Feeds of usual size take the direct way, a quarter cheaper; only for large ones is the event loop spared. */
const DIRECT_BYTES = 65_536

const gunzip = decoder(zlib.gunzipSync, promisify(zlib.gunzip))
const inflate = decoder(zlib.inflateSync, promisify<Uint8Array, object, Uint8Array>(zlib.inflate))
const inflateRaw = decoder(zlib.inflateRawSync, promisify<Uint8Array, object, Uint8Array>(zlib.inflateRaw))

const DECODERS: Readonly<Record<string, Decode>> = {
  gzip: gunzip,
  'x-gzip': gunzip,
  // RFC 9110 §8.4.1.2 means zlib by `deflate`; some servers send the bare stream.
  deflate: (bytes, options) => (hasZlibHeader(bytes) ? inflate : inflateRaw)(bytes, options),
  br: decoder(zlib.brotliDecompressSync, promisify(zlib.brotliDecompress)),
  zstd: decoder(zlib.zstdDecompressSync, promisify(zlib.zstdDecompress)),
}

function decoder(direct: Decode, threaded: Decode): Decode {
  return (bytes, options) => (bytes.length <= DIRECT_BYTES ? direct : threaded)(bytes, options)
}

/** What we announce, no more than what we can read. */
export const ACCEPT_ENCODING = Object.keys(DECODERS)
  .filter((coding) => coding !== 'x-gzip')
  .join(', ')

/** The one content coding of a response, or undefined for none. Throws `fetch_encoding` for stacked or unknown ones. */
export function contentCoding(what: string, header: string | undefined): string | undefined {
  const codings = (header ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity')
  if (codings.length === 0) return undefined
  // Stacking multiplies the ratio: 644 bytes of gzip in gzip hold 300 MB.
  if (codings.length > 1) {
    throw new FetchError(
      'fetch_encoding',
      `${what} answered with ${codings.length} content codings; one is read`,
    )
  }
  const [coding = ''] = codings
  if (!Object.hasOwn(DECODERS, coding)) {
    throw new FetchError(
      'fetch_encoding',
      `${what} answered in content coding "${coding.slice(0, 20)}", which nobody asked for`,
    )
  }
  return coding
}

/**
 * The body as it was before its content coding. A plain document that only claims to be compressed is returned
 * as it is. Throws `fetch_too_large` past `maxBytes` and `fetch_encoding` for broken data.
 */
export async function inflateBody(
  what: string,
  body: Uint8Array,
  coding: string | undefined,
  maxBytes: number,
): Promise<Uint8Array> {
  const decode = coding === undefined ? undefined : DECODERS[coding]
  if (decode === undefined || body.length === 0) {
    if (body.length > maxBytes) throw tooLarge(what, maxBytes)
    return body
  }
  try {
    return await decode(body, { maxOutputLength: maxBytes })
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(what, maxBytes)
    if (looksPlain(body)) return body
    throw new FetchError('fetch_encoding', `${what} answered with broken ${coding} data`, error)
  }
}

function tooLarge(what: string, maxBytes: number): FetchError {
  return new FetchError(
    'fetch_too_large',
    `${what} answered with more than ${maxBytes} bytes after decompression`,
  )
}

/** RFC 1950 §2.2: method 8, and a header that is a multiple of 31. */
function hasZlibHeader([first = 0, second = 0]: Uint8Array): boolean {
  return (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0
}

/** Starts as XML, HTML or JSON does, byte order mark and white space aside. */
function looksPlain(body: Uint8Array): boolean {
  const start = Buffer.from(body.subarray(0, 64))
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()
  return start.startsWith('<') || start.startsWith('{')
}
