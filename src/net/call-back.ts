import { BlockedError, type FailureClass, FetchError, failureClass } from './errors.ts'
import { headerOf, parseRetryAfter } from './http-headers.ts'
import type { HttpClient, HttpRequest } from './request.ts'

/** What a callback answered: with a status code, or not at all. */
export interface CallAnswer {
  readonly statusCode?: number
  /** Class of what went wrong before an answer came. */
  readonly error?: FailureClass
  /** What the Retry-After of a failure asks for, at most 24 h. */
  readonly retryAfterMs?: number
  readonly durationMs: number
}

const LONGEST_PAUSE_MS = 86_400_000

/**
 * Makes one call of an address that somebody gave us, and follows no redirect. Throws for nothing that the other side
 * does; when `signal` aborts, its reason.
 */
export async function callBack(
  client: Pick<HttpClient, 'request'>,
  request: Omit<HttpRequest, 'redirects'>,
  now: number,
  signal: AbortSignal | undefined,
): Promise<CallAnswer & { /** If it was to be read. */ readonly body?: Uint8Array }> {
  const startedAt = performance.now()
  const durationMs = () => Math.round(performance.now() - startedAt)
  try {
    const { statusCode, headers, body } = await client.request({ ...request, redirects: 'refuse' }, signal)
    const answer = { statusCode, durationMs: durationMs(), ...(request.answer === 'read' && { body }) }
    if (isSuccess(answer)) return answer
    const retryAfterMs = parseRetryAfter(headerOf(headers, 'retry-after'), now, LONGEST_PAUSE_MS)
    return { ...answer, ...(retryAfterMs !== undefined && { retryAfterMs }) }
  } catch (error) {
    if (!(error instanceof FetchError) && !(error instanceof BlockedError)) throw error
    return { error: failureClass(error), durationMs: durationMs() }
  }
}

export function isSuccess({ statusCode = 0 }: Pick<CallAnswer, 'statusCode'>): boolean {
  return statusCode >= 200 && statusCode <= 299
}
