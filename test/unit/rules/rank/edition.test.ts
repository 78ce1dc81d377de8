import { describe, expect, test } from 'vitest'
import { composeEdition, editionDigest } from '../../../../src/rules/rank/edition.ts'
import { listMoves } from '../../../../src/rules/rank/hysteresis.ts'
import { DAY, makeList, makeStory, NOW } from '../support/make.ts'

function ranked(id: string, heat: number, part: Parameters<typeof makeStory>[0] = {}) {
  return { story: makeStory({ id, leadPublisherId: `p-${id}`, ...part }), heat }
}

describe('an edition', () => {
  test('is ordered by heat, equal heats by id, whatever order it was read in', () => {
    const input = [ranked('c', 1), ranked('b', 2), ranked('a', 1)]

    const forward = composeEdition({ list: makeList(), ranked: input, now: NOW })

    expect(forward.items.map((item) => [item.rank, item.storyId])).toEqual([
      [1, 'b'],
      [2, 'a'],
      [3, 'c'],
    ])
    expect(composeEdition({ list: makeList(), ranked: [...input].reverse(), now: NOW })).toEqual(forward)
  })

  test('holds at most two stories led by one publisher, and says what it left out', () => {
    const flood = Array.from({ length: 40 }, (_, n) => ranked(`f${n}`, 100 - n, { leadPublisherId: 'loud' }))
    const four = ['a', 'b', 'c', 'd'].map((id) => ranked(id, 1))

    const { items, dropped } = composeEdition({
      list: makeList({ size: 5, kind: 'hot' }),
      ranked: [...flood, ...four],
      now: NOW,
    })

    expect(items.map((item) => item.storyId)).toEqual(['f0', 'f1', 'a', 'b', 'c'])
    expect(dropped).toEqual({ diversity: 38, size: 1, window: 0, missing: 0 })
  })

  test('leaves out what is too old, merged away, gone or reported too rarely', () => {
    const { items, dropped } = composeEdition({
      list: makeList({ minOrigins: 2 }),
      ranked: [
        ranked('old', 9, { lastReportedAt: NOW - 4 * DAY }),
        ranked('merged', 8, { mergedInto: 'a' }),
        { story: undefined, heat: 7 },
        ranked('single', 6, { originCount: 1 }),
        ranked('a', 5),
        ranked('a', 4),
      ],
      now: NOW,
    })

    expect(items.map((item) => item.storyId)).toEqual(['a'])
    expect(dropped).toEqual({ diversity: 0, size: 0, window: 1, missing: 4 })
  })

  test('shows of a story what a reader sees of it', () => {
    const story = makeStory({
      url: 'https://coast.example/typhoon',
      summary: 'It is the third this year.',
      imageUrl: 'https://coast.example/typhoon.jpg',
    })

    const { items } = composeEdition({ list: makeList(), ranked: [{ story, heat: 7 }], now: NOW })

    const { id, leadPublisherId, leadPublisherName, ...rest } = story
    expect(items).toEqual([
      {
        rank: 1,
        storyId: id,
        title: rest.title,
        url: rest.url,
        summary: rest.summary,
        imageUrl: rest.imageUrl,
        language: rest.language,
        publisherId: leadPublisherId,
        publisherName: leadPublisherName,
        channels: rest.channels,
        originCount: rest.originCount,
        entryCount: rest.entryCount,
        firstReportedAt: rest.firstReportedAt,
        updatedAt: rest.updatedAt,
        heat: 7,
      },
    ])
  })

  test('tells the rank before', () => {
    const previous = composeEdition({ list: makeList(), ranked: [ranked('a', 2), ranked('b', 1)], now: NOW })
    const next = composeEdition({
      list: makeList(),
      ranked: [ranked('a', 1), ranked('b', 2), ranked('c', 0)],
      previous,
      now: NOW,
    })

    expect(next.items.map((item) => item.previousRank)).toEqual([2, 1, undefined])
    expect('previousRank' in (next.items[2] ?? {})).toBe(false)
  })
})

describe('the digest', () => {
  const list = makeList()
  const digest = (...stories: ReturnType<typeof ranked>[]) =>
    editionDigest(composeEdition({ list, ranked: stories, now: NOW }).items)

  test('stays while only heat and the rank before change', () => {
    const first = composeEdition({ list, ranked: [ranked('a', 2), ranked('b', 1)], now: NOW })
    const second = composeEdition({
      list,
      ranked: [ranked('a', 9), ranked('b', 8)],
      previous: first,
      now: NOW + DAY,
    })

    expect(editionDigest(second.items)).toBe(editionDigest(first.items))
  })

  test('changes with rank and with all that a reader sees of a story', () => {
    const changed: readonly Parameters<typeof makeStory>[0][] = [
      { title: 'New' },
      { url: 'https://coast.example/typhoon' },
      { summary: 'It is the third this year.' },
      { imageUrl: 'https://coast.example/typhoon.jpg' },
      { leadPublisherName: 'Coast Weekly' },
      { channels: ['asia'] },
      { originCount: 3 },
      { entryCount: 3 },
    ]
    const all = [
      digest(ranked('a', 2), ranked('b', 1)),
      digest(ranked('a', 1), ranked('b', 2)),
      digest(ranked('a', 2)),
      ...changed.map((part) => digest(ranked('a', 2, part), ranked('b', 1))),
    ]

    expect(new Set(all).size).toBe(3 + changed.length)
  })
})

