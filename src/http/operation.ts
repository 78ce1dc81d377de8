import type { z } from 'zod'
import * as schemas from './api-schemas.ts'
import type { Scope } from './deps.ts'

/** One call of the API: what it needs, takes and answers. The routes and the OpenAPI document are made from it. */
export interface Operation {
  readonly id: string
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** OpenAPI notation, below `/api/v1`. */
  readonly path: string
  readonly scope: Scope
  readonly summary: string
  readonly params: z.ZodObject
  readonly query: z.ZodObject
  readonly body: z.ZodObject | undefined
  readonly status: 200 | 201 | 204
  readonly answer: z.ZodObject
  /** Undefined: there is no such thing (404). */
  handle(input: { params: never; query: never; body: never }): Promise<object | undefined>
}

/** Keeps the schemas and the handler's input in step. */
export function operation<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodObject,
  Answer extends z.ZodObject,
>(
  method: Operation['method'],
  path: string,
  scope: Scope,
  summary: string,
  rest: {
    id: string
    params?: Params
    query?: Query
    body?: Body
    status?: Operation['status']
    answer: Answer
    handle(input: {
      params: z.output<Params>
      query: z.output<Query>
      body: z.output<Body>
    }): Promise<z.input<Answer> | undefined>
  },
): Operation {
  const { id, params = schemas.nothing, query = schemas.nothing, body, status = 200, answer, handle } = rest
  return {
    id,
    method,
    path,
    scope,
    summary,
    params,
    query,
    body,
    status,
    answer,
    handle: handle as Operation['handle'],
  }
}
