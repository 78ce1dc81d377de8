import type { Readiness } from '../http/deps.ts'
import type { Context } from './context.ts'

const ANSWER_WITHIN_MS = 2_000

/** Ready means: Redis answers, soon. */
export function createReadiness({ redis }: Context): () => Promise<Readiness> {
  return async () => {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(resolve, ANSWER_WITHIN_MS, 'late')
    })
    try {
      const answer = await Promise.race([redis.ping(), late])
      return answer === 'late'
        ? { ok: false, problems: [`Redis did not answer within ${ANSWER_WITHIN_MS / 1000} s`] }
        : { ok: true, problems: [] }
    } catch {
      return { ok: false, problems: ['Redis cannot be reached'] }
    } finally {
      clearTimeout(timer)
    }
  }
}
