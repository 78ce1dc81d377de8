import http from 'node:http'
import net from 'node:net'
import { createGuard, type Resolver } from '../../../../src/net/guard.ts'
import { createHttpClient, type HttpClient, type HttpLimits } from '../../../../src/net/request.ts'

export interface Seen {
  readonly method: string
  readonly path: string
  readonly headers: http.IncomingHttpHeaders
  readonly body: Buffer
}

export interface Listener extends AsyncDisposable {
  readonly url: string
  readonly port: number
  /** TCP connections accepted. */
  readonly connections: () => number
  readonly requests: readonly Seen[]
}

type Answer = (request: Seen, response: http.ServerResponse, count: number) => void

/** An HTTP server on a free port of `host`; `answer` gets each request with its body and its number from 1. */
export async function serve(answer: Answer, host = '127.0.0.1', port = 0): Promise<Listener> {
  const requests: Seen[] = []
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request
      requests.push({ method, path, headers, body: Buffer.concat(chunks) })
      answer(requests.at(-1) as Seen, response, requests.length)
    })
  })
  return { ...(await listen(server, host, port)), requests }
}

/** A TCP server that says whatever `talk` writes. */
export async function speak(talk: (socket: net.Socket) => void, host = '127.0.0.1'): Promise<Listener> {
  const server = net.createServer((socket) => {
    socket.on('error', () => {})
    talk(socket)
  })
  return { ...(await listen(server, host, 0)), requests: [] }
}

export async function listen(
  server: net.Server,
  host: string,
  port: number,
): Promise<Omit<Listener, 'requests'>> {
  const sockets = new Set<net.Socket>()
  let connections = 0
  server.on('connection', (socket) => {
    connections++
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const bound = (server.address() as net.AddressInfo).port
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    port: bound,
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export interface Outlet extends AsyncDisposable {
  readonly client: HttpClient
}

/** A client whose guard allows 127.0.0.0/8 on the given ports, unless told otherwise. */
export function outlet({
  purpose = 'feeds',
  allow = ['127.0.0.0/8'],
  to = [],
  resolver = neverResolves,
  limits = {},
  dnsTimeoutMs,
  connectTimeoutMs,
  ca,
}: {
  purpose?: 'feeds' | 'callbacks'
  allow?: readonly string[]
  to?: readonly { readonly port: number }[]
  resolver?: Resolver
  limits?: Partial<HttpLimits>
  dnsTimeoutMs?: number
  connectTimeoutMs?: number
  ca?: string
}): Outlet {
  const guard = createGuard({
    purpose,
    allow,
    ports: to.map((listener) => listener.port),
    resolver,
    ...(dnsTimeoutMs !== undefined && { dnsTimeoutMs }),
    ...(connectTimeoutMs !== undefined && { connectTimeoutMs }),
    ...(ca !== undefined && { ca }),
  })
  const client = createHttpClient({ guard, userAgent: 'Tidewire/test (ops@example.com)', limits })
  return { client, [Symbol.asyncDispose]: () => client.close() }
}

/** Tests name their addresses; asking the real resolver would leave the machine. */
const neverResolves: Resolver = async (hostname) => {
  throw Object.assign(new Error(`test asked to resolve ${hostname}`), { code: 'ENOTFOUND' })
}

export function resolves(table: Readonly<Record<string, readonly string[]>>): Resolver {
  return async (hostname) => table[hostname] ?? (await neverResolves(hostname))
}
