import type { Readiness } from '../http/deps.ts'
import type { Context } from './context.ts'
import { LateError, soon } from './soon.ts'

/** Ready means: Redis answers, soon. */
export function createReadiness({ redis }: Pick<Context, 'redis'>): () => Promise<Readiness> {
  return async () => {
    try {
      await soon(redis.ping())
      return { ok: true, problems: [] }
    } catch (error) {
      const problem = error instanceof LateError ? error.message : 'Redis cannot be reached'
      return { ok: false, problems: [problem] }
    }
  }
}
