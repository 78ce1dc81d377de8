import { describe, expect, test } from 'vitest'
import type { Candidate } from '../../../src/model/index.ts'
import { settle } from '../../../src/stages/settle.ts'
import { ERUPTION_TOO, NEVER } from './given.ts'
import { aMemoryDesk, type Shelf, shelf, told } from './memory-desk.ts'

const REFORM = 'Parliament passes the pension reform after a long debate'

/** Entries that wait are named by their ids. */
async function aDesk(
  shelves: readonly Shelf[],
  waiting: readonly string[],
  more: Parameters<typeof aMemoryDesk>[2] = {},
) {
  const desk = aMemoryDesk(shelves, [], more)
  const entries = shelves.flatMap(({ members }) => members.map(([entry]) => entry))
  await desk.memory.unsettle(
    waiting.map((id) => ({ id, reportedAt: entries.find((entry) => entry.id === id)?.reportedAt ?? 0 })),
  )
  return { ...desk, settle: (signal = NEVER) => settle(desk.deps, signal) }
}

/** Of two events, in one story. */
const MIXED = shelf('st1', [
  [told('r1', 0, REFORM), []],
  [told('r2', 5, REFORM), ['r1']],
  [told('m', 10), ['r1']],
])
const LATER = shelf('st3', [[told('n', 20, ERUPTION_TOO), []]])

test('where nothing waits nothing is done', async () => {
  const { settle, steps } = await aDesk([MIXED], [])

  await expect(settle()).resolves.toEqual({
    taken: 0,
    asked: 0,
    elsewhere: 0,
    moved: 0,
    merged: 0,
    isStale: false,
  })
  expect(steps).toEqual(['take '])
})

describe('entries that wait', () => {
  test('are asked in the order of reports; what they say is noted, the last of them first', async () => {
    const { settle, steps } = await aDesk(
      [
        shelf('st1', [
          [told('b', 10), []],
          [told('c', 20, ERUPTION_TOO), ['b']],
          [told('a', 0, ERUPTION_TOO), ['b']],
        ]),
      ],
      ['c', 'a', 'b'],
    )

    const done = await settle()

    expect(steps).toEqual(['take a b c', 'note c < a', 'note b < a', 'note a', 'settled a b c'])
    expect(done).toEqual({ taken: 3, asked: 3, elsewhere: 2, moved: 0, merged: 0, isStale: false })
  })

  test('are asked in the order of reports with those that they call, each once', async () => {
    const shelves = [
      MIXED,
      LATER,
      shelf('st4', [[told('o', 30), []]]),
      shelf('st5', [[told('p', 25, ERUPTION_TOO), []]]),
      shelf('st6', [[told('z', 28, REFORM), []]]),
    ]
    const { deps, memory, steps } = await aDesk(shelves, ['m', 'z'])
    // The index tells of them in an order of its own.
    const readPlaced: typeof memory.readPlaced = async (ids) =>
      new Map([...(await memory.readPlaced(ids))].reverse())

    await settle({ ...deps, readPlaced }, NEVER)

    const noted = steps.filter((step) => step.startsWith('note')).map((step) => step.split(' ')[1])
    expect(noted).toEqual(['o', 'z', 'p', 'n', 'm'])
  })

  test('are noted before stories become what they come to', async () => {
    const { settle, steps, groups } = await aDesk([MIXED, LATER], ['m', 'n'])

    const done = await settle()

    expect(steps.filter((step) => !step.startsWith('defer'))).toEqual([
      'take m n',
      'note n < m',
      'note m',
      'move m from st1',
      'settled m n',
    ])
    expect(groups()).toEqual(['m n', 'r1 r2'])
    expect(done).toMatchObject({ moved: 1, merged: 0 })
  })

  test('call those reported later that they may change, and no others', async () => {
    const { settle, steps, groups } = await aDesk(
      [
        MIXED,
        LATER,
        shelf('st4', [[told('o', 30, 'Overnight trains return to the timetable of Vienna'), []]]),
      ],
      ['m'],
    )

    const done = await settle()

    expect(done).toMatchObject({ taken: 1, asked: 2, elsewhere: 2, moved: 1 })
    expect(steps).toEqual(expect.arrayContaining(['note n < m', 'settled m']))
    expect(steps).not.toContain('note o')
    expect(groups()).toEqual(['m n', 'o', 'r1 r2'])
  })

  test('call nobody when they are where they were', async () => {
    const { settle, steps } = await aDesk(
      [
        shelf('st1', [
          [told('a', 0), []],
          [told('b', 10, ERUPTION_TOO), ['a']],
        ]),
        LATER,
      ],
      ['a'],
    )

    await expect(settle()).resolves.toMatchObject({ taken: 1, asked: 1, elsewhere: 0 })
    // Nor is noted what is known.
    expect(steps).toEqual(['take a', 'settled a'])
  })

  test('are settled also when they are gone, or a person has decided about them', async () => {
    const byHand = shelf('st1', MIXED.members, { isByHand: true })
    const { settle, steps } = await aDesk([byHand], ['m', 'gone'])

    await expect(settle()).resolves.toMatchObject({ taken: 2, asked: 0, moved: 0 })
    expect(steps).toEqual(['take gone m', 'settled gone m'])
  })

  test('come to the same in one go and in several', async () => {
    const shelves = [MIXED, LATER, shelf('st4', [[told('p', 30), ['n']]])]
    const [whole, parts] = [await aDesk(shelves, ['m', 'n', 'p']), await aDesk(shelves, ['m', 'n', 'p'])]
    await whole.settle()
    for (let taken = 1; taken > 0; ) {
      const one = { ...parts.deps, takeUnsettled: () => parts.memory.takeUnsettled(1) }
      taken = (await settle(one, NEVER)).taken
    }

    expect(whole.groups()).toEqual(['m n p', 'r1 r2'])
    expect(parts.groups()).toEqual(whole.groups())
  })
})

