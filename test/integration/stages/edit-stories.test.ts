import { describe, expect, inject, test } from 'vitest'
import type { Entry } from '../../../src/model/index.ts'
import { fingerprintOf } from '../../../src/stages/what-follows.ts'
import { openSpace } from '../../support/redis-space.ts'
import { DAY } from './desk.ts'
import { dumpKeys } from './dump.ts'
import { aReport } from './reports.ts'
import { createStorySpace } from './story-space.ts'

const { redis, connect, innerPrefix } = openSpace({ url: inject('redisUrl') }, 'edit')
const connections = Array.from({ length: 4 }, connect)
const aSpace = (entries: readonly Entry[]) => createStorySpace(redis, innerPrefix(), entries)

const VOLCANO = 'Volcano erupts near Grindavik, town evacuated overnight'
const REORDERED = 'Town evacuated overnight as volcano erupts near Grindavik'

const FIRST = aReport(VOLCANO, 1)
const SECOND = aReport(REORDERED, 2)
const THIRD = aReport('Grindavik evacuated after volcano erupts, flights cancelled', 3)

describe('splitting a story', () => {
  test('gives the entries a story of their own, and both what is theirs', async () => {
    const { desk, editor, storyOf } = await aSpace([FIRST, SECOND, THIRD])
    const { storage } = desk
    const id = (await storyOf(FIRST)) ?? ''
    expect(await storyOf(SECOND)).toBe(id)
    const indexed = async () => {
      const { candidates } = await storage.stories.findCandidates(fingerprintOf(SECOND), SECOND.reportedAt)
      return candidates.find(({ entryId }) => entryId === SECOND.id)?.storyId
    }
    expect(await indexed()).toBe(id)

    const { story, leaves } = await editor().split(id, [SECOND.id])

    expect(await indexed()).toBe(leaves.id)
    expect(story).toMatchObject({ id, entryCount: 2, originCount: 2, title: VOLCANO })
    expect(leaves).toMatchObject({
      entryCount: 1,
      originCount: 1,
      title: REORDERED,
      leadEntryId: SECOND.id,
      firstReportedAt: SECOND.reportedAt,
      listIds: ['top', 'world'],
    })
    expect(await storage.stories.get(id)).toEqual(story)
    expect(await storage.stories.get(leaves.id)).toEqual(leaves)
    expect(await storyOf(SECOND)).toBe(leaves.id)
    expect((await storage.stories.origins(id)).map(({ publisherId }) => publisherId)).toEqual([
      'publisher-1',
      'publisher-3',
    ])
    expect(await storage.stories.entries(leaves.id, 9)).toEqual([SECOND.id])
    // `top` asks for two origins, `world` for one.
    expect(await storage.lists.heat('top', leaves.id)).toBeUndefined()
    expect(await storage.lists.heat('world', leaves.id)).toBeDefined()
    expect(await storage.lists.heat('top', id)).toBeDefined()
    expect([...desk.queued.rank].sort()).toEqual(['top', 'world'])
  })

  test('a report that joins it meanwhile stays, and is counted', async () => {
    const { desk, editor, place, storyOf } = await aSpace([FIRST, SECOND, THIRD])
    const id = (await storyOf(FIRST)) ?? ''
    const late = aReport(`${VOLCANO}, residents say`, 4)

    const { story } = await editor(() => place([late])).split(id, [SECOND.id])

    expect(await storyOf(late)).toBe(id)
    expect(story).toMatchObject({ id, entryCount: 3 })
    expect(await desk.storage.stories.get(id)).toEqual(story)
    expect((await desk.storage.stories.origins(id)).map(({ publisherId }) => publisherId)).toEqual([
      ...['publisher-1', 'publisher-3', 'publisher-4'],
    ])
  })

  test('takes a story that keeps one origin out of the lists that ask for two', async () => {
    const { desk, editor, storyOf } = await aSpace([FIRST, SECOND])
    const id = (await storyOf(FIRST)) ?? ''
    expect(await desk.storage.lists.heat('top', id)).toBeDefined()

    await editor().split(id, [SECOND.id])

    expect(await desk.storage.lists.heat('top', id)).toBeUndefined()
    expect(await desk.storage.lists.heat('world', id)).toBeDefined()
  })

  test('counts two that repeat a report which stays as one, as before', async () => {
    const copies = [aReport(`${VOLCANO} again`, 2), aReport(`${VOLCANO} anew`, 3)]
    const { desk, editor, storyOf } = await aSpace([FIRST, ...copies])
    const id = (await storyOf(FIRST)) ?? ''
    expect(await desk.storage.stories.get(id)).toMatchObject({ entryCount: 3, originCount: 1 })

    const { story, leaves } = await editor().split(
      id,
      copies.map((copy) => copy.id),
    )

    expect(story).toMatchObject({ entryCount: 1, originCount: 1 })
    expect(leaves).toMatchObject({ entryCount: 2, originCount: 1 })
  })

  test('leaves a publisher whose own report goes with the copy it printed before', async () => {
    const copy = aReport(`${VOLCANO} again`, 2)
    const own = aReport(THIRD.title, 3, { publisherId: copy.publisherId, publisherName: copy.publisherName })
    const { desk, editor, storyOf } = await aSpace([FIRST, copy, own])
    const id = (await storyOf(FIRST)) ?? ''
    expect(await desk.storage.stories.get(id)).toMatchObject({ entryCount: 3, originCount: 2 })

    const { story, leaves } = await editor().split(id, [own.id])

    expect(story).toMatchObject({ entryCount: 2, originCount: 1 })
    expect(leaves).toMatchObject({ entryCount: 1, originCount: 1 })
  })

  test('names the next report as the lead when the lead leaves', async () => {
    const { editor, storyOf } = await aSpace([FIRST, SECOND, THIRD])
    const id = (await storyOf(FIRST)) ?? ''

    const { story, leaves } = await editor().split(id, [FIRST.id])

    expect(story).toMatchObject({ id, leadEntryId: SECOND.id, title: REORDERED })
    expect(story.firstReportedAt).toBe(SECOND.reportedAt)
    expect(leaves.id).not.toBe(id)
  })

  test('gives each part the lead that its own reports make', async () => {
    const weighty = { ...SECOND, weight: 2 }
    const weightiest = { ...THIRD, weight: 4 }
    const { editor, storyOf } = await aSpace([FIRST, weighty, weightiest])
    const id = (await storyOf(FIRST)) ?? ''

    const { story, leaves } = await editor().split(id, [FIRST.id, weightiest.id])

    expect(story).toMatchObject({ id, leadEntryId: weighty.id, title: REORDERED })
    expect(leaves).toMatchObject({ leadEntryId: weightiest.id, title: weightiest.title })
    expect(leaves.firstReportedAt).toBe(FIRST.reportedAt)
    // It was never called anything else.
    expect(leaves.formerTitles).toBeUndefined()
  })

  test('is told once: done again, it changes nothing', async () => {
    const { desk, prefix, editor, storyOf } = await aSpace([FIRST, SECOND, THIRD])
    const id = (await storyOf(FIRST)) ?? ''
    const { leaves } = await editor().split(id, [SECOND.id, THIRD.id])
    const before = await dumpKeys(redis, prefix)

    const again = await editor().split(id, [THIRD.id, SECOND.id])

    expect(again.leaves.id).toBe(leaves.id)
    expect(await dumpKeys(redis, prefix)).toEqual(before)
    const told = await redis.xrange(desk.storage.keys.outbox(), '-', '+')
    expect(told.filter(([, fields]) => fields.includes('story.split'))).toHaveLength(1)
  })

  test('is not undone by later reports, which go to the part they fit best', async () => {
    const { editor, storyOf, place } = await aSpace([FIRST, SECOND])
    const id = (await storyOf(FIRST)) ?? ''
    const { leaves } = await editor().split(id, [SECOND.id])

    // Both fit both parts: without the split they would be the bridge that makes the two one.
    const later = [aReport(`${REORDERED}, mayor says`, 5), aReport(`${VOLCANO} after tremors`, 6)]
    await place(later)
    await place([aReport(REORDERED, 2, { contentHash: 'corrected' })])

    expect(await storyOf(FIRST)).toBe(id)
    expect(await storyOf(SECOND)).toBe(leaves.id)
    for (const entry of later) expect([id, leaves.id]).toContain(await storyOf(entry))
    expect(await storyOf(later[0] as Entry)).toBe(leaves.id)
  })

  test('of what is no part of it, or all of it, or nothing, is refused with what was expected', async () => {
    const { editor, storyOf } = await aSpace([FIRST, SECOND])
    const id = (await storyOf(FIRST)) ?? ''

    await expect(editor().split(id, ['nobody'])).rejects.toMatchObject({
      code: 'entry_elsewhere',
      message: expect.stringContaining('nobody'),
    })
    await expect(editor().split(id, [FIRST.id, SECOND.id])).rejects.toMatchObject({ code: 'split_whole' })
    await expect(editor().split(id, [])).rejects.toMatchObject({ code: 'split_nothing' })
    await expect(editor().split('unknown', [FIRST.id])).rejects.toMatchObject({ code: 'story_unknown' })
  })

  test('loses no report that joins at the same time', async () => {
    for (const round of [1, 2, 3, 4, 5]) {
      const { desk, editor, storyOf, place } = await aSpace([FIRST, SECOND])
      const id = (await storyOf(FIRST)) ?? ''
      const late = [4, 5, 6, 7].map((n) => aReport(`${VOLCANO}, round ${round}`, n))
      await desk.storage.entries.admit(late, { ttlMs: DAY })

      const [{ leaves }] = await Promise.all([
        editor().split(id, [SECOND.id]),
        ...late.map((entry, n) => place([entry], connections[n])),
      ])

      expect(await storyOf(SECOND)).toBe(leaves.id)
      const counts = await Promise.all(
        [id, leaves.id].map(async (each) => (await desk.storage.stories.get(each))?.entryCount ?? 0),
      )
      expect(counts[0]! + counts[1]!).toBe(2 + late.length)
    }
  })
})

