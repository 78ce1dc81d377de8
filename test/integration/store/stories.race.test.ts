import { expect, inject, test } from 'vitest'
import type { Entry, Fingerprint, Story } from '../../../src/model/index.ts'
import { termsOf } from '../../../src/model/index-fields.ts'
import { createEntryStore } from '../../../src/store/entries.ts'
import { createStoryStore } from '../../../src/store/stories.ts'
import { openSpace } from '../../support/redis-space.ts'
import { aFingerprint, anEntry, anOrigin, aPlan, aStory, DAY, join } from './given.ts'

const { redis, keys, connect } = openSpace({ url: inject('redisUrl') }, 'race')
const WORKERS = 8
const TOPICS = 40

/** Read, decide, join: the smallest worker there is. Two entries are one story when they share two terms. */
async function place(
  stories: ReturnType<typeof createStoryStore>,
  entry: Entry,
  print: Fingerprint,
): Promise<'joined' | 'already' | undefined> {
  for (let reread = 0; reread < 200; reread++) {
    const { candidates, tails } = await stories.findCandidates(print, entry.reportedAt)
    const match = candidates.find(
      (candidate) =>
        termsOf(candidate.fingerprint).filter((term) => termsOf(print).includes(term)).length >= 2,
    )
    const story = match && (await stories.get(match.storyId))
    const next: Story = story
      ? { ...story, version: story.version + 1, entryCount: story.entryCount + 1 }
      : aStory(`st-${entry.id}`, entry)
    const outcome = await join(stories, aPlan(entry, next, print, tails))
    if (outcome !== 'stale') return outcome
  }
  throw new Error(`${entry.id} was never placed`)
}

test('eight workers that report the same events at once found exactly one story for each', async () => {
  const topics = Array.from({ length: TOPICS }, (_, topic) => `subject${topic} action${topic} place${topic}`)
  // Half of them share no key: only the terms' tails can tell the workers of each other.
  const variants = Array.from({ length: WORKERS }, (_, worker) =>
    topics.map((words, topic) => ({
      entry: anEntry(`w${worker}-t${topic}`, { publisherId: `p${worker}` }),
      print: aFingerprint(`${words} extra${worker}x${topic}`, {
        group: 'race',
        ...(topic % 2 === 0 && { titleKey: `title${topic}` }),
      }),
    })),
  )
  await createEntryStore({ redis, keys }).admit(
    variants.flat().map(({ entry }) => entry),
    { ttlMs: DAY },
  )

  const workers = variants.map((mine) => ({ mine, stories: createStoryStore({ redis: connect(), keys }) }))
  for (let topic = 0; topic < TOPICS; topic++) {
    // In step, so that all of them read before the first has joined.
    await Promise.all(
      workers.map(async ({ mine, stories }) => {
        const report = mine[topic]
        if (report) await place(stories, report.entry, report.print)
      }),
    )
  }

  const stories = createStoryStore({ redis, keys })
  const entries = await createEntryStore({ redis, keys }).get(variants.flat().map(({ entry }) => entry.id))
  const storyIds = [...new Set(entries.map((entry) => entry?.storyId ?? 'none'))]
  expect(storyIds).toHaveLength(TOPICS)
  for (const id of storyIds) {
    expect(await stories.get(id)).toMatchObject({ version: WORKERS, entryCount: WORKERS })
    expect(await stories.entries(id, 100)).toHaveLength(WORKERS)
    expect(await stories.origins(id)).toEqual(
      Array.from({ length: WORKERS }, (_, worker) => expect.objectContaining({ publisherId: `p${worker}` })),
    )
  }
})

test('eight workers that place the same entry at once place it once', async () => {
  const entry = anEntry('same')
  await createEntryStore({ redis, keys }).admit([entry], { ttlMs: DAY })
  const print = aFingerprint('exactly the same', { group: 'race' })

  const outcomes = await Promise.all(
    Array.from({ length: WORKERS }, () => place(createStoryStore({ redis: connect(), keys }), entry, print)),
  )

  expect(outcomes.filter((outcome) => outcome === 'joined')).toHaveLength(1)
  const stories = createStoryStore({ redis, keys })
  expect(await stories.origins('st-same')).toEqual([anOrigin(entry)])
  expect(await stories.get('st-same')).toMatchObject({ version: 1, entryCount: 1 })
})
