import { expect, inject, test } from 'vitest'
import { createKeys } from '../../../src/redis/keys.ts'
import { createTranslationStore } from '../../../src/store/translations.ts'
import { openSpace } from '../../support/redis-space.ts'
import { DAY, NOW } from './given.ts'

const { redis, innerPrefix } = openSpace({ url: inject('redisUrl') }, 'translations')

/** Links of stories that are there, each with a score and its reason. */
async function linksOf(...ids: readonly string[]) {
  const keys = createKeys(innerPrefix())
  const store = createTranslationStore({ redis, keys })
  for (const id of ids) {
    await redis.hset(keys.story(id), 'story', '{}', 'version', 1)
    await redis.pexpire(keys.story(id), DAY)
  }
  const link = (a: string, b: string, score = 1) =>
    store.link([a, b], { score, reason: `${a} and ${b}`, linkedAt: NOW }, DAY)
  const named = async (id: string) => (await store.of(id)).map(({ storyId, score }) => [storyId, score])
  return { store, link, named }
}

test('a story has two dozen translations at most, and none of them a link that it lacks', async () => {
  const others = Array.from({ length: 25 }, (_, n) => `other${n}`)
  const { link, named } = await linksOf('a', ...others)

  const outcomes: string[] = []
  for (const other of others) outcomes.push(await link('a', other))

  expect(outcomes).toEqual([...Array.from({ length: 24 }, () => 'linked'), 'full'])
  expect(await named('a')).toHaveLength(24)
  expect(await link('other24', 'a')).toBe('full')
  expect(await named('other24')).toEqual([])
  // One that is linked already is no more.
  expect(await link('a', 'other0')).toBe('already')
})

test('what a story that goes was linked with is the survivor’s, which keeps its own evidence', async () => {
  const { store, link, named } = await linksOf('stays', 'goes', 'both', 'one')
  await link('stays', 'both', 3)
  await link('goes', 'both', 7)
  await link('goes', 'one', 2)

  expect(await store.adopt('goes', 'stays', DAY)).toBe(2)

  expect(await named('stays')).toEqual([
    ['both', 3],
    ['one', 2],
  ])
  expect([await named('both'), await named('one'), await named('goes')]).toEqual([
    [['stays', 3]],
    // Whose record leads to the survivor.
    [['goes', 2]],
    [],
  ])
})

test('two that were linked and are one by now name nobody', async () => {
  const { store, link, named } = await linksOf('stays', 'goes')
  await link('stays', 'goes')

  await store.adopt('goes', 'stays', DAY)

  expect([await named('stays'), await named('goes')]).toEqual([[], []])
})