describe('merging two stories by hand', () => {
  const OTHER = aReport('Lava reaches the fishing port at dawn', 8)

  test('makes one of what the rules kept apart; the other id leads there', async () => {
    const { desk, editor, storyOf } = await aSpace([FIRST, OTHER])
    const [a, b] = [(await storyOf(FIRST)) ?? '', (await storyOf(OTHER)) ?? '']
    expect(a).not.toBe(b)

    const story = await editor().merge(b, a)

    expect(story).toMatchObject({ id: [a, b].sort()[0], entryCount: 2, originCount: 2 })
    expect(await desk.storage.stories.get(a)).toEqual(await desk.storage.stories.get(b))
    expect(await editor().merge(a, b)).toEqual(story)
  })

  test('takes a split back, for good', async () => {
    const { editor, storyOf, place } = await aSpace([FIRST, SECOND, THIRD])
    const id = (await storyOf(FIRST)) ?? ''
    const { leaves } = await editor().split(id, [SECOND.id])

    const story = await editor().merge(id, leaves.id)
    await place([aReport(`${REORDERED}, mayor says`, 5)])

    expect(story.apart).toBeUndefined()
    expect(story.entryCount).toBe(3)
    expect(await storyOf(SECOND)).toBe(await storyOf(FIRST))
  })

  test('two parts stay apart whatever they are merged into', async () => {
    const { editor, storyOf, place } = await aSpace([FIRST, SECOND, OTHER])
    const id = (await storyOf(FIRST)) ?? ''
    const { leaves } = await editor().split(id, [SECOND.id])
    const united = await editor().merge(leaves.id, (await storyOf(OTHER)) ?? '')

    await place([aReport(`${REORDERED}, mayor says`, 5), aReport(`${VOLCANO} after tremors`, 6)])

    expect(await storyOf(SECOND)).toBe(united.id)
    expect(await storyOf(FIRST)).toBe(id)
    expect(united.id).not.toBe(id)
  })
})
