import type { OutgoingHttpHeaders } from 'node:http'
import { gzipSync } from 'node:zlib'

/** One request as the publisher saw it. */
export interface Asked {
  /** By the publisher's clock, epoch ms. */
  readonly at: number
  readonly method: string
  /** Host header without its port. */
  readonly host: string
  /** Path and query, as they stood in the request line. */
  readonly path: string
  /** Lower-case names, values as bytes in Latin-1. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** Names and values in turn, spelt as they came. */
  readonly rawHeaders: readonly string[]
  /** Status sent; 0 for an answer that never had one. */
  readonly statusCode: number
}

/** What goes back. An empty 200 unless told. */
export interface Reply {
  readonly status?: number
  readonly headers?: OutgoingHttpHeaders
  readonly body?: string | Uint8Array
  readonly manner?: Manner
}

/**
 * How the reply goes out, instead of whole and at once: `silence` accepts and never answers · `stall` sends status,
 * headers and half the body, then nothing · `cut` breaks the connection there · `endless` repeats the body for ever ·
 * `drip` sends a byte at a time · `raw` writes the body to the socket in place of an HTTP answer, and closes it.
 */
export type Manner = 'silence' | 'stall' | 'cut' | 'endless' | 'raw' | { readonly dripEveryMs: number }

/** `count`: how often this path was asked under its present script, from 1. */
export type Answer = Reply | ((asked: Asked, count: number) => Reply)

export function ok(body: string | Uint8Array, headers: OutgoingHttpHeaders = {}): Reply {
  return { status: 200, headers: { 'content-type': 'application/rss+xml', ...headers }, body }
}

export function status(code: number, headers: OutgoingHttpHeaders = {}, body = ''): Reply {
  return { status: code, headers, body }
}

export function redirect(location: string, code = 301): Reply {
  return { status: code, headers: { location } }
}

/** A good publisher: 304 for who brings the tag or the date it gave, else the document with both. */
export function conditional(
  document: string,
  { etag, lastModified, headers = {} }: Conditional,
): (asked: Asked) => Reply {
  const given = {
    ...headers,
    ...(etag !== undefined && { etag }),
    ...(lastModified !== undefined && { 'last-modified': lastModified }),
  }
  return (asked) => {
    const tag = asked.headers['if-none-match']
    // RFC 9110 §13.1.3: the date counts only where no tag came along.
    const known =
      tag === undefined
        ? lastModified !== undefined && asked.headers['if-modified-since'] === lastModified
        : tag === etag
    return known ? { status: 304, headers: given } : ok(document, given)
  }
}

interface Conditional {
  readonly etag?: string
  readonly lastModified?: string
  readonly headers?: OutgoingHttpHeaders
}

/** Never believes a document has changed: 304 whatever validators come, the newest document to who brings none. */
export function stuck(document: () => string, headers: OutgoingHttpHeaders): (asked: Asked) => Reply {
  return (asked) =>
    isConditional(asked) ? { status: 304, headers } : ok(document(), { etag: '"stuck"', ...headers })
}

export function isConditional({ headers }: Asked): boolean {
  return headers['if-none-match'] !== undefined || headers['if-modified-since'] !== undefined
}

/** `sizeBytes` of zeros as a gzip of about a thousandth of it. */
export function gzipBomb(sizeBytes: number): Reply {
  return ok(gzipSync(Buffer.alloc(sizeBytes)), { 'content-encoding': 'gzip' })
}

export interface ThrottleOptions {
  /** So many requests are served … */
  readonly requests: number
  /** … in any span of this length, ms; the others get `refusal`. */
  readonly perMs: number
  readonly refusal?: Reply
  /** Refused requests count too: who does not slow down stays shut out. */
  readonly strict?: boolean
}

/** One budget over all answers wrapped in it, as one limiter stands before many feeds. */
export function createThrottle(options: ThrottleOptions): (answer: Answer) => Answer {
  const refusal = options.refusal ?? status(429)
  let served: number[] = []
  return (answer) => {
    let passed = 0
    return (asked) => {
      served = served.filter((at) => at > asked.at - options.perMs)
      const isOver = served.length >= options.requests
      if (!isOver || options.strict === true) served.push(asked.at)
      if (isOver) return refusal
      passed++
      return replyOf(answer, asked, passed)
    }
  }
}

export function replyOf(answer: Answer, asked: Asked, count: number): Reply {
  return typeof answer === 'function' ? answer(asked, count) : answer
}
