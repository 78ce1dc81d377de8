import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SeenMarks } from '../../../../src/model/index.ts'
import { DAY } from '../../../../src/rules/durations.ts'
import {
  countSeen,
  entryMark,
  type Mark,
  type Standing,
  seenAfter,
  uniteSeen,
  viewSeen,
} from '../../../../src/rules/identity/seen-marks.ts'

const NOW = Date.UTC(2026, 2, 1, 12)
const mark = (name: string, content = 'a') => entryMark(`guid:${name}`, content)
const names = (prefix: string, count: number) => Array.from({ length: count }, (_, n) => `${prefix}${n}`)

function carrying(marks: readonly Mark[], standing: Standing = 'held'): Map<Mark, Standing> {
  return new Map(marks.map((each) => [each, standing]))
}

function marked(
  seen: SeenMarks | undefined,
  marks: readonly Mark[],
  now = NOW,
  standing: Standing = 'held',
): SeenMarks | undefined {
  return seenAfter(seen, carrying(marks, standing), now)
}

describe('what a source remembers', () => {
  test('an entry is known with the content it had, and another content is another matter', () => {
    const seen = marked(undefined, [mark('e1')])
    const view = viewSeen(seen)

    expect(view.standing(mark('e1'))).toBe('held')
    expect(view.standing(mark('e1', 'b'))).toBeUndefined()
    expect(view.carried(mark('e1', 'b'))).toBe(true)
    expect(view.carried(mark('e2'))).toBe(false)
  })

  test('an entry that waits is held once a story has it', () => {
    const waiting = marked(undefined, [mark('e1')], NOW, 'waiting')
    const held = marked(waiting, [mark('e1')])

    expect(viewSeen(waiting).standing(mark('e1'))).toBe('waiting')
    expect(viewSeen(held).standing(mark('e1'))).toBe('held')
  })

  test('of a corrected entry the former content is forgotten: corrected back, it is looked at again', () => {
    const corrected = marked(marked(undefined, [mark('e1', 'a')]), [mark('e1', 'b')])

    expect(viewSeen(corrected).standing(mark('e1', 'a'))).toBeUndefined()
    expect(viewSeen(corrected).standing(mark('e1', 'b'))).toBe('held')
  })

  test('twenty entries take 105 bytes', () => {
    expect(
      marked(
        undefined,
        names('e', 20).map((name) => mark(name)),
      )?.length,
    ).toBe(105)
  })

  test('what the feed carries is remembered for ever, however seldom it changes', () => {
    let seen = marked(
      undefined,
      names('old', 20).map((name) => mark(name)),
    )
    for (let n = 1; n <= 12; n++)
      seen = marked(
        seen,
        [mark(`new${n}`), ...names('old', 20).map((name) => mark(name))],
        NOW + n * 90 * DAY,
      )

    expect(viewSeen(seen).standing(mark('old7'))).toBe('held')
    expect(countSeen(seen)).toEqual({ carried: 21, left: 2 })
  })

  test('what a feed loses and brings back within three days is still known; it is looked at once', () => {
    const whole = names('e', 20).map((name) => mark(name))
    const seen = marked(undefined, whole)
    let short = marked(seen, [mark('e0')])
    short = marked(short, [mark('e0'), mark('e-new')], NOW + 2 * DAY)

    expect(viewSeen(short).standing(mark('e19'))).toBe('waiting')
    expect(viewSeen(marked(short, whole, NOW + 2 * DAY)).standing(mark('e19'))).toBe('held')
  })

  test('an entry that left before a story held it is looked at, not taken for new, when it comes back', () => {
    const waiting = marked(undefined, [mark('e1'), mark('e2')], NOW, 'waiting')
    const without = marked(waiting, [mark('e2')], NOW + DAY)

    expect(countSeen(without)).toEqual({ carried: 1, left: 1 })
    expect(viewSeen(without).standing(mark('e1'))).toBe('waiting')
  })

  test('many more entries than a byte counts are given back, each with its standing', () => {
    for (const count of [127, 128, 129, 300]) {
      const held = names('held', count).map((name) => mark(name))
      const waits = names('waits', count).map((name) => mark(name))
      const seen = seenAfter(undefined, new Map([...carrying(held), ...carrying(waits, 'waiting')]), NOW)

      expect(countSeen(seen)).toEqual({ carried: 2 * count, left: 0 })
      expect(held.every((each) => viewSeen(seen).standing(each) === 'held')).toBe(true)
      expect(waits.every((each) => viewSeen(seen).standing(each) === 'waiting')).toBe(true)
    }
  })

  test('an empty document takes nothing away', () => {
    const seen = marked(undefined, [mark('e1')])

    expect(seenAfter(seen, new Map(), NOW + 30 * DAY)).toBe(seen)
    expect(seenAfter(undefined, new Map(), NOW)).toBeUndefined()
  })

  test('what left is forgotten after three to six days of a feed that goes on', () => {
    let seen = marked(undefined, [mark('gone')])
    for (let day = 1; day <= 7; day++) {
      seen = marked(seen, [mark(`day${day}`)], NOW + day * DAY)
      if (day <= 3) expect(viewSeen(seen).standing(mark('gone')), `day ${day}`).toBe('waiting')
    }

    expect(viewSeen(seen).standing(mark('gone'))).toBeUndefined()
  })

  test('a clock that was set back forgets nothing', () => {
    const seen = marked(marked(undefined, [mark('gone')]), [mark('e1')])

    expect(viewSeen(marked(seen, [mark('e2')], NOW - 400 * DAY)).standing(mark('gone'))).toBe('waiting')
  })

  test('it is bounded; what the document carries is kept first', () => {
    const seen = marked(
      undefined,
      names('old', 1_500).map((name) => mark(name)),
    )
    const next = marked(
      seen,
      names('new', 1_000).map((name) => mark(name)),
    )

    expect(countSeen(next)).toEqual({ carried: 1_000, left: 1_000 })
  })

  test('broken bytes are read as what they give', () => {
    expect(countSeen(new Uint8Array([0xff, 0xff]))).toEqual({ carried: 0, left: 0 })
    expect(countSeen(new Uint8Array())).toEqual({ carried: 0, left: 0 })
  })
})

