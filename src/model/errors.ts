/** Whether trying again can help: `later` by itself, `never` without somebody changing something. */
export type Retry = 'later' | 'never'

/**
 * Base of every error this program throws on purpose. The class names the stage, the code the fact.
 * The message says what was tried, on what, and what came back.
 */
export class TidewireError extends Error {
  readonly code: string
  readonly retry: Retry

  constructor(code: string, message: string, options: { retry: Retry; cause?: unknown }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = new.target.name
    this.code = code
    this.retry = options.retry
  }
}
