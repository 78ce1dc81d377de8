import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Access, Answer } from './access-log.ts'
import { PUBLISHERS } from './publishers.ts'

export interface JudgeServer {
  readonly ports: readonly number[]
  readonly log: ReadonlyMap<string, readonly Access[]>
  /** Requests whose answer no living worker has heard. */
  readonly unheard: ReadonlySet<Access>
  /** What was asked of a feed at that time was asked by a worker that has died over it. */
  forget(url: string, at: number): void
  urlOf(feed: number): string
  kindOf(feed: number): string
  close(): Promise<void>
}

/**
 * Feeds of all sorts of publishers on loopback addresses of their own, about four a host, on a clock that is given. It
 * writes down every request as it came.
 */
export async function startJudgeServer(options: {
  readonly feeds: number
  readonly start: number
  now(): number
}): Promise<JudgeServer> {
  const { feeds, start, now } = options
  const log = new Map<string, Access[]>()
  const unheard = new Set<Access>()
  const hosts = Math.max(1, Math.ceil(feeds / 4))
  const kinds = PUBLISHERS.length
  const recent = new Map<number, number[]>()
  const origins: string[] = []
  const hostOf = (feed: number) => feed % hosts

  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
    const [, , number = '', target] = url.pathname.split('/')
    const feed = Number(number)
    const at = now()
    const publisher = PUBLISHERS[feed % kinds]
    if (!publisher) throw new Error(`no publisher for ${url.href}`)
    const host = hostOf(feed)
    const load = [...(recent.get(host) ?? []).filter((time) => at - time < 60_000), at]
    recent.set(host, load)
    const given = publisher.answer({
      feed,
      at,
      start,
      isTarget: target !== undefined,
      target: `${origins[host]}/feeds/${feed}/target`,
      ifNoneMatch: request.headers['if-none-match'],
      ifModifiedSince: request.headers['if-modified-since'],
      hostLoad: load.length,
    })
    const accesses = log.get(number) ?? []
    log.set(number, accesses)
    accesses.push({
      at,
      feed: number,
      method: request.method ?? '',
      url: url.href,
      answer: given,
      headers: request.headers,
    })
    respond(response, given, at)
  }

  const servers = await Promise.all(
    Array.from({ length: hosts }, async (_, host) => {
      const server = createServer(answer)
      // A socket that is kept for long would hold up the end.
      server.keepAliveTimeout = 1_000
      const address = `127.1.${host >> 7}.${1 + (host & 127)}`
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(0, address, resolve)
      })
      origins[host] = `http://${address}:${(server.address() as AddressInfo).port}`
      return server
    }),
  )
  return {
    log,
    unheard,
    forget(url, at) {
      const [, , feed = ''] = new URL(url).pathname.split('/')
      for (const access of log.get(feed) ?? []) if (access.at === at) unheard.add(access)
    },
    ports: servers.map((server) => (server.address() as AddressInfo).port),
    urlOf: (feed) => `${origins[hostOf(feed)]}/feeds/${feed}`,
    kindOf: (feed) => PUBLISHERS[feed % kinds]?.kind ?? '',
    async close() {
      await Promise.all(
        servers.map((server) => {
          server.closeAllConnections()
          return new Promise((resolve) => server.close(resolve))
        }),
      )
    },
  }
}

function respond(response: ServerResponse, answer: Answer, at: number): void {
  response.sendDate = false
  response.writeHead(answer.status, {
    date: new Date(at).toUTCString(),
    ...(answer.etag !== undefined && { etag: answer.etag }),
    ...(answer.lastModified !== undefined && { 'last-modified': answer.lastModified }),
    ...(answer.maxAge !== undefined && { 'cache-control': `max-age=${answer.maxAge}` }),
    ...(answer.retryAfter !== undefined && { 'retry-after': String(answer.retryAfter) }),
    ...(answer.location !== undefined && { location: answer.location }),
    ...(answer.body && { 'content-type': 'application/rss+xml' }),
  })
  response.end(answer.body?.text)
}
