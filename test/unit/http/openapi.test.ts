import { Validator } from '@seriousme/openapi-schema-validator'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createHttpServer } from '../../../src/http/server.ts'
import { EVENT_TYPES } from '../../../src/model/index.ts'
import { createFrontPage, fakeItem, KEYS, NOW } from '../../support/front-page.ts'
import { FRONT_PAGE_STORIES } from '../../support/front-page-stories.ts'

interface Described {
  readonly operationId: string
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[]
  readonly requestBody?: object
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { schema: object }>> }>
  >
}

const STORY = fakeItem(FRONT_PAGE_STORIES[0]!, 0).storyId
const DAY = new Date(NOW).toISOString().slice(0, 10)
/** What the newsroom of the tests knows, by the first part of a path. */
const IDS: Readonly<Record<string, string>> = {
  stories: STORY,
  sources: 'src1',
  subscriptions: 'sub1',
  publishers: 'p1',
  lists: STORY,
}
const BODIES: Readonly<Record<string, object>> = {
  addSource: { url: 'https://news.example/feed.xml', publisher: 'Harbour Gazette' },
  addSubscription: { url: 'https://receiver.example/hook' },
  splitStory: { entries: ['e1'] },
  mergeStories: { with: fakeItem(FRONT_PAGE_STORIES[1]!, 1).storyId },
}

let text: string
let operations: readonly (Described & { readonly path: string; readonly method: string })[]

beforeAll(async () => {
  text = (await createHttpServer(createFrontPage().deps).inject('/api/v1/openapi.json')).body
  const paths = JSON.parse(text).paths as Record<string, Record<string, Described>>
  operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({ path, method, ...described })),
  )
})

test('the document is valid OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(JSON.parse(text))

  expect(errors).toBeUndefined()
  expect(valid).toBe(true)
})

test('the document is not sent again to who has it', async () => {
  const server = createHttpServer(createFrontPage().deps)
  const { etag } = (await server.inject('/api/v1/openapi.json')).headers

  const again = await server.inject({
    url: '/api/v1/openapi.json',
    headers: { 'if-none-match': String(etag) },
  })

  expect(again.statusCode).toBe(304)
  expect(again.body).toBe('')
})

test('the document has every event under webhooks', () => {
  expect(Object.keys(JSON.parse(text).webhooks)).toEqual([...EVENT_TYPES])
})

test('the document describes every operation, resolvable and without secrets', () => {
  expect(operations).toHaveLength(29)
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length)
  for (const { path, parameters } of operations) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    expect(parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)).toEqual(inPath)
  }
  expect(text).not.toContain('"$ref"')
  expect(text).not.toContain('"$schema"')
  for (const key of Object.values(KEYS)) expect(text).not.toContain(key)
})

test.each([
  ['what is asked for', [200, 201, 204], KEYS.admin, (path: string) => IDS[path.split('/')[3] ?? '']],
  ['that there is no such thing', [200, 201, 404], KEYS.admin, () => undefined],
  ['that a key reaches less far', [200, 403, 404], KEYS.read, () => undefined],
  ['that a key is unknown', [401], 'somebody', () => undefined],
])('every operation answers as the document says: %s', async (_what, expected, key, idOf) => {
  const server = createHttpServer(createFrontPage().deps)
  const statuses = new Set<number>()
  for (const operation of operations) {
    const { operationId, path, method, requestBody, responses } = operation
    const answer = await server.inject({
      method: method.toUpperCase() as 'GET',
      url: fill(operation, idOf(path)),
      headers: { authorization: `Bearer ${key}` },
      ...(requestBody && { payload: BODIES[operationId] ?? {} }),
    })

    statuses.add(answer.statusCode)
    const described = responses[answer.statusCode]
    expect(described, `${operationId} ${answer.statusCode}`).toBeDefined()
    if (described?.content === undefined) {
      expect(answer.body, operationId).toBe('')
      continue
    }
    const type = String(answer.headers['content-type']).split(';')[0] ?? ''
    expect(Object.keys(described.content), operationId).toEqual([type])
    const schema = z.fromJSONSchema(described.content[type]?.schema as Parameters<typeof z.fromJSONSchema>[0])
    expect(schema.safeParse(answer.json()).error, operationId).toBeUndefined()
  }
  expect([...statuses].toSorted()).toEqual(expected)
})

/** An address of the operation, with the queries it cannot do without. */
function fill(
  { path, parameters }: { path: string } & Pick<Described, 'parameters'>,
  id = 'nothing',
): string {
  const needed = parameters.filter((parameter) => parameter.in === 'query' && parameter.required)
  const query = new URLSearchParams(
    Object.fromEntries(needed.map(({ name }) => [name, new Date(NOW).toISOString()])),
  )
  return path
    .replace('{list}', id === 'nothing' ? id : 'top')
    .replace('{number}', '1283')
    .replace('{date}', DAY)
    .replace(/\{\w+\}/g, id)
    .concat(query.size > 0 ? `?${query}` : '')
}
