import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Origin } from '../../../../src/model/index.ts'
import {
  contributionsOf,
  heatAt,
  heatFloor,
  heatOf,
  independentOrigins,
  originHeat,
  T0,
  uniteOrigins,
} from '../../../../src/rules/rank/score.ts'
import { DAY, HOUR, makeOrigin, NOW } from '../support/make.ts'

const HALF_LIFE = 6 * HOUR
const YEARS = 365.25 * DAY

const origin = fc.record({
  publisherId: fc.constantFrom(...'abcdefghijkl'),
  publisherName: fc.constantFrom('A', 'B'),
  reportedAt: fc.integer({ min: T0, max: T0 + 30 * YEARS }),
  weight: fc.constantFrom(0.25, 0.5, 1, 2, 4),
  entryId: fc.constantFrom('e1', 'e2', 'e3'),
})
const reprint: fc.Arbitrary<Origin> = fc
  .tuple(
    origin,
    fc.subarray(['x', 'y', 'z', 'x+y', 'y+w'], { maxLength: 3 }),
    fc.constantFrom(undefined, 'o1', 'o2'),
  )
  .map(([plain, texts, owner]) => ({
    ...plain,
    ...(texts.length > 0 && { texts: [...texts].sort() }),
    ...(owner !== undefined && { ownerId: owner }),
  }))
const origins = fc.array(reprint, { maxLength: 20 })

/** log2(2^a + 2^b). Commutative; `−Infinity` is its zero. */
function addHeat(a: number, b: number): number {
  const high = Math.max(a, b)
  const low = Math.min(a, b)
  return low === -Infinity ? high : high + Math.log2(1 + 2 ** (low - high))
}

describe('heat', () => {
  test('equals the brute-force sum within 1e-9 over thirty years', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30 * 365 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 3 * DAY }), fc.constantFrom(0.25, 1, 4)), {
          minLength: 1,
          maxLength: 40,
        }),
        (day, reports) => {
          const now = T0 + day * DAY + 3 * DAY
          const all = reports.map(([age, weight], n) =>
            makeOrigin({ publisherId: `p${n}`, reportedAt: now - age, weight }),
          )

          const brute = reports.reduce((sum, [age, weight]) => sum + weight * 2 ** (-age / HALF_LIFE), 0)

          expect(Math.abs(heatAt(heatOf(all, HALF_LIFE), now, HALF_LIFE) / brute - 1)).toBeLessThan(1e-9)
        },
      ),
    )
  })

  test('does not depend on the order of the origins, to the last bit', () => {
    fc.assert(
      fc.property(
        origins.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([all, shuffled]) => {
          expect(heatOf(shuffled, HALF_LIFE)).toBe(heatOf(all, HALF_LIFE))
        },
      ),
    )
  })

  test('of two distinct sets is the sum of their heats', () => {
    const a = [makeOrigin({ publisherId: 'a' }), makeOrigin({ publisherId: 'b', reportedAt: NOW - HOUR })]
    const b = [makeOrigin({ publisherId: 'c', weight: 2 })]

    expect(addHeat(heatOf(a, HALF_LIFE), heatOf(b, HALF_LIFE))).toBeCloseTo(
      heatOf([...a, ...b], HALF_LIFE),
      12,
    )
    expect(addHeat(heatOf([], HALF_LIFE), heatOf(b, HALF_LIFE))).toBe(heatOf(b, HALF_LIFE))
  })

  test('is finite for decades and at any half-life', () => {
    fc.assert(
      fc.property(
        origins.filter((all) => all.length > 0),
        fc.integer({ min: 1000, max: 30 * DAY }),
        (all, halfLife) => {
          const heat = heatOf(all, halfLife)
          expect(Number.isFinite(heat)).toBe(true)
          expect(Number.isFinite(heatAt(heat, T0, halfLife))).toBe(true)
        },
      ),
    )
  })

  test('puts no two stories the wrong way round, in thirty years', () => {
    const reports = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 * DAY }), fc.constantFrom(0.25, 1, 4)), {
      minLength: 1,
      maxLength: 12,
    })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 * 365 }), reports, reports, (day, one, other) => {
        const now = T0 + (day + 3) * DAY
        const heat = (told: [number, number][]) =>
          heatOf(
            told.map(([age, weight], n) =>
              makeOrigin({ publisherId: `p${n}`, reportedAt: now - age, weight }),
            ),
            HALF_LIFE,
          )
        const brute = (told: [number, number][]) =>
          told.reduce((sum, [age, weight]) => sum + weight * 2 ** (-age / HALF_LIFE), 0)

        const ratio = brute(one) / brute(other)

        // What a double of this size can tell apart.
        if (Math.abs(ratio - 1) > 1e-9) expect(heat(one) > heat(other)).toBe(ratio > 1)
      }),
      { numRuns: 1_000 },
    )
  })

  test('keeps its order as time passes', () => {
    const fresh = heatOf([makeOrigin()], HALF_LIFE)
    const broad = heatOf(
      'abcd'.split('').map((publisherId) => makeOrigin({ publisherId, reportedAt: NOW - 2 * HOUR })),
      HALF_LIFE,
    )

    for (const age of [0, DAY, 100 * DAY]) {
      expect(heatAt(broad, NOW + age, HALF_LIFE)).toBeGreaterThan(heatAt(fresh, NOW + age, HALF_LIFE))
    }
  })

  test('a fresh origin of weight 1 is worth 1, and half of it one half-life later', () => {
    const heat = originHeat(makeOrigin(), HALF_LIFE)

    expect(heatAt(heat, NOW, HALF_LIFE)).toBeCloseTo(1, 9)
    expect(heatAt(heat, NOW + HALF_LIFE, HALF_LIFE)).toBeCloseTo(0.5, 9)
  })
})