describe('who settles', () => {
  test('leaves what is taken when it is asked to stop, with nothing noted', async () => {
    const { settle, steps } = await aDesk([MIXED, LATER], ['m'])

    await expect(settle(AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop')
    expect(steps).toEqual(['take m'])
  })

  test('asks so many of one taking and leaves the others to the next', async () => {
    const COUNT = 1_100
    const ids = Array.from({ length: COUNT }, (_, n) => `e${String(n).padStart(4, '0')}`)
    const shelves = Array.from({ length: 4 }, (_, s): Shelf => {
      const wrong = told(`r${s}`, 0, `${REFORM} ${s}`)
      const members = ids.flatMap((id, n) => (n % 4 === s ? [[told(id, 1 + n), [wrong.id]] as const] : []))
      return shelf(`st${s}`, [[wrong, []], ...members])
    })
    const desk = await aDesk(shelves, ids.slice(0, 1), {
      // Nobody knows more than who was reported right before, and after.
      async findAround(queries) {
        return queries.map(({ at }) => ({
          candidates: byMinute.slice(Math.max(0, minuteOf(at) - 2), minuteOf(at) + 1),
          statistics: { documentCount: 0, documentFrequency: [] },
        }))
      },
    })
    const placed = await desk.memory.readPlaced(ids)
    const byMinute = ids.map((id) => placed.get(id) as Candidate)
    const minuteOf = (at: number) => 1 + byMinute.findIndex(({ reportedAt }) => reportedAt === at)

    const done = await desk.settle()

    expect(done).toMatchObject({ taken: 1, asked: 512, elsewhere: 512, isStale: false })
    const [left = '', ...more] = desk.steps.filter((step) => step.startsWith('unsettle'))
    expect(left).toBe(`unsettle ${ids[512]}`)
    expect(more).toEqual([])
    expect(desk.steps.indexOf(left)).toBeLessThan(desk.steps.findIndex((step) => step.startsWith('note')))
    expect(desk.memory.unsettledCount()).toBe(1)
  })
})

describe('a report that nearly repeats another', () => {
  const LONG = 'Parliament passes the pension reform after a long debate in the capital'
  const REPRINTED = shelf('st1', [
    [told('wire', 0, LONG), []],
    [told('paper', 5, `${LONG} today`), ['wire']],
  ])

  test('counts as a reprint once it is asked, whatever it was told as when it was placed', async () => {
    const { settle, memory } = await aDesk([REPRINTED], ['paper', 'wire'])
    expect(memory.storyOf('paper')?.originCount).toBe(2)

    await settle()

    expect(memory.storyOf('paper')).toMatchObject({ originCount: 1, entryCount: 2, version: 2 })
  })

  test('is asked once more where others have changed its story meanwhile', async () => {
    const { settle, steps } = await aDesk([REPRINTED], ['paper', 'wire'], { retell: async () => 'stale' })

    await settle()

    expect(steps.slice(-2)).toEqual(['unsettle wire paper', 'settled wire paper'])
  })
})

describe('when somebody else has changed a story meanwhile', () => {
  test.each(['move', 'merge'] as const)('a refused %s has all ask again that were asked', async (commit) => {
    const shelves = commit === 'move' ? [MIXED, LATER] : [shelf('st1', [[told('m', 10), ['x']]]), LATER]
    const { settle, steps, memory } = await aDesk(shelves, ['m'], { [commit]: async () => 'stale' })

    const done = await settle()

    expect(done).toMatchObject({ asked: 2, moved: 0, merged: 0, isStale: true })
    expect(steps.slice(-2)).toEqual(['unsettle m n', 'settled m'])
    expect(memory.unsettledCount()).toBe(2)
  })

  test('all that was to come of it comes of asking again', async () => {
    // The third depends on the second, which depends on the first; the first and it have not a word in common.
    const shelves = [
      MIXED,
      shelf('st2', [[told('n', 20, 'Town evacuated as volcano erupts: hundreds sleep in school'), []]]),
      shelf('st3', [
        [told('q1', 0, 'Harlequins beat Saracens in the last minute'), []],
        [told('q2', 5, 'Harlequins beat Saracens in the last minute'), ['q1']],
        [told('o', 30, 'Hundreds sleep in school hall'), ['q1']],
      ]),
    ]
    const plain = await aDesk(shelves, ['m'])
    await plain.settle()
    const refused = await aDesk(shelves, ['m'])

    await settle({ ...refused.deps, move: async () => 'stale' }, NEVER)
    expect(refused.groups()).toEqual(['n', 'q1 q2 o', 'r1 r2 m'])
    await refused.settle()

    expect(plain.groups()).toEqual(['m n o', 'q1 q2', 'r1 r2'])
    expect(refused.groups()).toEqual(plain.groups())
  })
})
