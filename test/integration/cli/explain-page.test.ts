import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { beforeAll, expect, inject, test } from 'vitest'
import { readReplayLines } from '../../../src/app/replay-lines.ts'
import { type Context, explainStory, explainTwo } from '../../../src/app.ts'
import { writeComparison, writeExplanation } from '../../../src/cli/explanation.ts'
import { loadConfig } from '../../../src/config.ts'
import { PUBLISHERS } from '../../support/newsroom/publishers.ts'
import { writeReplay } from '../../support/newsroom/replay.ts'
import { openSpace } from '../../support/redis-space.ts'
import { createStageDesk, DAY, LISTS, MINUTE, NOW } from '../stages/desk.ts'

const { redis, innerPrefix } = openSpace({ url: inject('redisUrl') }, 'explain-page')
const BEGAN = NOW - 4 * 60 * MINUTE

let context: Context

/** Four hours of the newsroom of `make demo` go through the real stages; an edition is due every ten minutes. */
beforeAll(async () => {
  const weights = new Map(PUBLISHERS.map(({ name, weight }) => [name, weight]))
  const text = writeReplay({ seed: 24, entries: 400, startAt: BEGAN }).join('\n')
  const entries = readReplayLines(text, 'newsroom').lines.map(({ entry }) => ({
    ...entry,
    weight: weights.get(entry.publisherName) ?? 1,
  }))
  const desk = createStageDesk(redis, innerPrefix(), {})
  await desk.storage.entries.admit(entries, { ttlMs: DAY })
  for (let from = BEGAN; from < NOW; from += 10 * MINUTE) {
    const until = from + 10 * MINUTE
    await desk.cluster(entries.filter(({ reportedAt: at }) => at >= from && at < until).map(({ id }) => id))
    await desk.rank('top', until)
  }
  const config = { ...loadConfig({ env: {}, cwd: tmpdir() }), lists: LISTS }
  context = { config, storage: desk.storage, now: () => NOW } as unknown as Context
})

/** The example of a page that begins with this command, without the command. */
function shownOn(page: string, command: string): string | undefined {
  const text = readFileSync(join(resolve(import.meta.dirname, '../../..'), page), 'utf8')
  const examples = [...text.matchAll(/^```\n\$ (.+)\n([^`]+)\n```$/gm)]
  return examples.find(([, shown]) => shown === command)?.[2]
}

async function idOf(title: string): Promise<string> {
  const ranked = await Promise.all(['top', 'world'].map((list) => context.storage.lists.top(list, 500)))
  const stories = await context.storage.stories.getMany(ranked.flat().map(({ storyId }) => storyId))
  return stories.find((story) => story?.title.startsWith(title))?.id ?? `no story ${title}`
}

test.each([
  ['README.md', 'the top story', 'Paloma Iriondo Wins'],
  ['docs/explaining.md', 'the top story', 'Paloma Iriondo Wins'],
  ['docs/explaining.md', 'one that many reprint', 'Reservoirs at 8%'],
  ['docs/explaining.md', 'one whose publisher leads enough others', 'Castara Fines'],
])('%s explains %s as the program does', async (page, _, title) => {
  const id = await idOf(title)

  const explained = writeExplanation(await explainStory(context, 'top', id), NOW)

  expect(shownOn(page, `bin/tidewire explain top ${id}`)).toBe(explained)
})

test('docs/explaining.md compares two stories as the program does', async () => {
  const [one, other] = [await idOf('Paloma Iriondo Wins'), await idOf('Undersea cable')]

  const compared = writeComparison(await explainTwo(context, one, other))

  expect(shownOn('docs/explaining.md', `bin/tidewire explain ${one} ${other}`)).toBe(compared)
})
