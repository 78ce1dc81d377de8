import { describe, expect, inject, test } from 'vitest'
import { openTranslationDesk } from '../../../src/app/translation-desk.ts'
import { translationsOf } from '../../../src/app/translations-of.ts'
import type { Entry } from '../../../src/model/index.ts'
import type { RedisClient } from '../../../src/redis/client.ts'
import { createStoryEditor } from '../../../src/stages/edit-stories.ts'
import type { SecondOpinion } from '../../../src/stages/link-translations.ts'
import { openSpace } from '../../support/redis-space.ts'
import { createStageDesk, DAY, LISTS, NOW } from './desk.ts'
import { dumpKeys } from './dump.ts'
import { aReport } from './reports.ts'

const { redis, connect, innerPrefix } = openSpace({ url: inject('redisUrl') }, 'translations')
const connections = Array.from({ length: 4 }, connect)

const ENGLISH = 'Earthquake of magnitude 7.1 hits Peru, at least 46 injured'
const CHINESE = '秘鲁发生7.1级地震 至少46人受伤'
const SPANISH = 'Un terremoto de magnitud 7,1 sacude Perú y deja al menos 46 heridos'

const entryOf = (title: string, language: string, n: number) => aReport(title, n, { language })

function aSpace(opinion?: SecondOpinion) {
  const prefix = innerPrefix()
  const desk = createStageDesk(redis, prefix, {})
  const { storage } = desk
  const ttlMs = { story: 30 * DAY, index: 9 * DAY, event: 30 * DAY }
  const signal = new AbortController().signal
  const translations = openTranslationDesk({
    storage,
    ttlMs,
    opinion,
    report: () => undefined,
    now: () => NOW,
  })
  const editor = createStoryEditor({
    loadStory: storage.stories.get,
    loadStories: storage.stories.getMany,
    loadOrigins: storage.stories.origins,
    loadEntryIds: (id) => storage.stories.entries(id, 1_000),
    loadEntries: storage.entries.get,
    merge: (plan) => translations.merging(plan, () => storage.stories.merge({ ...plan, ttlMs })),
    split: (plan) => translations.splitting(plan, () => storage.stories.move({ ...plan, ttlMs })),
    enqueueRank: async () => undefined,
    now: () => NOW,
    lists: LISTS,
    siteUrl: 'https://tide.example',
  })
  return {
    prefix,
    storage,
    translations,
    editor,
    /** Ids of the stories that the entries are in now. */
    async place(entries: readonly Entry[], connection?: RedisClient): Promise<string[]> {
      await storage.entries.admit(entries, { ttlMs: DAY })
      const reports = await desk.createWorker(connection)(
        entries.map(({ id }) => id),
        signal,
      )
      await translations.link(reports, signal)
      return reports.map(({ storyId }) => storyId)
    },
    async titlesOf(storyId: string | undefined): Promise<string[]> {
      const found = await translationsOf({ storage }, storyId ?? '')
      return found.map(({ story }) => story.title).sort()
    },
  }
}

test('one event in three languages is three stories, each of which names the other two', async () => {
  const { place, titlesOf, storage } = aSpace()

  const ids = await place([
    entryOf(ENGLISH, 'en', 1),
    entryOf(CHINESE, 'zh', 2),
    entryOf(SPANISH, 'es', 3),
    entryOf('Parliament in Lima votes on the budget', 'en', 4),
  ])

  expect(new Set(ids).size).toBe(4)
  expect(await titlesOf(ids[0])).toEqual([SPANISH, CHINESE])
  expect(await titlesOf(ids[1])).toEqual([ENGLISH, SPANISH])
  expect(await titlesOf(ids[2])).toEqual([ENGLISH, CHINESE])
  expect(await titlesOf(ids[3])).toEqual([])
  const [link] = await storage.translations.of(ids[1] ?? '')
  expect(link).toMatchObject({ linkedAt: NOW, reason: expect.stringContaining('figure:7.1') })
})

describe('a model on this machine', () => {
  const OFFICE = [
    entryOf('Macron names new prime minister after weeks of deadlock', 'en', 1),
    entryOf('马克龙任命新总理 结束数周僵局', 'zh', 2),
    entryOf('Macron visita Santiago de Chile para firmar acuerdos', 'es', 3),
  ]
  /** Knows what the third is not about. */
  const model = (likeness: (title: string, storyId: string) => number | undefined) => {
    const asked: string[] = []
    const opinion: SecondOpinion = {
      limits: { raise: 0.8 },
      likeness: async (pairs) => {
        asked.push(...pairs.map(({ entry }) => entry.title))
        return pairs.map(({ entry, storyId }) => likeness(entry.title, storyId))
      },
    }
    return { asked, opinion }
  }

  test('links what shares one name only, where it finds the texts alike; nothing does without it', async () => {
    const { asked, opinion } = model((title) => (title.includes('Santiago') ? 0.2 : 0.9))
    const heard = aSpace(opinion)
    const alone = aSpace()

    const ids = await heard.place(OFFICE)
    const without = await alone.place(OFFICE)

    expect(await heard.titlesOf(ids[0])).toEqual([OFFICE[1]?.title])
    expect(await heard.titlesOf(ids[1])).toEqual([OFFICE[0]?.title])
    expect(await heard.titlesOf(ids[2])).toEqual([])
    expect(asked).toContain(OFFICE[2]?.title)
    const [link] = await heard.storage.translations.of(ids[0] ?? '')
    expect(link?.reason).toMatch(/world:macron.*the model finds 0\.90, at least 0\.8$/u)
    for (const id of without) expect(await alone.titlesOf(id)).toEqual([])
  })

  test('that says nothing leaves everything as it would be without it', async () => {
    const { opinion } = model(() => undefined)
    const silent = aSpace(opinion)

    const ids = await silent.place([...OFFICE, entryOf(ENGLISH, 'en', 4), entryOf(CHINESE, 'zh', 5)])

    expect(await silent.titlesOf(ids[0])).toEqual([])
    expect(await silent.titlesOf(ids[3])).toEqual([CHINESE])
  })
})

