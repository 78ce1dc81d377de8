import { describe, expect, inject, test } from 'vitest'
import { createKeys } from '../../../src/redis/keys.ts'
import { openSpace } from '../../support/redis-space.ts'
import { createStageDesk, DAY } from './desk.ts'
import { partitionOf, storiesOf } from './partition.ts'
import { JOB, pressEntries } from './press-entries.ts'
import { troublesOf } from './story-invariants.ts'

const space = openSpace({ url: inject('redisUrl') }, 'settle-twice')
const ENTRIES = pressEntries().slice(0, 250)

/** Every fourth comes too late: others wait to be asked again, and more of them depend upon these. */
const isLate = (at: number) => at % 4 === 0
const INPUT = [...ENTRIES.filter((_, at) => !isLate(at)), ...ENTRIES.filter((_, at) => isLate(at))]

/** All are placed. */
async function aDesk() {
  const prefix = space.innerPrefix()
  const desk = createStageDesk(space.redis, prefix, {})
  await desk.storage.entries.admit(ENTRIES, { ttlMs: 9 * DAY })
  for (let at = 0; at < INPUT.length; at += JOB) {
    await desk.cluster(INPUT.slice(at, at + JOB).map(({ id }) => id))
  }
  return {
    ...desk,
    keys: createKeys(prefix),
    stories: () => storiesOf(desk, ENTRIES),
    groups: () => partitionOf(desk, ENTRIES),
    troubles: () => troublesOf(space.redis, prefix, desk, ENTRIES),
  }
}

let whole: ReturnType<typeof inOnePiece> | undefined
async function inOnePiece() {
  const desk = await aDesk()
  const before = await desk.groups()
  const done = await desk.settle()
  return { before, done, groups: await desk.groups(), troubles: await desk.troubles() }
}

test('settling parts stories, makes others one and leaves nothing that waits', async () => {
  whole ??= inOnePiece()
  const { before, done, groups, troubles } = await whole

  expect(done.moved).toBeGreaterThan(0)
  expect(done.merged).toBeGreaterThan(0)
  expect(groups).not.toEqual(before)
  expect(troubles).toEqual([])
})

describe('settling that dies and begins again', () => {
  test.each([
    'before takeUnsettled',
    'after takeUnsettled',
    'before noteGrounds',
    'after noteGrounds',
    'before move',
    'after move',
    'before merge',
    'after merge',
    'before enqueueRank',
    'after enqueueRank',
    'before settled',
    'after settled',
  ])('killed %s leaves the stories that a run in one piece leaves', async (at) => {
    whole ??= inOnePiece()
    const { groups } = await whole
    const desk = await aDesk()

    await desk.dying(at, () => desk.settle())
    await space.redis.unlink(desk.keys.settler())
    await desk.settle(space.redis, 'another')

    expect(await desk.groups()).toEqual(groups)
    expect(await desk.troubles()).toEqual([])
    expect(await desk.storage.unsettled.count()).toBe(0)
  })
})

test('settling again changes nothing, not even what stories are called', async () => {
  const desk = await aDesk()
  await desk.storage.unsettled.add(ENTRIES, DAY)
  await desk.settle()
  const stories = await desk.stories()

  await desk.storage.unsettled.add(ENTRIES, DAY)
  const { taken, elsewhere, moved, merged } = await desk.settle()

  expect(taken).toBe(ENTRIES.length)
  expect({ elsewhere, moved, merged }).toEqual({ elsewhere: 0, moved: 0, merged: 0 })
  expect(await desk.stories()).toEqual(stories)
})

test('while one settles another does nothing, and takes up what it left when it is dead', async () => {
  const desk = await aDesk()
  await desk.dying('after takeUnsettled', () => desk.settle())
  const waiting = await desk.storage.unsettled.count()
  const stories = await desk.stories()

  expect(await desk.settleOnce(space.redis, 'another')).toBe(false)
  expect(await desk.stories()).toEqual(stories)
  expect(await desk.storage.unsettled.count()).toBe(waiting)

  await space.redis.unlink(desk.keys.settler())
  const { taken } = await desk.settle(space.redis, 'another')
  expect(taken).toBeGreaterThanOrEqual(waiting)
  expect(await desk.storage.unsettled.count()).toBe(0)
})
