import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { reachRedis } from '../../../src/app/reach-redis.ts'

const URL = 'redis://user:hidden-word@127.0.0.1:6379'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A client whose server answers after so many ms, or never; one that refuses says so at once. */
function aRedis(answersAfterMs: number, refusal?: Error) {
  return {
    ping: () => new Promise<'PONG'>((resolve) => setTimeout(resolve, answersAfterMs, 'PONG')),
    on: (_: string, told: (error: Error) => void) => void (refusal && told(refusal)),
    off: () => undefined,
  } as unknown as Parameters<typeof reachRedis>[0]
}

async function outcomeOf(reaching: Promise<void>): Promise<string> {
  const outcome = reaching.then(
    () => 'reached',
    (error: Error) => error.message,
  )
  await vi.advanceTimersByTimeAsync(60_000)
  return outcome
}

test('one that is silent is told of after two seconds, or when the patience of the caller ends', async () => {
  const never = 3_600_000

  expect(await outcomeOf(reachRedis(aRedis(never), URL))).toContain('no answer within 2 s')
  expect(await outcomeOf(reachRedis(aRedis(never), URL, 15_000))).toContain('no answer within 15 s')
})

test('a worker on a busy machine waits for one that is slow', async () => {
  expect(await outcomeOf(reachRedis(aRedis(9_000), URL, 15_000))).toBe('reached')
  expect(await outcomeOf(reachRedis(aRedis(9_000), URL))).toContain('no answer within 2 s')
})

test('one that refuses is not waited for any longer, and is named without its password', async () => {
  const refusal = new Error('connect ECONNREFUSED')
  const reaching = reachRedis(aRedis(9_000, refusal), URL, 15_000)

  expect(await outcomeOf(reaching)).toBe(
    'Redis at redis://127.0.0.1:6379 cannot be reached: connect ECONNREFUSED',
  )
})

test.each([
  ['MISCONF Errors writing to the AOF file', 'Redis cannot write to its disk and accepts nothing. Make room'],
  ['NOAUTH Authentication required.', 'Redis wants a password. Write it into redis.url'],
  ['WRONGPASS invalid username-password pair', 'Redis refuses the user or the password of redis.url. '],
])('one that is there and answers %s is told of as that, with what to do', async (answer, told) => {
  const redis = { ...aRedis(0), ping: () => Promise.reject(new Error(answer)) }

  const outcome = await outcomeOf(reachRedis(redis as Parameters<typeof reachRedis>[0], URL))

  expect(outcome.startsWith(`Redis at redis://127.0.0.1:6379: ${told}`)).toBe(true)
})