test('placing the same entries again changes nothing', async () => {
  const { place, prefix } = aSpace()
  const entries = [entryOf(ENGLISH, 'en', 1), entryOf(CHINESE, 'zh', 2)]
  await place(entries)
  // Only now admission knows that stories hold them.
  await place(entries)
  const before = await dumpKeys(redis, prefix)

  await place(entries)

  expect(await dumpKeys(redis, prefix)).toEqual(before)
})

test('what a story is linked with goes over to the one it is merged into, and is named once', async () => {
  const { place, titlesOf, editor, storage } = aSpace()
  const [first, , other] = await place([
    entryOf(ENGLISH, 'en', 1),
    entryOf(CHINESE, 'zh', 2),
    entryOf('Hospitals in Arequipa overwhelmed, army sends tents', 'en', 3),
  ])

  const survivor = await editor.merge(first ?? '', other ?? '')

  expect(await titlesOf(survivor.id)).toEqual([CHINESE])
  const gone = survivor.id === first ? other : first
  expect(await storage.translations.of(gone ?? '')).toEqual([])
  const [chinese] = await storage.translations.of(survivor.id)
  const back = await storage.translations.of(chinese?.storyId ?? '')
  expect(back.map(({ storyId }) => storyId)).toEqual([survivor.id])
})

test('the only link of a story that is renamed by a merger still comes to its end', async () => {
  const { place, titlesOf, editor, storage } = aSpace()
  const [first, english, chinese] = await place([
    entryOf('Hospitals in Arequipa overwhelmed, army sends tents', 'en', 1),
    entryOf(ENGLISH, 'en', 2),
    entryOf(CHINESE, 'zh', 3),
  ])

  const survivor = await editor.merge(first ?? '', english ?? '')

  expect(survivor.id).toBe(first)
  expect(await titlesOf(chinese ?? '')).toHaveLength(1)
  for (const id of [survivor.id, chinese ?? ''])
    expect(await redis.pttl(storage.keys.translations(id))).toBeGreaterThan(0)
})

test('of a story that is split, the part that tells of the event keeps the link', async () => {
  const { place, titlesOf, editor } = aSpace()
  const quake = entryOf(ENGLISH, 'en', 1)
  const flood = entryOf('Dam bursts near Cusco, valley flooded', 'en', 5)
  const [english, , other] = await place([quake, entryOf(CHINESE, 'zh', 2), flood])
  const one = await editor.merge(english ?? '', other ?? '')
  expect(await titlesOf(one.id)).toEqual([CHINESE])

  const { story, leaves } = await editor.split(one.id, [quake.id])

  expect(await titlesOf(story.id)).toEqual([])
  expect(await titlesOf(leaves.id)).toEqual([CHINESE])
})

test('reports that come at once on several connections find each other', async () => {
  const { place, titlesOf } = aSpace()
  const entries = [
    entryOf(ENGLISH, 'en', 1),
    entryOf(CHINESE, 'zh', 2),
    entryOf(SPANISH, 'es', 3),
    entryOf('Pérou : un séisme de magnitude 7,1 fait au moins 46 blessés', 'fr', 4),
  ]

  const ids = await Promise.all(entries.map((entry, n) => place([entry], connections[n])))

  for (const [id] of ids) expect(await titlesOf(id)).toHaveLength(3)
})

test('a story that became part of another while it was looked at is linked under its new name', async () => {
  const { place, storage, editor } = aSpace()
  const [a, b] = await place([
    entryOf('Mayor of Oslo resigns', 'en', 1),
    entryOf('Ferry runs aground off Naxos', 'en', 2),
  ])
  const [c] = await place([entryOf(CHINESE, 'zh', 3)])
  const survivor = await editor.merge(a ?? '', b ?? '')
  const gone = survivor.id === a ? b : a
  const evidence = { score: 2, reason: 'given', linkedAt: NOW }

  expect(await storage.translations.link([c ?? '', gone ?? ''], evidence, DAY)).toBe('gone')
  expect(await storage.translations.link([c ?? '', survivor.id], evidence, DAY)).toBe('linked')
  expect(await storage.translations.link([survivor.id, c ?? ''], evidence, DAY)).toBe('already')
  expect(await storage.translations.link([c ?? '', 'nobody'], evidence, DAY)).toBe('gone')
})
