import { STATUS_CODES } from 'node:http'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { TidewireError } from '../model/index.ts'
import { frameOf, type PageContext } from './pages.ts'

/** An answer that is not the wanted thing: what the caller is told, and nothing else. */
export interface Problem {
  readonly status: number
  readonly code: string
  readonly message: string
}

export const PROBLEM_TYPE = 'application/problem+json'

const isApi = (request: FastifyRequest): boolean => request.url.startsWith('/api/')

/** As programs read it (RFC 9457): without a `type`, the status says what kind it is, and `code` which of them. */
export function sendApiProblem(reply: FastifyReply, { status, code, message }: Problem): FastifyReply {
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type(PROBLEM_TYPE)
    .send(JSON.stringify({ title: STATUS_CODES[status], status, detail: message, code }))
}

export function sendNothingThere(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = request.url.split('?')[0]
  return sendApiProblem(reply, { status: 404, code: 'not_found', message: `There is nothing at ${path}.` })
}

/** Known, but not with that method; `allow` lists those that are (RFC 9110 §15.5.6). */
export function sendWrongMethod(request: FastifyRequest, reply: FastifyReply, allow: string): FastifyReply {
  reply.header('allow', allow)
  const message = `${request.method} is not done here; ${allow} may be.`
  if (isApi(request)) return sendApiProblem(reply, { status: 405, code: 'method_not_allowed', message })
  return reply.code(405).header('cache-control', 'no-store').type('text/plain; charset=utf-8').send(message)
}

/** 404 as people read it, with the lists that do exist. */
export function sendNotFound(
  context: PageContext,
  request: FastifyRequest,
  reply: FastifyReply,
  text: string,
): FastifyReply {
  if (isApi(request)) return sendNothingThere(request, reply)
  const { words } = context.wording
  return sendErrorPage(context, reply, { status: 404, heading: words.notFound, text, showLists: true })
}

/** Answers what no route does. Requests for it are counted as all others are, before their body is read. */
export function addNotFoundAnswer(app: FastifyInstance, context: PageContext): void {
  const { noPage } = context.wording.words
  const count = app.rateLimit()
  app.addHook('onRequest', async (request, reply) => {
    if (request.is404) await count.call(app, request, reply)
  })
  app.setNotFoundHandler((request, reply) => sendNotFound(context, request, reply, noPage))
}

/** Turns whatever a handler threw into an answer; logs what is our fault. */
export function addErrorAnswers(server: FastifyInstance, context: PageContext): void {
  const { words } = context.wording

  function wordsOf(problem: Problem): readonly [heading: string, text: string] {
    if (problem === AWAY) return [words.away, words.awayText]
    if (problem.status >= 500) return [words.failed, words.failedText]
    return problem.status === 429 ? [words.tooMany, words.tooManyText] : [words.badRequest, '']
  }

  server.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = context.deps.isOutage(error) ? AWAY : problemOf(error)
    const facts = { err: error, route: request.routeOptions.url, code: problem.code }
    if (problem === AWAY) {
      const known = context.lastKnown.find(request)
      request.log.warn({ ...facts, age_s: known?.ageS }, 'answered without the store')
      // Its age is that of a response from a cache (RFC 9111 §4), which this then is.
      if (known) return known.again(request, reply.header('age', known.ageS))
      reply.header('retry-after', RETRY_AFTER_S)
    } else if (problem.status >= 500) {
      request.log.error(facts, 'request failed')
    }
    if (isApi(request)) return sendApiProblem(reply, problem)
    const [heading, text] = wordsOf(problem)
    return sendErrorPage(context, reply, { status: problem.status, heading, text, showLists: false })
  })
}

const RETRY_AFTER_S = 30
const AWAY: Problem = {
  status: 503,
  code: 'unavailable',
  message: 'The store cannot be reached, or accepts nothing, at the moment; try again later.',
}

/** They name what lies in Redis, which only an operator can repair. */
const FOR_THE_LOG = new Set(['store_broken_value', 'store_unknown_version'])

/** Messages of our own errors and of bad requests are for the caller; any other message stays in the log. */
function problemOf(error: FastifyError): Problem {
  if (error instanceof TidewireError && !FOR_THE_LOG.has(error.code)) {
    return { status: statusOf(error), code: error.code, message: error.message }
  }
  const status = error.statusCode ?? 500
  if (status >= 400 && status < 500) {
    // What counts requests gives its error no code.
    const code = status === 429 ? 'too_many_requests' : (error.code ?? 'bad_request')
    return { status, code: code.toLowerCase(), message: error.message }
  }
  return { status: 500, code: 'internal', message: 'Something went wrong here; it has been logged.' }
}

/** What cannot be done to a thing as it is now, though it may be later. */
const CONFLICTS = new Set(['subscription_too_many_secrets'])

function statusOf({ code, retry }: TidewireError): number {
  if (CONFLICTS.has(code)) return 409
  return retry === 'never' ? 422 : 503
}

function sendErrorPage(
  context: PageContext,
  reply: FastifyReply,
  page: { status: number; heading: string; text: string; showLists: boolean },
): FastifyReply {
  const html = context.views('./error', {
    ...frameOf(context, ''),
    title: `${page.heading} · ${context.deps.site.title}`,
    canonical: undefined,
    alternates: [],
    edition: undefined,
    ...page,
  })
  return reply
    .code(page.status)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(html)
}
