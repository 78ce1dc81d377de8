import { inject } from 'vitest'
import { createKeys } from '../../../src/redis/keys.ts'
import { createSourceStore } from '../../../src/store/sources.ts'
import { openSpace } from '../../support/redis-space.ts'
import { MINUTE, NOW } from './given.ts'

export const claim = { now: NOW, leaseMs: 5 * MINUTE, limit: 100, perHost: 2 }
/** Of a source that was polled once. */
export const state = { failureCount: 0, pollCount: 1, notModifiedCount: 0, lastPolledAt: NOW }

/** A key space of one test file, and stores of sources within it. */
export function openSources(name: string) {
  const space = openSpace({ url: inject('redisUrl') }, name)
  /** Every test has sources of its own: they would be due in each other's claims. */
  const aStore = (redis = space.redis, prefix = space.innerPrefix()) => ({
    prefix,
    store: createSourceStore({ redis, keys: createKeys(prefix) }),
  })
  return { space, aStore }
}

/** Ends what has run out; sources are due so long after it. */
export async function endAll(store: ReturnType<typeof createSourceStore>, now: number, waitMs = 0) {
  const expired = await store.expiredLeases(now)
  return store.endExpired(
    expired.map((one) => ({
      ...one,
      ...(one.source && {
        result: {
          state: { ...one.source.state, nextPollReason: 'lost' },
          nextPollAt: one.lease.leaseUntil + waitMs,
        },
      }),
    })),
  )
}