describe('independence', () => {
  test('forty items of one publisher are worth one', () => {
    const many = Array.from({ length: 40 }, (_, n) => makeOrigin({ reportedAt: NOW - n, entryId: `e${n}` }))

    expect(heatOf(many, HALF_LIFE)).toBe(originHeat(makeOrigin({ reportedAt: NOW - 39 }), HALF_LIFE))
  })

  test('four independent sources win over forty reprints of one text', () => {
    const reprints = Array.from({ length: 40 }, (_, n) =>
      makeOrigin({ publisherId: `r${n}`, texts: ['wire'] }),
    )
    const four = 'abcd'.split('').map((publisherId) => makeOrigin({ publisherId }))

    expect(heatOf(four, HALF_LIFE)).toBeGreaterThan(heatOf(reprints, HALF_LIFE))
    expect(independentOrigins(reprints)).toBe(1)
    expect(independentOrigins(four)).toBe(4)
  })

  test.each([
    [2, 1.05],
    [5, 1.2],
    // Ten would add a half; all beyond share it.
    [11, 1.5],
    [41, 1.5],
  ])('a text that %i publishers print is worth %f', (count, worth) => {
    const wire = Array.from({ length: count }, (_, n) =>
      makeOrigin({ publisherId: `r${n}`, texts: ['wire'] }),
    )

    expect(heatAt(heatOf(wire, HALF_LIFE), NOW, HALF_LIFE)).toBeCloseTo(worth, 9)
  })

  test('what is told of a heat begins with whoever reported first, and tells reprints and sisters apart', () => {
    const parts = contributionsOf(
      [
        makeOrigin({ publisherId: 'late', reportedAt: NOW }),
        makeOrigin({ publisherId: 'copy', reportedAt: NOW - HOUR, texts: ['wire'] }),
        makeOrigin({ publisherId: 'wire', reportedAt: NOW - HOUR, texts: ['wire'], weight: 2 }),
        makeOrigin({ publisherId: 'sister', reportedAt: NOW - 1, texts: ['wire'], ownerId: 'house' }),
        makeOrigin({ publisherId: 'house', reportedAt: NOW - 2, texts: ['own'], ownerId: 'house' }),
      ],
      HALF_LIFE,
    )

    expect(parts.map(({ publisherId, kind }) => [publisherId, kind])).toEqual([
      ['wire', 'own'],
      ['house', 'own'],
      ['sister', 'same_owner'],
      ['copy', 'reprint'],
      ['late', 'own'],
    ])
  })

  test('another publisher never lowers a heat', () => {
    fc.assert(
      fc.property(origins, reprint, (all, next) => {
        const added = { ...next, publisherId: 'new', ownerId: 'new' }
        expect(heatOf([...all, added], HALF_LIFE)).toBeGreaterThanOrEqual(heatOf(all, HALF_LIFE) - 1e-9)
      }),
    )
  })

  test('unless what it prints shows two texts to be one', () => {
    const two = ['head1+body1', 'head2+body2'].map((text, n) =>
      makeOrigin({ publisherId: `p${n}`, texts: [text] }),
    )
    const both = makeOrigin({ publisherId: 'p3', texts: ['head1+body2'] })

    expect(independentOrigins(two)).toBe(2)
    expect(independentOrigins([...two, both])).toBe(1)
    expect(heatOf([...two, both], HALF_LIFE)).toBeLessThan(heatOf(two, HALF_LIFE))
  })

  test('a text of its own beside a reprint makes a publisher independent', () => {
    const [united] = uniteOrigins([makeOrigin({ texts: ['x'] })], [makeOrigin({ texts: ['y'] })])

    expect(united?.texts).toEqual(['x', 'y'])
    expect(
      independentOrigins([makeOrigin({ publisherId: 'q', texts: ['x'] }), ...(united ? [united] : [])]),
    ).toBe(2)
  })

  test.each([
    ['forty reprints of two wire texts', 40, () => ['reuters', 'ap'], 2],
    ['forty reprints under three headlines', 40, (n: number) => [`head${n % 3}+body`], 1],
    ['forty reprints, a chain of near copies', 40, (n: number) => [`t${n}+t${n + 1}`], 1],
    ['forty texts', 40, (n: number) => [`t${n}`], 40],
    ['forty texts nothing identifies', 40, () => [], 40],
    // Both have the FNV-1a hash 5e4daa9d.
    ['texts whose hashes are one', 2, (n: number) => [n === 0 ? 'costarring' : 'liquid'], 2],
    [
      'forty reprints, one of whom wrote seven more',
      40,
      (n: number) => (n === 0 ? [...'abcdefg', 'wire'] : ['wire']),
      2,
    ],
  ])('%s', (_, count, textsOf, expected) => {
    const all = Array.from({ length: count }, (_, n) =>
      makeOrigin({ publisherId: `p${n}`, texts: textsOf(n) }),
    )

    expect(independentOrigins(all)).toBe(expected)
    expect(independentOrigins([...all].reverse())).toBe(expected)
  })

  test('publishers of one owner count once, by their earliest report', () => {
    const own = { ownerId: 'house' }
    const early = makeOrigin({ publisherId: 'a', reportedAt: NOW - HOUR, ...own })
    const late = makeOrigin({ publisherId: 'b', reportedAt: NOW, ...own })

    expect(independentOrigins([early, late])).toBe(1)
    expect(heatOf([early, late], HALF_LIFE)).toBe(originHeat(early, HALF_LIFE))
  })

  test('what each publisher adds makes the heat together, and each is named once', () => {
    fc.assert(
      fc.property(origins, (all) => {
        const parts = contributionsOf(all, HALF_LIFE)
        expect(parts.map(({ publisherId }) => publisherId).toSorted()).toEqual(
          uniteOrigins(all, []).map(({ publisherId }) => publisherId),
        )
        expect(parts.filter(({ kind }) => kind === 'own')).toHaveLength(independentOrigins(all))
        const sum = parts.map(({ heat }) => heat).reduce(addHeat, -Infinity)
        const heat = heatOf(all, HALF_LIFE)
        if (all.length > 0) expect(Math.abs(sum - heat)).toBeLessThan(1e-9)
      }),
    )
  })

  test('a further text of a publisher never lowers a heat', () => {
    fc.assert(
      fc.property(origins, fc.constantFrom('x', 'y', 'v', 'x+v'), (all, text) => {
        const writer = all.find((one) => one.texts !== undefined)
        const more = writer ? uniteOrigins(all, [{ ...writer, texts: [text] }]) : all
        expect(heatOf(more, HALF_LIFE)).toBeGreaterThanOrEqual(heatOf(all, HALF_LIFE) - 1e-9)
      }),
    )
  })
})

