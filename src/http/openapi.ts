import { z } from 'zod'
import { EVENT_TYPES, type EventType } from '../model/index.ts'
import { eventBody, TOLD } from './api-event-schemas.ts'
import { problemAnswer } from './api-schemas.ts'
import type { Site } from './deps.ts'
import { PROBLEM_TYPE } from './errors.ts'
import type { Operation } from './operation.ts'

/** The OpenAPI 3.1 document of the operations; its JSON Schemas come from the zod schemas that check the requests. */
export function openApiDocument(operations: readonly Operation[], site: Site) {
  const paths: Record<string, Record<string, object>> = {}
  for (const operation of operations) {
    const path = `/api/v1${operation.path}`
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(operation) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: `${site.title}: Tidewire API`,
      version: '1',
      description: 'Times are ISO 8601 in UTC. Errors are problems (RFC 9457) with a `code`.',
    },
    servers: [{ url: site.url }],
    security: [{ bearer: [] }],
    paths,
    webhooks: Object.fromEntries(EVENT_TYPES.map((type) => [type, { post: describeEvent(type) }])),
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  }
}

function describe(operation: Operation) {
  const { id, summary, scope, body, status, answer } = operation
  return {
    operationId: id,
    summary,
    description: `Needs a key of scope \`${scope}\` or wider.`,
    parameters: [...parameters(operation.params, 'path'), ...parameters(operation.query, 'query')],
    ...(body !== undefined && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } },
    }),
    responses: {
      [status]:
        status === 204
          ? { description: 'Done' }
          : { description: 'Done', content: { 'application/json': { schema: schemaOf(answer, 'output') } } },
      ...problem(401, 'No key, or an unknown one'),
      ...problem(403, 'The key does not reach this far'),
      ...problem(404, 'There is no such thing'),
      ...problem(409, 'It cannot be done to the thing as it is now'),
      ...problem(422, 'The request does not fit; the detail says where'),
      ...problem(429, 'Too many requests'),
      ...problem('default', 'The request could not be read, or the fault is ours'),
    },
  }
}

/** What a subscriber is sent. Its body may gain fields, so the schema allows others. */
function describeEvent(type: EventType) {
  return {
    operationId: type,
    summary: TOLD[type].when,
    security: [],
    parameters: Object.entries(WEBHOOK_HEADERS).map(([name, description]) => ({
      name,
      in: 'header',
      required: true,
      description,
      schema: { type: 'string' },
    })),
    requestBody: {
      required: true,
      content: { 'application/json': { schema: schemaOf(eventBody(type), 'input') } },
    },
    responses: {
      '2XX': { description: 'Accepted; not sent again' },
      410: { description: 'The subscription is disabled' },
      default: { description: 'Tried again later, no earlier than Retry-After says' },
    },
  }
}

const WEBHOOK_HEADERS = {
  'webhook-id': 'names the event: the same in every attempt',
  'webhook-timestamp': 'of this attempt, in seconds since 1970',
  'webhook-signature': '`v1,` and base64, one for each secret that signs (Standard Webhooks 1.0.0)',
  'webhook-attempt': '1, 2, 3 …',
}

const problem = (status: number | 'default', description: string) => ({
  [status]: { description, content: { [PROBLEM_TYPE]: { schema: schemaOf(problemAnswer, 'output') } } },
})

function parameters(schema: z.ZodObject, place: 'path' | 'query') {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return Object.entries(properties).map(([name, shape]) => ({
    name,
    in: place,
    required: required.includes(name),
    // Coerced numbers accept anything as input; what they become is the honest description.
    schema: z.toJSONSchema(schema, { io: 'output' }).properties?.[name] ?? shape,
  }))
}

/** Each schema stands by itself, without `$schema` and `$ref`: generators disagree on both inside a document. */
function schemaOf(schema: z.ZodObject, io: 'input' | 'output') {
  const { $schema: _dialect, ...shape } = z.toJSONSchema(schema, { io, reused: 'inline' })
  return shape
}
