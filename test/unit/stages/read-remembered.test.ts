import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseFeed } from '../../../src/feed/parse.ts'
import { createItemMemo, type ItemMemo } from '../../../src/feed/xml/item-memo.ts'
import type { ParseContext } from '../../../src/model/index.ts'
import { type Mark, type Standing, seenAfter } from '../../../src/rules/identity/seen-marks.ts'
import { type Reading, type ReadTask, readFeed } from '../../../src/stages/read-feed.ts'
import { aSource, aState, DAY, HOUR, NOW } from './given.ts'

const CONTEXT: ParseContext = { baseUrl: 'https://e.com/feed', content: 'left_out' }
const RUNS = Number(process.env.TIDEWIRE_FUZZ_RUNS ?? 0)

const ITEMS = [
  '<guid>a</guid><title>A ferry runs aground</title><link>https://e.com/a</link><description>Off the harbour</description>',
  '<guid>a</guid><title>A ferry is afloat</title><link>https://e.com/a</link><description>Off the harbour</description>',
  '<guid>b</guid><title>The reform passes</title><link>https://e.com/b</link><pubDate>Tue, 03 Mar 2026 05:00:00 GMT</pubDate>',
  '<guid>b</guid><title>The reform passes</title><link>https://e.com/b</link><description>By two votes</description>',
  '<guid>c</guid><description>No title at all</description><updated>2026-03-01T09:00:00Z</updated>',
  '<guid>c</guid><enclosure url="https://e.com/c.mp3" type="audio/mpeg"/>',
  '<guid>0</guid><title>Its guid says nothing</title><description>one</description>',
  '<title>Its guid says nothing</title><description>two</description>',
  '<guid>d</guid><link>https://e.com/d</link><category>harbour</category>',
]

function documentOf(items: readonly number[]): Buffer {
  const written = items.map((item) => `<item>${ITEMS[item]}</item>`)
  return Buffer.from(`<rss version="2.0"><channel><title>T</title>${written.join('')}</channel></rss>`)
}

function read(items: readonly number[], state: ReadTask['state'], memo?: ItemMemo): Promise<Reading> {
  const limits = { announceOnFirstPoll: 20, windowMs: 3 * DAY, channels: [] }
  return readFeed(documentOf(items), { context: CONTEXT, source: aSource(), state, now: NOW, limits }, memo)
}

/** The source remembers what a document brought, each entry as the next of `standings` says. */
function stateAfter(reading: Reading, standings: readonly Standing[]): ReadTask['state'] {
  const carried = new Map<Mark, Standing>()
  for (const [index, mark] of reading.marks.entries())
    carried.set(mark, standings[index % standings.length] ?? 'held')
  const seen = seenAfter(undefined, carried, NOW)
  return {
    lastSucceededAt: NOW - HOUR,
    ...(reading.guids && { guids: reading.guids }),
    ...(seen && { seen }),
  }
}

describe('a document some of whose items are remembered', () => {
  test('is read as one whose items are not, whatever its source remembers by then', async () => {
    const poll = fc.record({
      // Two sources may have led to one address.
      source: fc.constantFrom('a', 'a', 'b'),
      items: fc.oneof(
        { weight: 3, arbitrary: fc.subarray([0, 2, 4, 8], { minLength: 2 }) },
        { weight: 1, arbitrary: fc.array(fc.integer({ min: 0, max: ITEMS.length - 1 }), { maxLength: 6 }) },
      ),
      standings: fc.array(fc.constantFrom<Standing[]>('held', 'held', 'waiting'), {
        minLength: 1,
        maxLength: 4,
      }),
      isSaved: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
      isUnstable: fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, fc.constant(true)),
    })
    // Of the smaller one a place has enough for short documents alone.
    const memoBytes = fc.constantFrom(1_000_000, 6_400)
    await fc.assert(
      fc.asyncProperty(fc.array(poll, { minLength: 2, maxLength: 6 }), memoBytes, async (polls, bytes) => {
        const memo = createItemMemo(bytes)
        const states = new Map<string, ReadTask['state']>()
        for (const { source, items, standings, isSaved, isUnstable } of polls) {
          const known = states.get(source) ?? aState()
          const guids = { sample: [], changedCount: 2, trust: 'unstable' as const }
          const state = isUnstable ? { ...known, guids } : known

          const reading = await read(items, state, memo)

          expect(reading).toEqual(await read(items, state))
          if (isSaved) states.set(source, stateAfter(reading, standings))
        }
      }),
      { numRuns: RUNS > 0 ? RUNS : 500 },
    )
  })

  test('costs no more than what tells its items, from the second that carries them', async () => {
    const memo = createItemMemo(1_000_000)
    const first = await read([0, 2], aState(), memo)
    const second = await read([0, 2, 4], stateAfter(first, ['held', 'waiting']), memo)
    const remembered = async () => (await parseFeed(documentOf([0, 2, 4]), CONTEXT, NOW, memo)).entries

    const known = await remembered()

    expect(known.map(({ contentHash }) => contentHash !== undefined)).toEqual([true, true, false])
    expect(known.map(({ summary }) => summary)).toEqual([undefined, undefined, 'No title at all'])
    expect(known.map(({ guid }) => guid)).toEqual(['a', 'b', 'c'])
    expect(known.map(({ authors, categories, enclosures }) => [authors, categories, enclosures])).toEqual([
      [[], [], []],
      [[], [], []],
      [[], [], []],
    ])

    await read([0, 2, 4], stateAfter(second, ['held']), memo)

    // Read anew it would be known in full again.
    expect((await remembered()).map(({ contentHash }) => contentHash !== undefined)).toEqual([
      true,
      true,
      true,
    ])
  })

  test('is read in full once more where it takes bodies to tell its items apart', async () => {
    const memo = createItemMemo(1_000_000)
    const first = await read([3, 0], aState(), memo)
    const second = await read([3, 0], stateAfter(first, ['held']), memo)
    const state = stateAfter(second, ['held'])

    // One more with the guid, the title and the link of the first, which is known without its body by now.
    const third = await read([3, 2, 0], state, memo)

    expect(third).toEqual(await read([3, 2, 0], state))
    expect(third.marks[0]).not.toBe(second.marks[0])
  })

  test('is remembered in full where its guids tell nothing', async () => {
    const memo = createItemMemo(1_000_000)
    const guids = { sample: [], changedCount: 2, trust: 'unstable' as const }
    const first = await read([0, 2], { guids }, memo)
    await read([0, 2], stateAfter(first, ['held']), memo)

    const { entries } = await parseFeed(documentOf([0, 2]), CONTEXT, NOW, memo)

    expect(entries.map(({ contentHash }) => contentHash)).toEqual([undefined, undefined])
  })
})
