import { describe, expect, test } from 'vitest'
import type { Entry, Story } from '../../../src/model/index.ts'
import { settle } from '../../../src/stages/settle.ts'
import { aList, ERUPTION_TOO, NEVER } from './given.ts'
import { aMemoryDesk, type Shelf, shelf, told } from './memory-desk.ts'

const REFORM = 'Parliament passes the pension reform after a long debate'
const MATCH = 'Harlequins beat Saracens in the last minute of the derby'

const silent: Partial<Entry> = { announcement: 'silent' }
/** Two entries of one event, and what is beside them. */
const reform = (id: string, beside: Shelf['members'], story: Partial<Story> = {}, title = REFORM) =>
  shelf(id, [[told(`${id}-1`, 0, title), []], [told(`${id}-2`, 5, title), [`${id}-1`]], ...beside], story)

async function settled(
  shelves: readonly Shelf[],
  waiting: readonly Entry[],
  more: Parameters<typeof aMemoryDesk>[2] = {},
) {
  const desk = aMemoryDesk(shelves, [], more)
  await desk.memory.unsettle(waiting)
  const done = await settle(desk.deps, NEVER)
  return { ...desk, done, tellings: desk.steps.filter((step) => /^(defer|move|merge)/.test(step)) }
}

describe('entries that are of no story that there is', () => {
  const [x, y] = [told('x', 10), told('y', 20, ERUPTION_TOO)]
  const shelves = [reform('st1', [[x, ['st1-1']]]), reform('st2', [[y, ['st2-1']]], {}, MATCH)]

  test('share a new one, which is told of once', async () => {
    const { groups, moves, done } = await settled(shelves, [x, y])

    expect(groups()).toEqual(['st1-1 st1-2', 'st2-1 st2-2', 'x y'])
    expect(done).toMatchObject({ moved: 2, merged: 0, isStale: false })
    expect(moves.map(({ takes, events }) => [takes.story.version, events.map(({ type }) => type)])).toEqual([
      [1, ['story.split']],
      [2, []],
    ])
    expect(moves[1]?.takes.story).toMatchObject({ id: moves[0]?.takes.story.id, entryCount: 2 })
  })

  test('stay where they are when the new one could not be written, and wait', async () => {
    const { groups, done } = await settled(shelves, [x, y], { move: async () => 'already' })

    expect(groups()).toEqual(['st1-1 st1-2 x', 'st2-1 st2-2 y'])
    expect(done).toMatchObject({ moved: 0, isStale: true })
  })
})

describe('entries that go to another story', () => {
  const m = told('m', 10)
  const to = shelf('st2', [[told('b', 0, ERUPTION_TOO), []]])

  test('are counted in it, nobody is told, and lists of both are ranked', async () => {
    const lists = [aList({ minOrigins: 1 }), aList({ id: 'world', channels: ['world'], minOrigins: 1 })]
    const { moves, ranked } = await settled(
      [reform('st1', [[m, ['st1-1']]], { listIds: ['top', 'gone'] }), to],
      [m],
      { lists },
    )

    expect(moves).toMatchObject([
      {
        stays: { story: { id: 'st1', entryCount: 2 } },
        takes: { story: { id: 'st2', entryCount: 2 } },
        events: [],
      },
    ])
    expect(ranked.toSorted()).toEqual(['gone', 'top', 'world'])
    expect(new Set(ranked).size).toBe(ranked.length)
  })

  test('take its profile along with them, and leave that of the others', async () => {
    const { moves } = await settled([reform('st1', [[m, ['st1-1']]]), to], [m, told('st1-2', 5, REFORM)])

    const [about, left] = [moves[0]?.takes, moves[0]?.stays].map((part) =>
      JSON.stringify(part?.story.profile),
    )
    expect(about).toContain('grind')
    expect(about).not.toContain('parli')
    expect(left).toContain('parli')
    expect(left).not.toContain('grind')
  })

  test('and to a third leave it one version on each time', async () => {
    const s = told('s', 20, MATCH)
    const match = shelf('st3', [[told('c', 0, MATCH), []]])
    const mixed = reform('st1', [
      [m, ['st1-1']],
      [s, ['st1-1']],
    ])

    const { moves } = await settled([mixed, to, match], [m, s])

    expect(
      moves.map(({ stays, takes }) => [takes.story.id, stays.story.version, stays.story.entryCount]),
    ).toEqual([
      [expect.stringMatching(/^st[23]$/), 2, 3],
      [expect.stringMatching(/^st[23]$/), 3, 2],
    ])
  })

  test('that have expired, or that are all that has not, stay where they are counted', async () => {
    for (const kept of [
      ['st1-1', 'st1-2', 'b'],
      ['m', 'b'],
    ]) {
      const desk = aMemoryDesk([reform('st1', [[m, ['st1-1']]]), to])
      await desk.memory.unsettle([m])
      const loadEntries = async (ids: readonly string[]) =>
        (await desk.memory.loadEntries(ids)).map((entry) =>
          entry && kept.includes(entry.id) ? entry : undefined,
        )

      await expect(settle({ ...desk.deps, loadEntries }, NEVER)).resolves.toMatchObject({
        moved: 0,
        isStale: false,
      })
      expect(desk.moves).toEqual([])
    }
  })
})

