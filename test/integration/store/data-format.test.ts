import { expect, inject, test } from 'vitest'
import { createKeys } from '../../../src/redis/keys.ts'
import { createDataFormat, type DataFormat } from '../../../src/store/data-format.ts'
import { openSpace } from '../../support/redis-space.ts'

const space = openSpace({ url: inject('redisUrl') }, 'format')

function aRedis() {
  const keys = createKeys(space.innerPrefix())
  const program = (written: number, oldest = written) => {
    const ours: DataFormat = { written, oldest }
    return createDataFormat({ redis: space.redis, keys }, ours)
  }
  const clear = () => space.redis.del(keys.format(), keys.dataId())
  /** As it is released. */
  const released = createDataFormat({ redis: space.redis, keys })
  return { program, released, clear, held: () => space.redis.get(keys.format()) }
}

test('the first program notes its format, a newer one that can read it raises it, again changes nothing', async () => {
  const { program, held } = aRedis()

  await program(2).check()
  expect(await held()).toBeNull()
  await program(2).claim()
  expect(await held()).toBe('2')
  await program(3, 2).claim()
  await program(3, 2).claim()

  expect(await held()).toBe('3')
})

test('an older program neither starts nor goes on beside a newer one, and says what to do', async () => {
  const { program, held } = aRedis()
  const old = program(2)
  await old.claim()
  await program(3, 2).claim()

  const told =
    'Redis holds data in format 3; this Tidewire knows 2: update this process too: a newer Tidewire works on this Redis, and stops all older ones (README, "Updates")'
  await expect(old.claim()).rejects.toMatchObject({ code: 'store_newer_format', message: told })
  await expect(old.check()).rejects.toMatchObject({ code: 'store_newer_format' })
  expect(await held()).toBe('3')
})

test.each([1, 2])(
  'data of format %i are taken over by this program, and are no older one’s from then on',
  async (format) => {
    const { program, released, held } = aRedis()
    const old = program(format)
    const dataId = await old.claim()

    expect(await released.claim()).toBe(dataId)

    expect(await held()).toBe('3')
    await expect(old.check()).rejects.toThrow(`Redis holds data in format 3; this Tidewire knows ${format}`)
  },
)

test('data that are too old for a program are left as they are, and it says how to take the sources over', async () => {
  const { program, held } = aRedis()
  await program(1).claim()

  await expect(program(4, 3).claim()).rejects.toMatchObject({
    code: 'store_older_format',
    message: expect.stringContaining(
      'this Tidewire knows 3 to 4: save the sources with `tidewire opml export`',
    ),
  })
  expect(await held()).toBe('1')
})

test('data have an id for as long as they are there', async () => {
  const { program, clear } = aRedis()
  const first = await program(1).claim()
  expect([await program(2, 1).claim(), await program(2, 1).check()]).toEqual([first, first])

  await clear()

  expect(await program(2).check()).toBeUndefined()
  const next = await program(2).claim()
  expect(next).not.toBe(first)
  expect(await program(2).check()).toBe(next)
})

test('of programs of several formats that start at once the newest holds', async () => {
  const { program, held } = aRedis()

  const claims = await Promise.allSettled([3, 1, 4, 2].map((written) => program(written, 1).claim()))

  expect(await held()).toBe('4')
  expect(claims[2]?.status).toBe('fulfilled')
})
