import type { ServerResponse } from 'node:http'
import { normalizeIP } from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import type { HttpDeps, HttpLimits, LiveEdition } from './deps.ts'

/** A reader that has not taken this much is gone or asleep; it reconnects by itself. */
const MAX_UNREAD_BYTES = 64 * 1024

interface Client {
  readonly response: ServerResponse
  readonly address: string
}

/**
 * `/events`: server-sent events, `event: edition` with `{list, edition}` for each new edition. Nothing is replayed:
 * a page that reconnects fetches itself anew, so `Last-Event-ID` is ignored.
 */
export function addLiveRoute(app: FastifyInstance, deps: HttpDeps, limits: HttpLimits): void {
  const clients = new Set<Client>()

  function write(client: Client, text: string) {
    if (client.response.writableLength > MAX_UNREAD_BYTES) client.response.destroy()
    else client.response.write(text)
  }

  function announce({ listId, number }: LiveEdition) {
    const data = JSON.stringify({ list: listId, edition: number })
    for (const client of clients) write(client, `id: ${listId}:${number}\nevent: edition\ndata: ${data}\n\n`)
  }

  const unsubscribe = deps.live.subscribe(announce)
  const heartbeat = setInterval(() => {
    for (const client of clients) write(client, ': still here\n\n')
  }, limits.heartbeatMs)
  heartbeat.unref()

  // Before close: open streams would otherwise keep the server from ever closing.
  app.addHook('preClose', async () => {
    clearInterval(heartbeat)
    unsubscribe()
    for (const { response } of clients) response.end()
    clients.clear()
  })

  app.get('/events', { compress: false, exposeHeadRoute: false }, (request, reply) => {
    // As requests are counted: whoever has an IPv6 address has the /64 around it.
    const address = normalizeIP(request.ip)
    const fromSame = [...clients].filter((client) => client.address === address).length
    if (clients.size >= limits.liveClients || fromSame >= limits.liveClientsPerAddress) {
      reply
        .code(503)
        .header('retry-after', '60')
        .type('text/plain; charset=utf-8')
        .send('Too many streams are open.')
      return
    }

    reply.header('content-type', 'text/event-stream; charset=utf-8')
    // Proxies that buffer or transform would hold events back.
    reply.header('cache-control', 'no-store, no-transform').header('x-accel-buffering', 'no')
    const headers = reply.getHeaders()
    reply.hijack()
    const client = { response: reply.raw, address }
    clients.add(client)
    reply.raw.once('close', () => clients.delete(client))
    reply.raw.writeHead(200, headers as Record<string, string>)
    reply.raw.write('retry: 5000\n\n')
  })
}