describe('stories that become one', () => {
  const [a, b] = [told('a', 0), told('b', 10, ERUPTION_TOO)]
  const two = (first: Entry, second: Entry) => [shelf('st1', [[first, []]]), shelf('st2', [[second, []]])]

  test('say why, and are told of when what was asked is', async () => {
    const { mergers } = await settled(two(a, b), [b])

    expect(mergers).toMatchObject([
      {
        survivor: { id: 'st1', entryCount: 2 },
        redirect: {
          id: 'st2',
          mergedFor: 'their reports show it, read in the order in which they were made',
        },
        events: [{ type: 'story.merged' }],
      },
    ])
  })

  test('are told to nobody when what was asked of them is not, whatever else was', async () => {
    const quiet = told('b', 10, ERUPTION_TOO, silent)
    const [c, d] = [told('c', 0, MATCH), told('d', 30, MATCH)]
    const others = [shelf('st3', [[c, []]]), shelf('st4', [[d, []]])]

    const { mergers } = await settled([...two(a, quiet), ...others], [quiet, d])

    expect(mergers.map(({ redirect, events }) => [redirect.id, events.length]).toSorted()).toEqual([
      ['st2', 0],
      ['st4', 1],
    ])
  })

  test('are each of what came of the one before', async () => {
    const third = told('c', 20)
    const { mergers, done } = await settled([...two(a, b), shelf('st3', [[third, []]])], [b, third])

    expect(mergers.map(({ survivor }) => [survivor.id, survivor.version, survivor.entryCount])).toEqual([
      ['st1', 2, 2],
      ['st1', 3, 3],
    ])
    expect(done).toMatchObject({ merged: 2, isStale: false })
  })

  test('are none that a person has parted, whatever was noted before', async () => {
    const d = told('d', 40)
    const shelves = [
      shelf('st1', [[a, []]], { apart: ['x+'] }),
      shelf('st2', [[b, []]], { apart: ['x-'] }),
      shelf('st3', [
        [told('c', 20), ['a', 'b']],
        [d, ['c']],
      ]),
    ]

    const { memory, done } = await settled(shelves, [d])

    expect(done.isStale).toBe(false)
    expect(memory.storyOf('a')?.id).not.toBe(memory.storyOf('b')?.id)
  })
})

describe('another title', () => {
  test('is told later: noted before the commit and once more after it', async () => {
    const m = told('m', 0)
    const { tellings } = await settled(
      [
        shelf('st1', [
          [m, ['x']],
          [told('r1', 5, REFORM), []],
          [told('r2', 6, REFORM), ['r1']],
        ]),
        shelf('st2', [[told('b', 10, ERUPTION_TOO), []]]),
      ],
      [m],
    )

    expect(tellings).toEqual(['defer st1', 'defer st2', 'move m from st1', 'defer st1', 'defer st2'])
  })

  test.each([
    ['of the story that silent ones leave, not of the one that they go to', 'announced', 'silent', ['st1']],
    ['of the story that they go to, not of the silent ones that stay', 'silent', 'announced', ['st2']],
    ['is told to nobody where all are silent', 'silent', 'silent', []],
  ] as const)('%s', async (_, staying, going, titled) => {
    const m = told('m', 0, undefined, { announcement: going })
    const stays = { announcement: staying }
    const { tellings } = await settled(
      [
        shelf('st1', [
          [m, ['x']],
          [told('r1', 5, REFORM, stays), []],
          [told('r2', 6, REFORM, stays), ['r1']],
        ]),
        shelf('st2', [[told('b', 10, ERUPTION_TOO), []]]),
      ],
      [m],
    )

    const deferred = titled.map((id) => `defer ${id}`)
    expect(tellings).toEqual([...deferred, 'move m from st1', ...deferred])
  })

  test('of stories that become one, too', async () => {
    const a = told('a', 0)
    const { tellings } = await settled(
      [shelf('st2', [[a, []]]), shelf('st1', [[told('b', 10, ERUPTION_TOO), []]])],
      [told('b', 10)],
    )

    expect(tellings).toEqual(['defer st1', 'merge st2 into st1', 'defer st1'])
  })

  test('is none when the lead stays', async () => {
    const m = told('m', 10)
    const { tellings } = await settled(
      [reform('st1', [[m, ['st1-1']]]), shelf('st2', [[told('b', 0, ERUPTION_TOO), []]])],
      [m],
    )

    expect(tellings).toEqual(['move m from st1'])
  })
})
