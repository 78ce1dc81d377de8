import { readReplayLines, replay } from '../../src/app.ts'
import type { Config } from '../../src/config.ts'
import { type Evaluation, evaluateStories } from '../../src/rules/story/evaluate-stories.ts'
import { fingerprint } from '../../src/rules/text/fingerprint.ts'
import { type Streamed, streamStories } from '../support/memory-stories.ts'
import { createRandom } from '../support/newsroom/random.ts'

/** Which entries are asked again: each, as workers do it, or those that others came too late for. */
type Asked = 'all' | 'late'

/** Through the path of `tidewire replay`, on Redis; the index in memory must put every entry into the same story. */
export async function measureStream(
  ndjson: readonly string[],
  config: Config,
  asked: Asked = 'all',
): Promise<Evaluation> {
  const { lines, problems } = readReplayLines(ndjson.join('\n'), 'set')
  if (problems.length > 0) throw new Error(problems.join('\n'))
  const { placed } = await replay(lines, config, {
    signal: new AbortController().signal,
    asksAll: asked === 'all',
  })
  const inMemory = await streamStories(ndjson, {}, asked)
  const differing = placed.filter(({ story }, at) => inMemory[at]?.story !== story)
  if (differing.length > 0) {
    throw new Error(`${differing.length} entries are in other stories on Redis than in memory`)
  }
  return evaluateStories(lines.map(({ event }, at) => ({ story: placed[at]?.story ?? '', event })))
}

/** As some desk cuts a long headline: without its last word, or its last character where words are not spaced. */
function shortened(title: string): string {
  const words = title.split(' ')
  if (words.length >= 9) return words.slice(0, -1).join(' ')
  return words.length < 3 && title.length >= 16 ? title.slice(0, -1) : title
}

/** "What's News" of another publisher is no copy: a title that identifies nothing has none. */
function isTelling(title: string): boolean {
  return fingerprint({ title, language: 'und', publisherName: '' }).titleKey !== undefined
}

export interface Stability {
  readonly runs: number
  /** Of each run against each other. */
  readonly meanF1: number
  readonly leastF1: number
  /** Of each run against the order of reports. */
  readonly givenF1: number
  /** Stories of all runs that count other publishers than those of the same entries in the order of reports. */
  readonly countedOtherwise: number
  /** Of the runs against the events, on average. */
  readonly eventF1: number
  /** Copies over all runs, and how many of them were in another story than what they copy. */
  readonly exact: { readonly of: number; readonly parted: number }
  readonly near: { readonly of: number; readonly parted: number }
}

/**
 * The same entries in other orders, their times as they are. Every entry whose title identifies it gets
 * an exact copy and a near one, from publishers of their own, to see that these are never parted.
 */
export async function measureStability(
  ndjson: readonly string[],
  { runs, copied: copiedRuns }: { readonly runs: number; readonly copied: number },
  asked: Asked = 'all',
): Promise<Stability> {
  const withCopies = ndjson.flatMap((line) => {
    const entry = JSON.parse(line)
    if (!isTelling(entry.title)) return [line]
    const copy = (kind: string, title: string) =>
      JSON.stringify({
        ...entry,
        id: `${entry.id} ${kind}`,
        publisher: `${kind} press`,
        url: undefined,
        title,
      })
    return [line, copy('exact', entry.title), copy('near', shortened(entry.title))]
  })
  const copied = { exact: { of: 0, parted: 0 }, near: { of: 0, parted: 0 } }
  const plain: Map<string, string>[] = []
  const counts: Map<string, number>[] = []
  const f1OfEvents: number[] = []

  function countParted(placed: readonly Streamed[]): void {
    const copies = storiesOf(placed)
    for (const [id, story] of copies) {
      const [original = '', kind] = id.split(' ')
      if (kind !== 'exact' && kind !== 'near') continue
      copied[kind].of++
      if (copies.get(original) !== story) copied[kind].parted++
    }
  }

  for (let run = 0; run < runs; run++) {
    const order = createRandom('order', run)
    if (run < copiedRuns) countParted(await streamStories(order.shuffle(withCopies), {}, asked))
    const placed = await streamStories(order.shuffle(ndjson), {}, asked)
    f1OfEvents.push(evaluateStories(placed).bcubed.f1)
    plain.push(storiesOf(placed))
    counts.push(countsOf(placed))
  }
  const inOrder = await streamStories(ndjson, {}, asked)
  const given = storiesOf(inOrder)
  const known = countsOf(inOrder)
  const f1s = plain.flatMap((a, at) => plain.slice(at + 1).map((b) => agreement(a, b)))
  return {
    runs,
    meanF1: mean(f1s),
    leastF1: Math.min(...f1s),
    givenF1: mean(plain.map((each) => agreement(each, given))),
    countedOtherwise: counts
      .flatMap((each) => [...each])
      .filter(([entries, count]) => (known.get(entries) ?? count) !== count).length,
    eventF1: mean(f1OfEvents),
    ...copied,
  }
}

/** Story by entry. */
function storiesOf(placed: readonly Streamed[]): Map<string, string> {
  return new Map(placed.map(({ id, story }) => [id, story]))
}

/** Independent publishers of each story, by its entries. */
function countsOf(placed: readonly Streamed[]): Map<string, number> {
  const stories = Map.groupBy(placed, ({ story }) => story)
  return new Map(
    [...stories.values()].map((entries) => [
      entries
        .map(({ id }) => id)
        .sort()
        .join(' '),
      entries[0]?.originCount ?? 0,
    ]),
  )
}

function agreement(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): number {
  return evaluateStories([...a].map(([id, story]) => ({ story, event: b.get(id) }))).bcubed.f1
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
