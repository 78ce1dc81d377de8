import { tmpdir } from 'node:os'
import { readReplayLines } from '../../src/app/replay-lines.ts'
import { type Context, explainStory, explainTwo } from '../../src/app.ts'
import { writeComparison, writeExplanation } from '../../src/cli/explanation.ts'
import { loadConfig } from '../../src/config.ts'
import type { RedisClient } from '../../src/redis/client.ts'
import { createStageDesk, DAY, LISTS, MINUTE, NOW } from '../integration/stages/desk.ts'
import { PUBLISHERS } from '../support/newsroom/publishers.ts'
import { writeReplay } from '../support/newsroom/replay.ts'

/** Of what examples tell: a story's place in `top`, or why two are not one. By how titles begin, since ids follow the rules. */
type Shown = readonly [title: string] | readonly [title: string, other: string]

const PALOMA = 'Paloma Iriondo Wins'

/** Pages with the examples they show, in their order. */
export const EXAMPLES: Readonly<Record<string, readonly Shown[]>> = {
  'README.md': [[PALOMA]],
  'docs/explaining.md': [[PALOMA], ['Reservoirs at 8%'], ['Castara Fines'], [PALOMA, 'Undersea cable']],
}

const BEGAN = NOW - 4 * 60 * MINUTE
const EXAMPLE = /^```\n\$ [^`]+\n```$/gm

/** Four hours of the newsroom of `make demo` go through the real stages; an edition is due every ten minutes. */
export async function openExamples(redis: RedisClient, prefix: string): Promise<Context> {
  const weights = new Map(PUBLISHERS.map(({ name, weight }) => [name, weight]))
  const text = writeReplay({ seed: 24, entries: 400, startAt: BEGAN }).join('\n')
  const entries = readReplayLines(text, 'newsroom').lines.map(({ entry }) => ({
    ...entry,
    weight: weights.get(entry.publisherName) ?? 1,
  }))
  const desk = createStageDesk(redis, prefix, {})
  await desk.storage.entries.admit(entries, { ttlMs: DAY })
  for (let from = BEGAN; from < NOW; from += 10 * MINUTE) {
    const until = from + 10 * MINUTE
    await desk.cluster(entries.filter(({ reportedAt: at }) => at >= from && at < until).map(({ id }) => id))
    await desk.rank('top', until)
  }
  const config = { ...loadConfig({ env: {}, cwd: tmpdir() }), lists: LISTS }
  return { config, storage: desk.storage, now: () => NOW } as unknown as Context
}

/** The page with its examples as the program tells them now. Throws when it has not as many, or a story is gone. */
export async function withExamples(context: Context, page: string, text: string): Promise<string> {
  const told: string[] = []
  for (const shown of EXAMPLES[page] ?? []) told.push(await tell(context, shown))
  const found = text.match(EXAMPLE)?.length ?? 0
  if (found !== told.length) throw new Error(`${page} has ${found} examples, expected ${told.length}`)
  return text.replaceAll(EXAMPLE, () => `\`\`\`\n$ ${told.shift()}\n\`\`\``)
}

/** The command and what it answers. */
async function tell(context: Context, [title, other]: Shown): Promise<string> {
  const id = await idOf(context, title)
  if (other === undefined) {
    const answer = writeExplanation(await explainStory(context, 'top', id), NOW)
    return `bin/tidewire explain top ${id}\n${answer}`
  }
  const otherId = await idOf(context, other)
  return `bin/tidewire explain ${id} ${otherId}\n${writeComparison(await explainTwo(context, id, otherId))}`
}

async function idOf({ storage }: Context, title: string): Promise<string> {
  const ranked = await Promise.all(['top', 'world'].map((list) => storage.lists.top(list, 500)))
  const stories = await storage.stories.getMany(ranked.flat().map(({ storyId }) => storyId))
  const found = stories.find((story) => story?.title.startsWith(title))
  if (!found) throw new Error(`the newsroom has no story "${title} …" any more: choose another example`)
  return found.id
}
