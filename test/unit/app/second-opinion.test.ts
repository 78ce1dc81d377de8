import { expect, test } from 'vitest'
import { createSecondOpinion } from '../../../src/app/second-opinion.ts'
import { aStory, NEVER, NOW } from '../stages/given.ts'

/** Texts that begin alike mean the same. */
function aModel(given: { isBroken?: boolean } = {}) {
  const asked: (readonly string[])[] = []
  const failures: unknown[] = []
  const clock = { now: NOW }
  const opinion = createSecondOpinion({
    model: {
      async embed(texts) {
        asked.push(texts)
        if (given.isBroken) throw new Error('connection refused')
        return texts.map((text) =>
          Float32Array.of(Number(text.startsWith('one')), Number(!text.startsWith('one'))),
        )
      },
    },
    limits: { raise: 0.8 },
    loadStories: async (ids) =>
      ids.map((id) => (id === 'gone' ? undefined : aStory(id, { title: `${id} title` }))),
    failed: (error) => failures.push(error),
    now: () => clock.now,
  })
  const pair = (title: string, storyId: string) => ({ entry: { title }, storyId })
  return { asked, failures, clock, opinion, given, pair }
}

test('each text is asked about once, and stories that are gone are passed over', async () => {
  const { opinion, asked, pair } = aModel()

  const first = await opinion.likeness([pair('one', 'one'), pair('one', 'two'), pair('one', 'gone')], NEVER)
  const again = await opinion.likeness([pair('one', 'one')], NEVER)

  expect(first).toEqual([1, 0, undefined])
  expect(again).toEqual([1])
  expect(asked).toEqual([['one', 'one title', 'two title']])
})

test('a model that fails has no opinion, and is left alone for a minute', async () => {
  const { opinion, asked, failures, clock, given, pair } = aModel({ isBroken: true })

  expect(await opinion.likeness([pair('one', 'one')], NEVER)).toEqual([])
  expect(await opinion.likeness([pair('one', 'one')], NEVER)).toEqual([])
  expect([asked.length, failures.length]).toEqual([1, 1])

  given.isBroken = false
  clock.now += 60_000
  expect(await opinion.likeness([pair('one', 'one')], NEVER)).toEqual([1])
})

test('a job that is to end does, whatever the model says', async () => {
  const { opinion, failures, pair } = aModel({ isBroken: true })

  await expect(
    opinion.likeness([pair('one', 'one')], AbortSignal.abort(new Error('shutdown'))),
  ).rejects.toThrow('shutdown')
  expect(failures).toEqual([])
})

test('no more than a thousand vectors are kept, those asked for last', async () => {
  const { opinion, asked, pair } = aModel()
  const many = Array.from({ length: 700 }, (_, n) => pair(`one ${n}`, `two${n}`))

  await opinion.likeness(many, NEVER)
  await opinion.likeness(many.slice(-1), NEVER)
  await opinion.likeness(many.slice(0, 1), NEVER)

  expect(asked.map((texts) => texts.length)).toEqual([1_400, 2])
})

test('a summary is cut between characters: half of one is no JSON to many servers', async () => {
  const { opinion, asked } = aModel()
  const entry = { title: 'one', summary: `${'a'.repeat(299)}🌋 erupts` }

  await opinion.likeness([{ entry, storyId: 'one' }], NEVER)

  const texts = asked.flat()
  expect(texts).toHaveLength(2)
  expect(texts.filter((text) => !text.isWellFormed())).toEqual([])
})
