import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { HttpLimits } from './deps.ts'
import type { HubDesk } from './desks.ts'

interface Callback {
  Params: { token: string }
  Querystring: Readonly<Record<string, string | string[] | undefined>>
}

const TOKEN = /^[A-Za-z0-9_-]{22,64}$/u
const MAX_CHALLENGE = 2_048
/** One hub pushes for many sources, so its address may come more often than a reader's. */
const PUSHES_PER_READER = 10

/** `/websub/{token}`: where hubs ask back and push (W3C WebSub §5.3, §7). */
export function addHubCallback(app: FastifyInstance, hubs: HubDesk, limits: HttpLimits): void {
  app.register(async (scope) => {
    // Signatures are over the bytes as they came.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    const route = {
      bodyLimit: limits.maxPushBytes,
      config: { rateLimit: { max: PUSHES_PER_READER * limits.requestsPerMinute } },
    }

    // A hub redelivers after 503; anything else of ours would be lost to it.
    scope.setErrorHandler(async (error: Error & { statusCode?: number }, request, reply) => {
      const status = error.statusCode ?? 500
      if (status === 413) return tooLarge(request as FastifyRequest<Callback>, reply)
      if (status < 500) return plain(reply, status, '')
      request.log.error({ err: error, route: request.routeOptions.url }, 'request failed')
      return unavailable(reply)
    })

    async function tooLarge(request: FastifyRequest<Callback>, reply: FastifyReply) {
      try {
        await hubs.hint(request.params.token)
        return plain(reply, 202, '')
      } catch {
        return unavailable(reply)
      }
    }

    scope.get<Callback>('/websub/:token', route, async (request, reply) => {
      const { token } = request.params
      const query = (name: string) => {
        const value = request.query[`hub.${name}`]
        return typeof value === 'string' ? value : ''
      }
      if (!TOKEN.test(token)) return plain(reply, 404, '')
      const mode = query('mode')
      if (mode === 'denied') {
        const denied = await hubs.deny(token, { topic: query('topic'), reason: query('reason') })
        return plain(reply, denied ? 200 : 404, '')
      }
      const challenge = query('challenge')
      if (challenge === '' || challenge.length > MAX_CHALLENGE) return plain(reply, 404, '')
      const isAsked = await hubs.verify(token, {
        mode,
        topic: query('topic'),
        ...leaseOf(query('lease_seconds')),
      })
      return isAsked ? plain(reply, 200, challenge) : plain(reply, 404, '')
    })

    scope.post<Callback>(
      '/websub/:token',
      {
        ...route,
        // Before the body is read: a stranger's megabytes are not worth taking. After onRequest, which counts requests.
        preParsing: async (request, reply, payload) => {
          const { token } = request.params
          if (!TOKEN.test(token)) return plain(reply, 404, '')
          // 410 is how a hub learns that nobody is here any more.
          return (await hubs.isKnown(token)) ? payload : plain(reply, 410, '')
        },
      },
      async (request, reply) => {
        const { headers } = request
        const signature = headers['x-hub-signature']
        const outcome = await hubs.receive(request.params.token, {
          body: request.body instanceof Uint8Array ? request.body : new Uint8Array(),
          ...given('contentType', headers['content-type']),
          ...given('contentEncoding', headers['content-encoding']),
          ...given('contentLanguage', headers['content-language']),
          ...given('signature', [signature].flat()[0]),
        })
        return plain(reply, outcome === 'accepted' ? 202 : 410, '')
      },
    )
  })
}

/** Never HTML: the challenge is a stranger's text. */
function plain(reply: FastifyReply, status: number, body: string): FastifyReply {
  return reply.code(status).header('cache-control', 'no-store').type('text/plain; charset=utf-8').send(body)
}

function unavailable(reply: FastifyReply): FastifyReply {
  return plain(reply.header('retry-after', '60'), 503, '')
}

function leaseOf(text: string): { leaseSeconds?: number } {
  return /^\d{1,12}$/u.test(text) && Number(text) > 0 ? { leaseSeconds: Number(text) } : {}
}

function given<Name extends string>(name: Name, value: string | undefined) {
  return (value === undefined ? {} : { [name]: value }) as { [key in Name]?: string }
}
