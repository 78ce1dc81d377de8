import type { Dispatcher } from 'undici'
import { FetchError } from './errors.ts'
import { headerOf, type ResponseHeaders } from './http-headers.ts'

type Body = Dispatcher.ResponseData['body']

const DRAIN_BYTES = 4096
const DRAIN_MS = 1000

/** The body as it came over the wire. Throws `fetch_too_large` as soon as more than `maxBytes` came or are declared. */
export async function readBody(
  what: string,
  headers: ResponseHeaders,
  body: Body,
  maxBytes: number,
): Promise<Buffer> {
  const tooLarge = () =>
    new FetchError('fetch_too_large', `${what} answered with more than ${maxBytes} bytes`)
  if (Number(headerOf(headers, 'content-length') ?? 0) > maxBytes) throw tooLarge()
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) throw tooLarge()
    chunks.push(chunk)
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, size)
}

/**
 * Reads at most 4 KiB or one second of a body nobody needs, so that the connection can serve again. The status is
 * already known: a receiver that dawdles with its body, or breaks off, changes nothing.
 */
export async function drainBody(body: Body): Promise<number> {
  body.on('error', () => {})
  const timer = setTimeout(() => body.destroy(), DRAIN_MS)
  let size = 0
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > DRAIN_BYTES) break
    }
  } catch {
    // The connection is gone, the answer stands.
  } finally {
    clearTimeout(timer)
  }
  return size
}

/** Lets go of a body without reading it. Closes the connection unless the message is known to have none. */
export function discardBody(statusCode: number, headers: ResponseHeaders, body: Body): void {
  body.on('error', () => {})
  if (statusCode === 304 || statusCode === 204 || headerOf(headers, 'content-length') === '0') body.resume()
  else body.destroy()
}
