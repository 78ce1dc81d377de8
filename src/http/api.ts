import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { createOperations } from './api-operations.ts'
import { createGatekeeper } from './auth.ts'
import { isNotModified, weakEtag } from './conditional.ts'
import type { HttpDeps } from './deps.ts'
import { sendApiProblem, sendNothingThere } from './errors.ts'
import { openApiDocument } from './openapi.ts'
import type { Operation } from './operation.ts'

/** Adds `/api/v1`: every call but the document itself needs a bearer key of the call's scope. */
export function addApiRoutes(app: FastifyInstance, deps: HttpDeps): void {
  const operations = createOperations(deps)
  const admit = createGatekeeper(deps.apiKeys)
  const document = JSON.stringify(openApiDocument(operations, deps.site))

  const etag = weakEtag(document)

  app.get('/api/v1/openapi.json', async (request, reply) => {
    reply.headers({
      etag,
      'cache-control': 'public, max-age=300',
      vary: 'accept-encoding',
      'access-control-allow-origin': '*',
    })
    if (isNotModified(request.headers, { etag })) return reply.code(304).send()
    return reply.type('application/json; charset=utf-8').send(document)
  })

  for (const operation of operations) {
    app.route({
      method: operation.method,
      url: `/api/v1${operation.path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      // Before the body is read: a stranger's megabyte is not worth parsing. After onRequest, which counts requests: who
      // guesses keys is one who asks too often.
      preParsing: async (request, reply, payload) => {
        const admission = admit(request.headers.authorization, operation.scope)
        if (admission.kind !== 'admitted') return refuse(reply, admission.kind, operation)
        request.log = request.log.child({ api_key: admission.name })
        return payload
      },
      handler: (request, reply) => answer(operation, request, reply),
    })
  }
}

function refuse(reply: FastifyReply, kind: 'unknown' | 'forbidden', { scope }: Operation): FastifyReply {
  if (kind === 'forbidden') {
    return sendApiProblem(reply, {
      status: 403,
      code: 'forbidden',
      message: `This call needs a key of scope "${scope}".`,
    })
  }
  reply.header('www-authenticate', 'Bearer realm="tidewire"')
  return sendApiProblem(reply, {
    status: 401,
    code: 'unauthorized',
    message: 'Expected the header "Authorization: Bearer <key>" with a known key.',
  })
}

async function answer(operation: Operation, request: FastifyRequest, reply: FastifyReply) {
  const params = operation.params.safeParse(request.params)
  // A malformed id names nothing.
  if (!params.success) return sendNothingThere(request, reply)
  const query = operation.query.safeParse(request.query)
  if (!query.success) return unfit(reply, 'query', query.error)
  const body = operation.body?.safeParse(request.body ?? {})
  if (body !== undefined && !body.success) return unfit(reply, 'body', body.error)

  const input = { params: params.data, query: query.data, body: body?.data }
  const result = await operation.handle(input as Parameters<Operation['handle']>[0])
  if (result === undefined) return sendNothingThere(request, reply)
  reply.code(operation.status).header('cache-control', 'no-store')
  if (operation.status === 204) return reply.send()
  // Parsing leaves out whatever the schema does not name: a field added to the model does not leak by itself.
  const shown = operation.answer.parse(result)
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(shown))
}

function unfit(reply: FastifyReply, place: 'query' | 'body', error: z.ZodError): FastifyReply {
  const message = error.issues
    .slice(0, 10)
    .map((issue) => `${[place, ...issue.path].join('.')}: ${issue.message}`)
    .join('; ')
  return sendApiProblem(reply, { status: 422, code: 'invalid_request', message })
}
