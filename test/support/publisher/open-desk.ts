import type { HttpLimits } from '../../../src/net/request.ts'
import type { RedisSpace } from '../redis-space.ts'
import { createPollDesk, createTestClock, type PollDeskOptions } from './poll-desk.ts'
import { startPublisher } from './publisher.ts'

/** Where the clocks of polling tests stand unless told otherwise. */
export const NOW = Date.UTC(2026, 2, 4, 12)

/** A publisher and the desk that polls it, on one clock, in a key space of their own within the file's. */
export async function openDesk(
  space: RedisSpace,
  {
    startAt = NOW,
    limits = {},
    ...more
  }: Partial<Omit<PollDeskOptions, 'redis' | 'prefix' | 'client' | 'clock'>> & {
    readonly startAt?: number
    readonly limits?: Partial<HttpLimits>
  } = {},
) {
  const clock = createTestClock(startAt)
  const publisher = await startPublisher({ now: clock.now })
  const client = publisher.client(limits)
  const options = { redis: space.redis, prefix: space.innerPrefix(), client, clock, ...more }
  return {
    clock,
    publisher,
    desk: createPollDesk(options),
    /** A worker that starts anew over the same Redis. */
    another: () => createPollDesk(options),
    [Symbol.asyncDispose]: () => publisher[Symbol.asyncDispose](),
  }
}
