import { TidewireError } from '../model/errors.ts'
import { closeRedis, createRedis, type RedisClient, type RedisConfig } from '../redis/client.ts'
import { type Refusal, refusalOf } from '../redis/refusals.ts'

/** Longer than a Redis that is there ever takes, short enough for somebody who waits. */
const ANSWER_WITHIN_MS = 2_000

/**
 * Throws, in words for an operator, when Redis does not answer soon: the client's own error names only its retries. One
 * that refuses is told of after 2 s, one that is silent after `patienceMs`.
 */
export async function reachRedis(
  redis: Pick<RedisClient, 'ping' | 'on' | 'off'>,
  url: string,
  patienceMs = ANSWER_WITHIN_MS,
): Promise<void> {
  let cause: Error | undefined
  const remember = (error: Error) => {
    cause = error
  }
  redis.on('error', remember)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const giveUp = () => reject(cause ?? new Error(`no answer within ${patienceMs / 1000} s`))
    timer = setTimeout(() => {
      if (cause) giveUp()
      else timer = setTimeout(giveUp, patienceMs - ANSWER_WITHIN_MS)
    }, ANSWER_WITHIN_MS)
  })
  try {
    await Promise.race([redis.ping(), late])
  } catch (error) {
    const reason = cause ?? (error as Error)
    const refusal = refusalOf(reason)
    if (refusal) throw refused(bareRedisUrl(url), refusal, reason)
    throw new TidewireError(
      'redis_unreachable',
      `Redis at ${bareRedisUrl(url)} cannot be reached: ${reason.message}`,
      { retry: 'later', cause: reason },
    )
  } finally {
    clearTimeout(timer)
    redis.off('error', remember)
  }
}

/** It is there, and wants a password, say, or cannot write to its disk. */
function refused(place: string, { message, remedy }: Refusal, cause: unknown): TidewireError {
  return new TidewireError('redis_refuses', `Redis at ${place}: ${message}. ${remedy}`, {
    retry: 'later',
    cause,
  })
}

/** Whether the configured Redis answers; opens and closes a connection of its own. */
export async function answersRedis(config: RedisConfig): Promise<boolean> {
  const redis = createRedis(config, 'commands')
  try {
    await reachRedis(redis, config.url)
    return true
  } catch {
    return false
  } finally {
    await closeRedis(redis)
  }
}

function bareRedisUrl(url: string): string {
  return url.replaceAll(/\/\/[^@/]*@/g, '//')
}
