import { expect, inject, test, vi } from 'vitest'
import { closeRedis, createRedis } from '../../../src/redis/client.ts'

test('commands of one turn of the event loop leave in one write, and get their own replies', async () => {
  const redis = createRedis({ url: inject('redisUrl') }, 'commands')
  await redis.ping()
  const { stream } = redis as unknown as { stream: { _handle: { writeUtf8String(): void; writev(): void } } }
  const single = vi.spyOn(stream._handle, 'writeUtf8String')
  const together = vi.spyOn(stream._handle, 'writev')

  const replies = await Promise.all(['a', 'b', 'c'].map((text) => redis.echo(text)))

  expect(replies).toEqual(['a', 'b', 'c'])
  expect(single.mock.calls.length + together.mock.calls.length).toBe(1)
  await closeRedis(redis)
})

test('a connection that was lost is written to as before once it is back', async () => {
  const redis = createRedis({ url: inject('redisUrl') }, 'commands')
  await redis.ping()
  const lost = new Promise((resolve) => redis.once('close', resolve))
  ;(redis as unknown as { stream: { destroy(): void } }).stream.destroy()
  await lost

  const replies = await Promise.all([redis.echo('x'), redis.echo('y')])

  expect(replies).toEqual(['x', 'y'])
  await closeRedis(redis)
})
