import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { closeRedis, createRedis, type RedisClient } from '../../../src/redis/client.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { loadScripts, readScript, type ScriptName } from '../../../src/redis/scripts.ts'
import { createOutbox } from '../../../src/store/outbox.ts'
import { type PrivateRedis, startPrivateRedis } from '../../support/redis.ts'
import { openSpace } from '../../support/redis-space.ts'
import { anEvent, DAY, NOW } from '../store/given.ts'

const names = readdirSync(new URL('../../../src/redis/lua/', import.meta.url))
  .filter((file) => file.endsWith('.lua'))
  .map((file) => file.slice(0, -4) as ScriptName)

describe('every script', () => {
  const { redis } = openSpace({ url: inject('redisUrl') }, 'scripts')

  test.each(names)('%s compiles and says what it does, takes and returns', async (name) => {
    const text = readScript(name)

    expect(text).toMatch(/^--\[\[\n[A-Z]/)
    for (const part of ['KEYS', 'ARGV', 'Returns']) expect(text.split(']]')[0]).toContain(part)
    expect(text).not.toContain('-- include:')
    expect(await redis.script('LOAD', text)).toMatch(/^[0-9a-f]{40}$/)
  })
})

describe('a script', () => {
  let server: PrivateRedis
  let redis: RedisClient
  const options = { now: NOW, ttlMs: DAY }

  beforeAll(async () => {
    // With `everysec` a write is put off while the last one is on its way to a slow disk.
    server = await startPrivateRedis({ args: ['--appendfsync', 'always'] })
    redis = createRedis({ url: server.url }, 'blocking')
  })
  afterAll(async () => {
    await closeRedis(redis)
    await server.stop()
  })

  test('goes on after SCRIPT FLUSH, alone and among many', async () => {
    const keys = createKeys('flush')
    const outbox = createOutbox({ redis, keys })
    const scripts = loadScripts(redis, ['append-events'])
    const call = (id: string) => ({
      keys: [keys.outbox(), keys.event(id)],
      args: [NOW, DAY, id, 'story.created', '[]', JSON.stringify(anEvent(id))],
    })

    expect(await outbox.append([anEvent('a')], options)).toBe(1)
    await redis.script('FLUSH')
    expect(await outbox.append([anEvent('b')], options)).toBe(1)
    await redis.script('FLUSH')
    expect(await scripts['append-events'].many([call('c'), call('d'), call('a')])).toEqual([1, 1, 0])
    expect(await scripts['append-events'].many([])).toEqual([])

    expect(await outbox.length()).toBe(4)
  })

  test('that the server has never seen runs before what is sent after it', async () => {
    await redis.script('FLUSH')
    const outbox = createOutbox({ redis, keys: createKeys('order') })
    const appended = outbox.append([anEvent('a')], options)
    const length = outbox.length()

    expect(await appended).toBe(1)
    expect(await length).toBe(1)
  })

  test('goes on after a crash of the server, which kept what it had confirmed', async () => {
    const outbox = createOutbox({ redis, keys: createKeys('crash') })
    await outbox.append([anEvent('a')], options)

    await server.kill9()
    const waiting = outbox.append([anEvent('b')], options)
    await server.restart()

    expect(await waiting).toBe(1)
    expect(await outbox.payload('a')).toEqual(anEvent('a'))
  })

  test('that fails says so', async () => {
    const keys = createKeys('wrong')
    await redis.set(keys.outbox(), 'no stream')

    await expect(createOutbox({ redis, keys }).append([anEvent('a')], options)).rejects.toThrow('WRONGTYPE')
  })
})
