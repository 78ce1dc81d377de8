import type { Agent, Dispatcher } from 'undici'
import { FetchError } from './errors.ts'
import { headerOf, type ResponseHeaders } from './http-headers.ts'
import { contentCoding } from './inflate.ts'

export interface Hop {
  /** What is tried, for messages. */
  readonly what: () => string
  readonly url: URL
  readonly method: 'GET' | 'POST'
  readonly headers: Record<string, string>
  readonly body: Uint8Array | undefined
  /** `read`: the body of a 2xx. `drop`: no body; a little is drained to keep the connection. */
  readonly answer: 'read' | 'drop'
  readonly maxWireBytes: number
  /** Called when there is a connection and the request goes into it. */
  readonly onSent?: (() => void) | undefined
}

export interface HopAnswer {
  readonly statusCode: number
  readonly headers: ResponseHeaders
  /** As it came over the wire; empty unless a 2xx was read. */
  readonly body: Uint8Array
  readonly coding: string | undefined
  readonly wireBytes: number
}

export interface RunningHop {
  readonly answer: Promise<HopAnswer>
  /** Rejects at once, and closes the connection when it is there. */
  abort(reason: unknown): void
}

const EMPTY = new Uint8Array()
const DRAIN_BYTES = 4096
const DRAIN_MS = 1000

/**
 * One request and its answer, by undici's own handlers: a stream and an AbortController for each would cost a third of
 * a 304.
 */
export function exchange(agent: Agent, hop: Hop): RunningHop {
  const { promise, resolve, reject } = Promise.withResolvers<HopAnswer>()
  let controller: Dispatcher.DispatchController | null | undefined
  let isSettled = false
  let stopped: unknown
  let mode: 'wait' | 'read' | 'drain' | 'ignore' = 'wait'
  let drainTimer: NodeJS.Timeout | undefined
  let statusCode = 0
  let headers: ResponseHeaders = {}
  let coding: string | undefined
  const chunks: Buffer[] = []
  let wireBytes = 0

  function succeed(): void {
    if (isSettled) return
    isSettled = true
    clearTimeout(drainTimer)
    const body = mode !== 'read' ? EMPTY : chunks.length === 1 ? (chunks[0] ?? EMPTY) : Buffer.concat(chunks)
    resolve({ statusCode, headers, body, coding, wireBytes })
  }

  /** The answer is known, or there is none; what still comes is of no use. */
  function cut(reason: unknown): void {
    stopped = reason
    controller?.abort(reason as Error)
  }

  function fail(reason: unknown): void {
    if (isSettled) return
    isSettled = true
    clearTimeout(drainTimer)
    reject(reason)
    cut(reason)
  }

  function tooLarge(): FetchError {
    return new FetchError(
      'fetch_too_large',
      `${hop.what()} answered with more than ${hop.maxWireBytes} bytes`,
    )
  }

  function begin(): void {
    if (hop.answer === 'drop') {
      mode = 'drain'
      // The status is known: a receiver that dawdles with its body, or breaks off, changes nothing.
      drainTimer = setTimeout(letGo, DRAIN_MS)
    } else if (statusCode >= 200 && statusCode <= 299) {
      mode = 'read'
      const written = headers['content-encoding']
      if (written !== undefined) coding = contentCoding(hop.what(), [written].flat().join(','))
      if (Number(headerOf(headers, 'content-length') ?? 0) > hop.maxWireBytes) throw tooLarge()
    } else {
      mode = 'ignore'
      const isBodiless =
        statusCode === 304 || statusCode === 204 || headerOf(headers, 'content-length') === '0'
      if (isBodiless) succeed()
      else letGo()
    }
  }

  function letGo(): void {
    succeed()
    cut(new FetchError('fetch_connection', `${hop.what()} was answered; its body is left out`))
  }

  agent.dispatch(
    {
      origin: hop.url.origin,
      path: hop.url.pathname + hop.url.search,
      method: hop.method,
      headers: hop.headers,
      body: hop.body ?? null,
    },
    {
      onRequestStart(started) {
        controller = started
        if (stopped !== undefined) started.abort(stopped as Error)
        else hop.onSent?.()
      },
      onResponseStart(_, status, answered) {
        if (status < 200 || isSettled) return
        statusCode = status
        headers = answered
        try {
          begin()
        } catch (error) {
          fail(error)
        }
      },
      onResponseData(_, chunk) {
        if (isSettled) return
        wireBytes += chunk.length
        if (mode === 'read') {
          if (wireBytes > hop.maxWireBytes) fail(tooLarge())
          else chunks.push(chunk)
        } else if (wireBytes > DRAIN_BYTES) letGo()
      },
      onResponseEnd: succeed,
      onResponseError(_, error) {
        if (mode === 'drain') succeed()
        else fail(error)
      },
    },
  )
  return { answer: promise, abort: fail }
}
