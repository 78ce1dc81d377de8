import { expect, inject, test } from 'vitest'
import { createKeys } from '../../../src/redis/keys.ts'
import { createStoryUpdateStore } from '../../../src/store/story-updates.ts'
import { openSpace } from '../../support/redis-space.ts'

const space = openSpace({ url: inject('redisUrl') }, 'story-updates')

/** Updates of a test's own: those that wait are told of together. */
function anUpdateDesk() {
  const keys = createKeys(space.innerPrefix())
  const open = (redis = space.redis) => createStoryUpdateStore({ redis, keys })
  async function atVersion(id: string, version: number): Promise<void> {
    await space.redis.hset(keys.story(id), 'version', version)
    await space.redis.pexpire(keys.story(id), 60_000)
  }
  return { keys, open, updates: open(), atVersion }
}

test('a story waits from its first change, whatever changes later', async () => {
  const { keys, updates } = anUpdateDesk()

  await updates.defer('a', 100)
  await updates.defer('a', 500)
  await updates.defer('b', 50)

  expect(await updates.due(99, 10)).toEqual(['b'])
  expect(await updates.due(100, 10)).toEqual(['b', 'a'])
  expect(await updates.due(100, 1)).toEqual(['b'])
  expect(await space.redis.pttl(keys.storyUpdates())).toBeGreaterThan(0)
})

test('that it could not be noted is told: who placed the entry tries again', async () => {
  const { keys, updates } = anUpdateDesk()
  await space.redis.set(keys.storyUpdates(), 'not a list of stories', 'PX', 60_000)

  await expect(updates.defer('a', 100)).rejects.toThrow('WRONGTYPE')
})

test('what was told waits no more, once and again; what changed meanwhile waits anew', async () => {
  const { updates, atVersion } = anUpdateDesk()
  await atVersion('c', 3)
  await updates.defer('c', 10)

  expect(await updates.settle('c', 2, 70)).toBe(false)
  expect(await updates.due(69, 10)).toEqual([])
  expect(await updates.due(70, 10)).toEqual(['c'])
  expect(await updates.settle('c', 3, 130)).toBe(true)
  expect(await updates.settle('c', 3, 130)).toBe(true)
  expect(await updates.due(1_000, 10)).toEqual([])
})

test('what another process has told meanwhile comes back only with its next change', async () => {
  const { updates, atVersion } = anUpdateDesk()
  await atVersion('told', 3)
  await updates.defer('told', 10)
  await updates.settle('told', 3, 70)
  await atVersion('told', 4)

  // The slower one has told of the version before.
  expect(await updates.settle('told', 3, 70)).toBe(false)
  expect(await updates.due(1_000, 10)).toEqual([])
})

test('a story that expired while it waited waits no more', async () => {
  const { updates } = anUpdateDesk()
  await updates.defer('gone', 10)

  expect(await updates.settle('gone', undefined, 70)).toBe(true)
  expect(await updates.due(1_000, 10)).toEqual([])
})

test('a story that is part of another waits no more, whatever version its record has', async () => {
  const { updates, atVersion } = anUpdateDesk()
  await atVersion('merged', 7)
  await updates.defer('merged', 10)

  expect(await updates.settle('merged', undefined, 70)).toBe(true)
  expect(await updates.due(1_000, 10)).toEqual([])
})

test('race: of a change and a settlement at once, none is lost', async () => {
  const { open, atVersion } = anUpdateDesk()
  const [one, other] = [open(space.connect()), open(space.connect())]
  for (let round = 0; round < 20; round++) {
    const id = `race${round}`
    await atVersion(id, 1)
    await one.defer(id, 10)

    await Promise.all([one.settle(id, 1, 20), atVersion(id, 2).then(() => other.defer(id, 20))])

    expect(await one.due(20, 100)).toContain(id)
  }
})
