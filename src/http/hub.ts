import type { FastifyInstance, FastifyReply } from 'fastify'
import type { OwnHub } from './desks.ts'

/** Of a form: a callback, a topic and a secret. */
const MAX_FORM_BYTES = 16 * 1024
/** Each may make us ask a callback; whoever follows all lists comes once a lease. */
const REQUESTS_PER_MINUTE = 120
const FULL_RETRY_S = 3_600

/** `/hub`: where programs sign up to be sent our lists' feeds (W3C WebSub §5.1). */
export function addHub(app: FastifyInstance, hub: OwnHub): void {
  app.register(async (scope) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    )
    // Programs read it: words in one line, never a page.
    scope.setErrorHandler(async (error: Error & { statusCode?: number }, request, reply) => {
      const status = error.statusCode ?? 500
      if (status < 500) return plain(reply, status, error.message)
      request.log.error({ err: error, route: request.routeOptions.url }, 'request failed')
      return plain(reply.header('retry-after', '60'), 503, 'try again later')
    })
    scope.post(
      '/hub',
      { bodyLimit: MAX_FORM_BYTES, config: { rateLimit: { max: REQUESTS_PER_MINUTE } } },
      async (request, reply) => {
        if (!(request.body instanceof URLSearchParams)) return plain(reply, 415, 'a form is expected')
        const answer = await hub.take(request.body)
        if (answer.kind === 'wrong') return plain(reply, 400, answer.message)
        if (answer.kind === 'full')
          return plain(reply.header('retry-after', FULL_RETRY_S), 503, 'this hub takes no more followers')
        return plain(reply, 202, '')
      },
    )
  })
}

function plain(reply: FastifyReply, status: number, body: string): FastifyReply {
  return reply.code(status).header('cache-control', 'no-store').type('text/plain; charset=utf-8').send(body)
}
