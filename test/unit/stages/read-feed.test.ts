import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ParsedEntry } from '../../../src/model/index.ts'
import { type Mark, type Standing, seenAfter } from '../../../src/rules/identity/seen-marks.ts'
import { type ReadTask, readingOf } from '../../../src/stages/read-feed.ts'
import { aFeed, anItem, aSource, aState, DAY, HOUR, NOW } from './given.ts'

function read(
  items: readonly ParsedEntry[],
  state: ReadTask['state'] = aState({ lastSucceededAt: NOW - HOUR }),
) {
  return readingOf(aFeed(items), {
    source: aSource(),
    state,
    now: NOW,
    limits: { announceOnFirstPoll: 20, windowMs: 3 * DAY, channels: [] },
  })
}

test('what a story holds is counted among what the source carries, and nothing of it leaves the thread', () => {
  const items = [anItem(1), anItem(2), anItem(3)]
  const [first, second] = read(items).marks
  const seen = seenAfter(
    undefined,
    new Map([
      [first as Mark, 'held'],
      [second as Mark, 'waiting'],
    ]),
    NOW,
  )

  const { marks, entries } = read(items, {
    ...aState({ lastSucceededAt: NOW - HOUR }),
    ...(seen && { seen }),
  })

  expect(marks).toEqual(read(items).marks)
  expect(entries.map(({ mark }) => mark)).toEqual(marks.slice(1))
})

test('a document is read alike whatever its source remembers, but for the entries that stories hold', () => {
  const standing = fc.constantFrom<(Standing | undefined)[]>('held', 'waiting', undefined)
  const item = fc.record({
    n: fc.integer({ min: 1, max: 12 }),
    title: fc.constantFrom('A ferry runs aground', 'The reform passes', ''),
    standing,
  })
  fc.assert(
    fc.property(fc.array(item, { maxLength: 12 }), (written) => {
      const items = written.map(({ n, title }) => anItem(n, { title }))
      const whole = read(items)
      const standings = new Map<Mark, Standing>()
      for (const [index, mark] of whole.marks.entries()) {
        const known = written[index]?.standing
        if (known) standings.set(mark, known)
      }
      const seen = seenAfter(undefined, standings, NOW - HOUR)

      const reading = read(items, { lastSucceededAt: NOW - HOUR, ...(seen && { seen }) })

      const entries = whole.entries.filter(({ mark }) => standings.get(mark) !== 'held')
      expect(reading).toEqual({ ...whole, entries })
    }),
  )
})