test('any sequence of documents: the last one is known, and nothing is known that was never carried', () => {
  const documents = fc.array(
    fc.record({ days: fc.nat(8), carried: fc.uniqueArray(fc.nat(40), { maxLength: 30 }) }),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(documents, (all) => {
      let seen: SeenMarks | undefined
      let now = NOW
      let last: number[] = []
      const ever = new Set<number>()
      for (const { days, carried } of all) {
        now += days * DAY
        seen = marked(
          seen,
          carried.map((n) => mark(`e${n}`)),
          now,
        )
        if (carried.length > 0) last = carried
        for (const n of carried) ever.add(n)
      }
      const view = viewSeen(seen)
      for (const n of last) expect(view.standing(mark(`e${n}`))).toBe('held')
      for (let n = 0; n <= 40; n++) if (!ever.has(n)) expect(view.standing(mark(`e${n}`))).toBeUndefined()
    }),
  )
})

describe('two sources that are one', () => {
  test('what the one carried is not new from the other, and what that knows stays as it is', () => {
    const kept = marked(undefined, [mark('both', 'b'), mark('kept')])
    const moved = marked(
      marked(undefined, [mark('left'), mark('both')]),
      [mark('both'), mark('moved')],
      NOW,
      'waiting',
    )
    const view = viewSeen(uniteSeen(kept, moved))

    expect(view.standing(mark('kept'))).toBe('held')
    expect(view.standing(mark('both', 'b'))).toBe('held')
    expect(view.standing(mark('both', 'a'))).toBeUndefined()
    expect(view.standing(mark('moved'))).toBe('waiting')
    expect(view.standing(mark('left'))).toBe('waiting')
  })

  test('uniting twice is uniting once', () => {
    const kept = marked(undefined, [mark('kept')])
    const moved = marked(undefined, [mark('moved')])
    const once = uniteSeen(kept, moved)

    expect(uniteSeen(once, moved)).toEqual(once)
    expect(uniteSeen(kept, undefined)).toBe(kept)
    expect(viewSeen(uniteSeen(undefined, moved)).standing(mark('moved'))).toBe('waiting')
  })
})

test('marks of the ids that publishers count up collide as seldom as chance has it', () => {
  const COUNT = 20_000
  const series = [
    (n: number) => `guid:https://blog.example/?p=${n}`,
    (n: number) => `guid:tag:site.example,2026:${n}`,
    (n: number) => `link:news.example/2026/03/${n}/a-title-of-some-words`,
    (n: number) => `guid:${n}`,
  ]
  for (const keyOf of series) {
    const identities = new Set<number>()
    const contents = new Set<number>()
    for (let n = 0; n < COUNT; n++) {
      const value = entryMark(keyOf(n), 'c')
      identities.add(Math.floor(value / 65_536))
      contents.add(entryMark('one', keyOf(n)) % 65_536)
    }
    // By chance about twelve of 20,000 share 24 bits, and 26 % find their 16 bits taken.
    expect(COUNT - identities.size).toBeLessThan(40)
    expect(contents.size / 65_536).toBeCloseTo(1 - Math.exp(-COUNT / 65_536), 1)
  }
})
