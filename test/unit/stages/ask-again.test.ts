import { describe, expect, test } from 'vitest'
import type { Story } from '../../../src/model/index.ts'
import { ERUPTION_TOO } from './given.ts'
import { ask, type Shelf, shelf, told } from './memory-desk.ts'

const REFORM = 'Parliament passes the pension reform after a long debate'
const REFORM_TOO = 'After a long debate parliament passes pension reform'

describe('an entry that is asked where it belongs', () => {
  test('is of the nearest that was reported before it', async () => {
    const { answer, again } = await ask(
      [
        shelf('st1', [[told('a', 0), []]]),
        shelf('st2', [
          [told('m', 10, ERUPTION_TOO), []],
          [told('z', 20, ERUPTION_TOO), ['m']],
        ]),
      ],
      'm',
    )

    expect(answer).toMatchObject({ grounds: ['a'], isElsewhere: true })
    expect(again.graph.groundsOf('m')).toEqual(['a'])
  })

  test('founds a story when all that is like it was reported later', async () => {
    const { answer } = await ask(
      [
        shelf('st1', [
          [told('a', 0, REFORM), []],
          [told('b', 10), ['a']],
          [told('c', 20, ERUPTION_TOO), ['b']],
        ]),
      ],
      'b',
    )

    expect(answer).toMatchObject({ grounds: [], isElsewhere: true })
  })

  test('founded one long since, and is where it was', async () => {
    const { answer } = await ask(
      [
        shelf('st1', [
          [told('a', 0), []],
          [told('b', 10, ERUPTION_TOO), ['a']],
        ]),
      ],
      'a',
    )

    expect(answer).toEqual({ grounds: [], areKnown: true, isElsewhere: false, later: [] })
  })

  test('is where it was when another of the same story is nearer', async () => {
    const { answer } = await ask(
      [
        shelf('st1', [
          [told('a', 0, ERUPTION_TOO), []],
          [told('b', 10), ['a']],
          [told('c', 20), ['a']],
        ]),
      ],
      'c',
    )

    expect(answer).toMatchObject({ grounds: ['b'], isElsewhere: false, later: [] })
  })

  test('is elsewhere when what it was in was another story before it came', async () => {
    const members: Shelf['members'] = [
      [told('a', 0, REFORM), []],
      [told('b', 10), []],
      [told('c', 20), ['a']],
      [told('d', 30), ['a', 'b']],
    ]

    expect((await ask([shelf('st1', members)], 'c')).answer).toMatchObject({
      grounds: ['b'],
      isElsewhere: true,
    })
  })

  test('is elsewhere than where an expired entry held it', async () => {
    const { answer } = await ask([shelf('st1', [[told('x', 0, REFORM)], [told('a', 10), ['expired']]])], 'a')

    expect(answer).toMatchObject({ grounds: [], isElsewhere: true })
  })

  test('and is where that held it when the rest of its story says so', async () => {
    const { answer } = await ask(
      [shelf('st1', [[told('x', 0, ERUPTION_TOO)], [told('a', 10), ['expired']]])],
      'a',
    )

    expect(answer).toMatchObject({ grounds: ['x'], isElsewhere: false })
  })

  test('is answered on what those before it have answered', async () => {
    const { answers } = await ask(
      [
        shelf('st1', [
          [told('a', 0, REFORM), []],
          [told('b', 10), ['a']],
        ]),
        shelf('st2', [[told('c', 20), []]]),
      ],
      'b',
      'c',
    )

    expect(answers).toMatchObject([
      { grounds: [], isElsewhere: true },
      { grounds: ['b'], isElsewhere: true },
    ])
  })

  test('that is gone, or whose grounds nobody knows, has nothing to say', async () => {
    const shelves = [shelf('st1', [[told('a', 0)], [told('b', 10), ['a']]])]

    expect((await ask(shelves, 'a')).answer).toBeUndefined()
    expect((await ask(shelves, 'gone')).answer).toBeUndefined()
    expect((await ask(shelves, 'b')).answer).toMatchObject({ grounds: ['a'] })
  })
})

test('an entry is of no story in another language', async () => {
  const { answer } = await ask(
    [
      { id: 'st1', members: [[told('a', 0), []]] },
      { id: 'st2', members: [[told('b', 10, ERUPTION_TOO), []]], story: { language: 'is' } },
    ],
    'b',
  )

  expect(answer?.grounds).toEqual([])
})

describe('what a person has decided', () => {
  test.each<[string, Partial<Story>]>([
    ['parted', { apart: ['x+'] }],
    ['made one', { isByHand: true }],
  ])('of a story that was %s no entry is asked, and others may join it', async (_, story) => {
    const shelves = [
      shelf(
        'st1',
        [
          [told('a', 0, ERUPTION_TOO), []],
          [told('b', 10, REFORM), ['a']],
        ],
        story,
      ),
      shelf('st2', [[told('c', 20), []]]),
    ]

    const { answers, again } = await ask(shelves, 'b', 'c')

    expect(answers).toEqual([undefined, expect.objectContaining({ grounds: ['a'], isElsewhere: true })])
    expect(again.graph.partsOf(['st1'])).toMatchObject([{ anchors: ['st1'] }])
  })
})

describe('those to be asked after it', () => {
  const near = (...after: Shelf[]) =>
    ask(
      [
        shelf('st1', [
          [told('x', 0, REFORM), []],
          [told('m', 10), ['x']],
        ]),
        ...after,
      ],
      'm',
    )

  test('were reported later and are near it, whichever story they are in', async () => {
    const { answer } = await near(
      shelf('st2', [[told('b', 20, ERUPTION_TOO), []]]),
      shelf('st3', [
        [told('c', 30, REFORM_TOO), []],
        [told('d', 40), ['c']],
      ]),
      // Found, since they have a word in common.
      shelf('st4', [[told('e', 50, 'Overnight trains return to the timetable of Vienna'), []]]),
    )

    expect(answer?.later.map(({ entryId }) => entryId).sort()).toEqual(['b', 'd'])
    // In the stories that they are in now.
    expect(answer?.later.map(({ storyId }) => storyId).sort()).toEqual(['st2', 'st3'])
  })

  test('are none when it stays where it was', async () => {
    const { answer } = await ask(
      [
        shelf('st1', [
          [told('m', 10), []],
          [told('b', 20, ERUPTION_TOO), ['m']],
        ]),
      ],
      'm',
    )

    expect(answer?.later).toEqual([])
  })
})

describe('what a story is about', () => {
  test('is said by its entries, weighed as for one that was asked', async () => {
    const { again } = await ask(
      [
        shelf('st1', [
          [told('a', 0), []],
          [told('b', 10, ERUPTION_TOO), ['a']],
          [told('c', 20, REFORM), []],
        ]),
      ],
      'b',
    )
    const [a, b, c] = ['a', 'b', 'c'].flatMap((id) => again.graph.entry(id) ?? [])
    if (!a || !b || !c) throw new Error('expected all three entries to be at hand')

    expect(again.profileOf([a, b])?.terms).toContain('grind')
    expect(again.profileOf([b])).toBeUndefined()
    expect(again.profileOf([a, c])).toBeUndefined()
  })
})
