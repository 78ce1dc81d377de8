import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createGuard, type Resolver } from '../../../src/net/guard.ts'
import { createHttpClient, type HttpClient, type HttpLimits } from '../../../src/net/request.ts'
import { closeServer, listenOn, listenOnEach, portOf } from '../newsroom/loopback.ts'
import { type Answer, type Asked, type Reply, replyOf } from './answers.ts'

export interface PublisherOptions {
  /** Loopback addresses it listens on, all with the same port; 127.0.0.1. */
  readonly addresses?: readonly string[]
  /** 0, any free one, unless told. */
  readonly port?: number
  /** Clock of the log and of throttles; `Date.now`. */
  readonly now?: () => number
}

/**
 * An HTTP server that answers by a script and keeps what it was asked: the publisher of tests, good, careless or
 * hostile. Paths begin with `/`; `blog.example/rss` is a path of one host name, which its `client` resolves to it.
 */
export interface Publisher extends AsyncDisposable {
  readonly port: number
  /** Sets what a path answers, in turn; the last answer repeats. Returns its URL. Paths without a script answer 404. */
  on(path: string, ...answers: readonly Answer[]): string
  urlOf(path: string): string
  /** All requests, or those of one path, in the order they came. */
  asked(path?: string): readonly Asked[]
  forget(): void
  /** Breaks off every connection, with whatever still waits for an answer. */
  hangUp(): void
  /** Everything Tidewire's own client needs to reach it, and nothing else; closed with the publisher. */
  client(limits?: Partial<HttpLimits>): HttpClient
  /** Resolves the host names that have a script, and refuses all others. */
  readonly resolver: Resolver
}

interface Script {
  readonly answers: readonly Answer[]
  count: number
}

export async function startPublisher(options: PublisherOptions = {}): Promise<Publisher> {
  const now = options.now ?? Date.now
  const addresses = options.addresses ?? ['127.0.0.1']
  const scripts = new Map<string, Script>()
  const clients: HttpClient[] = []
  let log: Asked[] = []

  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    request.resume()
    const host = (request.headers.host ?? '').replace(/:\d+$/, '')
    const path = request.url ?? '/'
    const bare = path.replace(/\?.*$/, '')
    const script = scripts.get(`${host}${path}`) ?? scripts.get(`${host}${bare}`) ?? scriptOfPath(path, bare)
    const asked = {
      at: now(),
      method: request.method ?? '',
      host,
      path,
      headers: request.headers,
      rawHeaders: request.rawHeaders,
      statusCode: 0,
    }
    const reply = script === undefined ? { status: 404 } : nextReply(script, asked)
    log.push({ ...asked, statusCode: statusOf(reply) })
    send(request, response, reply)
  }
  const scriptOfPath = (path: string, bare: string) => scripts.get(path) ?? scripts.get(bare)

  const servers =
    addresses.length === 1
      ? [await listenOn(addresses[0] as string, options.port ?? 0, listener)]
      : await listenOnEach(addresses, options.port ?? 0, () => listener)
  if (servers === undefined) throw new Error(`this system has not all of ${addresses.join(', ')}`)
  const port = portOf(servers[0] as Server)

  const urlOf = (path: string): string => {
    const slash = path.indexOf('/')
    const host = slash === 0 ? (addresses[0] as string) : path.slice(0, slash)
    return `http://${host}:${port}${path.slice(slash)}`
  }
  const resolver: Resolver = async (hostname) => {
    if ([...scripts.keys()].some((key) => key.startsWith(`${hostname}/`))) return [addresses[0] as string]
    throw Object.assign(new Error(`no script for host ${hostname}`), { code: 'ENOTFOUND' })
  }
  return {
    port,
    resolver,
    urlOf,
    on(path, ...answers) {
      scripts.set(path, { answers, count: 0 })
      return urlOf(path)
    },
    asked: (path) => (path === undefined ? log : log.filter((asked) => isOf(path, asked))),
    forget() {
      log = []
    },
    hangUp() {
      for (const server of servers) server.closeAllConnections()
    },
    client(limits = {}) {
      const guard = createGuard({ purpose: 'feeds', allow: ['127.0.0.0/8'], ports: [port], resolver })
      const client = createHttpClient({ guard, userAgent: 'Tidewire/test (ops@example.com)', limits })
      clients.push(client)
      return client
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(clients.map((client) => client.close()))
      await Promise.all(servers.map(closeServer))
    },
  }
}

function nextReply(script: Script, asked: Asked): Reply {
  script.count++
  const answer = script.answers[Math.min(script.count, script.answers.length) - 1]
  return answer === undefined ? {} : replyOf(answer, asked, script.count)
}

function isOf(path: string, asked: Asked): boolean {
  const wanted = path.startsWith('/') ? path : path.slice(path.indexOf('/'))
  if (!path.startsWith('/') && asked.host !== path.slice(0, path.indexOf('/'))) return false
  return asked.path === wanted || asked.path.replace(/\?.*$/, '') === wanted
}

function statusOf(reply: Reply): number {
  return reply.manner === 'silence' || reply.manner === 'raw' ? 0 : (reply.status ?? 200)
}

function send(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  const { status = 200, headers = {}, manner } = reply
  const body = Buffer.from(reply.body ?? '')
  if (manner === 'silence') return
  if (manner === 'raw') {
    request.socket.end(body)
    return
  }
  // Latin-1, as headers go over the wire: what a script says is sent byte for byte.
  response.writeHead(status, headers)
  if (manner === undefined) response.end(body)
  else if (manner === 'endless') pour(response, body.length > 0 ? body : Buffer.from(' '))
  else if (typeof manner === 'object') drip(response, body, manner.dripEveryMs)
  else {
    response.write(body.subarray(0, Math.ceil(body.length / 2)), () => {
      if (manner === 'cut') request.socket.destroy()
    })
  }
}

function pour(response: ServerResponse, piece: Buffer): void {
  const more = (): void => {
    while (!response.destroyed && response.write(piece));
  }
  response.on('drain', more)
  more()
}

function drip(response: ServerResponse, body: Buffer, everyMs: number): void {
  let at = 0
  const timer = setInterval(() => {
    response.write(body.subarray(at, at + 1))
    at++
    if (at >= body.length) response.end()
  }, everyMs)
  response.on('close', () => clearInterval(timer))
  response.on('finish', () => clearInterval(timer))
}