describe('uniting origins', () => {
  test('is commutative, associative and idempotent', () => {
    fc.assert(
      fc.property(origins, origins, origins, (a, b, c) => {
        expect(uniteOrigins(a, b)).toEqual(uniteOrigins(b, a))
        expect(uniteOrigins(uniteOrigins(a, b), c)).toEqual(uniteOrigins(a, uniteOrigins(b, c)))
        expect(uniteOrigins(uniteOrigins(a, b), b)).toEqual(uniteOrigins(a, b))
      }),
      { numRuns: 500 },
    )
  })

  test('of the texts of one publisher eight are kept, the same in whatever order they came', () => {
    const texts = Array.from('jcahgbdeif', (text) => makeOrigin({ texts: [text] }))

    const kept = [...'abcdefgh']
    expect(uniteOrigins(texts, [])).toMatchObject([{ texts: kept }])
    expect(uniteOrigins(texts.toReversed(), [])).toMatchObject([{ texts: kept }])
  })

  test('one more is put among those that are united as it would be with all of them', () => {
    fc.assert(
      fc.property(origins, origins, (all, more) => {
        let united = uniteOrigins(all, [])
        for (const one of more) united = uniteOrigins(united, [one])
        expect(united).toEqual(uniteOrigins([...all, ...more], []))
      }),
    )
  })

  test('keeps the earliest report and the largest weight of each publisher', () => {
    const early = makeOrigin({ reportedAt: NOW - HOUR, weight: 1, entryId: 'early' })
    const heavy = makeOrigin({ weight: 2, entryId: 'heavy' })

    expect(uniteOrigins([heavy], [early])).toEqual([{ ...early, weight: 2 }])
  })
})

test('whatever is reported within the window is above the floor', () => {
  const windowMs = 3 * DAY
  const floor = heatFloor(NOW, windowMs, HALF_LIFE)

  expect(
    heatOf([makeOrigin({ reportedAt: NOW - windowMs, weight: 0.25 })], HALF_LIFE),
  ).toBeGreaterThanOrEqual(floor)
  expect(heatOf([makeOrigin({ reportedAt: NOW - windowMs - HOUR, weight: 0.25 })], HALF_LIFE)).toBeLessThan(
    floor,
  )
})
