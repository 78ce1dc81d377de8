import { expect, inject, test } from 'vitest'
import { createKeys } from '../../../src/redis/keys.ts'
import { createPublisherStore } from '../../../src/store/publishers.ts'
import { openSpace } from '../../support/redis-space.ts'
import { DAY, NOW } from './given.ts'

const { redis, innerPrefix } = openSpace({ url: inject('redisUrl') }, 'publishers')

test('no more icons are wanted at once than ten thousand; who comes then is to say it again', async () => {
  const keys = createKeys(innerPrefix())
  const publishers = createPublisherStore({ redis, keys })
  const wanted = Array.from({ length: 9_999 }, (_, n) => [`p${n}`, '[]']).flat()
  await redis.hset(keys.wantedIcons(), ...wanted)
  const note = (publisherId: string) =>
    publishers.note(
      { id: `source-${publisherId}`, publisherId },
      { iconPlaces: [{ url: 'https://p.example/icon.png', isOwn: true }] },
      { now: NOW, ttlMs: DAY },
    )

  expect([await note('last'), await note('one-more')]).toEqual([true, false])

  expect(await redis.hlen(keys.wantedIcons())).toBe(10_000)
  expect(await redis.hexists(keys.wantedIcons(), 'one-more')).toBe(0)
})