describe('moves', () => {
  const items = (...ids: string[]) => ids.map((storyId, index) => ({ storyId, rank: index + 1 }))
  const list = { size: 10, kind: 'hot' } as const

  test('a new story enters, and nothing is said of one that stays', () => {
    const first = listMoves({ list, items: items('a', 'b'), announced: {} })

    expect(first.moves).toEqual([
      { kind: 'entered', storyId: 'a', rank: 1 },
      { kind: 'entered', storyId: 'b', rank: 2 },
    ])
    expect(listMoves({ list, items: items('a', 'b'), announced: first.announced }).moves).toEqual([])
  })

  test('a story that flaps around the last rank is told of once', () => {
    let announced = listMoves({ list, items: items('a', 'b'), announced: {} }).announced
    const told: unknown[] = []
    for (let n = 0; n < 20; n++) {
      const step = listMoves({ list, items: n % 2 === 0 ? items('a') : items('a', 'b'), announced })
      announced = step.announced
      told.push(...step.moves)
    }

    expect(told).toEqual([])
  })

  test('nothing moves in a list by time: stories enter, and leave', () => {
    const latest = { size: 10, kind: 'latest' } as const
    const { announced } = listMoves({ list: latest, items: items('a', 'b'), announced: {} })

    expect(listMoves({ list: latest, items: items('x', 'y', 'z', 'a', 'b'), announced }).moves).toEqual(
      ['x', 'y', 'z'].map((storyId, index) => ({ kind: 'entered', storyId, rank: index + 1 })),
    )
  })

  test('a story leaves after three editions of absence', () => {
    let announced = listMoves({ list, items: items('a', 'b'), announced: {} }).announced
    const told: unknown[] = []
    for (let n = 0; n < 4; n++) {
      const step = listMoves({ list, items: items('a'), announced })
      announced = step.announced
      told.push(step.moves)
    }

    expect(told).toEqual([[], [], [{ kind: 'left', storyId: 'b', previousRank: 2 }], []])
  })

  test('one that comes back in time is not told of, and its absence counts anew', () => {
    let announced = listMoves({ list, items: items('a', 'b'), announced: {} }).announced
    const told: unknown[] = []
    for (const present of [['a'], ['a'], ['a', 'b'], ['a'], ['a'], ['a', 'b']]) {
      const step = listMoves({ list, items: items(...present), announced })
      announced = step.announced
      told.push(...step.moves)
    }

    expect(told).toEqual([])
  })

  test('a move is told once, and the next counts from there', () => {
    const before = listMoves({ list, items: items('a', 'b', 'c', 'd', 'e'), announced: {} }).announced
    const moved = listMoves({ list, items: items('c', 'a', 'b', 'd', 'e'), announced: before })
    const same = listMoves({ list, items: items('c', 'a', 'b', 'd', 'e'), announced: moved.announced })
    const back = listMoves({ list, items: items('a', 'b', 'c', 'd', 'e'), announced: same.announced })

    expect(moved.moves).toEqual([{ kind: 'moved', storyId: 'c', rank: 1, previousRank: 3 }])
    expect(same.moves).toEqual([])
    expect(back.moves).toEqual([{ kind: 'moved', storyId: 'c', rank: 3, previousRank: 1 }])
  })

  test.each([
    [10, 2],
    [24, 2],
    [50, 5],
  ])('in a list of %i a story has moved when it is %i places away', (size, places) => {
    const last = Array.from({ length: size }, (_, n) => `s${n}`)
    const { announced } = listMoves({ list: { size, kind: 'hot' }, items: items(...last), announced: {} })
    const up = (by: number) => {
      const order = [...last]
      order.splice(size - 1 - by, 0, ...order.splice(size - 1))
      return listMoves({ list: { size, kind: 'hot' }, items: items(...order), announced }).moves
    }

    expect(up(places - 1)).toEqual([])
    expect(up(places)).toEqual([
      { kind: 'moved', storyId: last.at(-1), rank: size - places, previousRank: size },
    ])
  })

  test('small moves add up: the distance counts from what was last announced', () => {
    let announced = listMoves({ list, items: items('a', 'b', 'c', 'd'), announced: {} }).announced
    const one = listMoves({ list, items: items('a', 'b', 'd', 'c'), announced })
    announced = one.announced
    const two = listMoves({ list, items: items('a', 'd', 'b', 'c'), announced })

    expect(one.moves).toEqual([])
    expect(two.moves).toEqual([{ kind: 'moved', storyId: 'd', rank: 2, previousRank: 4 }])
  })
})
