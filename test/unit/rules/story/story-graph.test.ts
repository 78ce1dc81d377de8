import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Candidate } from '../../../../src/model/index.ts'
import { byReport, isBefore } from '../../../../src/rules/story/report-order.ts'
import { createStoryGraph, type Part } from '../../../../src/rules/story/story-graph.ts'
import { MINUTE, NOW, report } from '../support/make.ts'

const { fingerprint } = report('Typhoon makes landfall')

/** Reported so many minutes after noon. */
function anEntry(entryId: string, minute: number, storyId: string, grounds?: readonly string[]): Candidate {
  return {
    entryId,
    storyId,
    publisherId: `p-${entryId}`,
    reportedAt: NOW + minute * MINUTE,
    fingerprint,
    ...(grounds && { grounds }),
  }
}

function storiesOf(entries: readonly Candidate[], fixed: readonly string[] = []) {
  return [...Map.groupBy(entries, ({ storyId }) => storyId)].map(([storyId, members]) => ({
    storyId,
    members,
    isFixed: fixed.includes(storyId),
  }))
}

function graphOf(entries: readonly Candidate[], fixed: readonly string[] = []) {
  const graph = createStoryGraph()
  graph.add(storiesOf(entries, fixed))
  return graph
}

const idsOf = (part: Part | undefined) => part?.entries.map(({ entryId }) => entryId)
const groupsOf = (parts: readonly Part[]) => parts.map((part) => idsOf(part)?.join(' ')).sort()

describe('what hangs together by its grounds is one part', () => {
  test('in the order of reports, whichever story each is in', () => {
    const graph = graphOf([
      anEntry('c', 3, 's1', ['b']),
      anEntry('a', 1, 's1', []),
      anEntry('b', 2, 's2', ['a']),
      anEntry('d', 4, 's1', []),
    ])

    const parts = graph.partsOf(['s1'])

    expect(parts.map(idsOf)).toEqual(expect.arrayContaining([['a', 'b', 'c'], ['d']]))
    expect(parts).toHaveLength(2)
    expect(parts.flatMap(({ anchors }) => anchors)).toEqual([])
  })

  test('one with two grounds holds together what both are in', () => {
    const entries = [anEntry('a', 1, 's1', []), anEntry('b', 2, 's2', [])]

    expect(groupsOf(graphOf(entries).partsOf(['s1', 's2']))).toEqual(['a', 'b'])
    expect(groupsOf(graphOf([...entries, anEntry('c', 3, 's1', ['a', 'b'])]).partsOf(['s1']))).toEqual([
      'a b c',
    ])
  })

  test('a story that a part reaches into is answered whole, also if nobody asked for it', () => {
    const graph = graphOf([
      anEntry('a', 1, 's1', []),
      anEntry('b', 2, 's2', ['a']),
      anEntry('c', 3, 's2', []),
      anEntry('d', 4, 's3', ['c']),
      anEntry('e', 5, 's3', []),
      anEntry('f', 6, 's4', []),
    ])

    expect(groupsOf(graph.partsOf(['s1']))).toEqual(['a b', 'c d', 'e'])
    expect(groupsOf(graph.partsOf(['s4']))).toEqual(['f'])
    expect(graph.partsOf(['unknown'])).toEqual([])
  })
})

describe('nobody parts from its story', () => {
  test('an entry whose grounds nobody knows', () => {
    const graph = graphOf([anEntry('a', 1, 's1'), anEntry('b', 2, 's1'), anEntry('c', 3, 's1', [])])

    expect(graph.partsOf(['s1'])).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ anchors: ['s1'] }),
        expect.objectContaining({ anchors: [] }),
      ]),
    )
    expect(groupsOf(graph.partsOf(['s1']))).toEqual(['a b', 'c'])
  })

  test('an entry one of whose grounds has expired; the other is no tie by itself', () => {
    const graph = graphOf([
      anEntry('a', 1, 's1', []),
      anEntry('b', 2, 's1', ['a', 'gone']),
      anEntry('c', 3, 's1'),
    ])

    // Whichever is asked for first.
    for (const first of ['a', 'b', 'c']) {
      const part = graph.partBefore(first, anEntry('z', 9, 's9'))
      expect(idsOf(part)).toEqual(first === 'a' ? ['a'] : ['b', 'c'])
    }
    expect(groupsOf(graph.partsOf(['s1']))).toEqual(['a', 'b c'])
  })

  test('anything of a story that is fixed, whatever its grounds say', () => {
    const entries = [anEntry('a', 1, 's1', []), anEntry('b', 2, 's1', []), anEntry('c', 3, 's2', ['b'])]

    expect(groupsOf(graphOf(entries).partsOf(['s1']))).toEqual(['a', 'b c'])
    const fixed = graphOf(entries, ['s1'])
    expect(fixed.partsOf(['s1']).map(idsOf)).toEqual([['a', 'b', 'c']])
    expect(fixed.groundsOf('a')).toBeUndefined()
    expect(fixed.groundsOf('c')).toEqual(['b'])
  })

  test('what two stories hold is one part with both of them', () => {
    const graph = graphOf([anEntry('a', 1, 's2'), anEntry('b', 2, 's1'), anEntry('c', 3, 's1', ['a', 'b'])])

    expect(graph.partsOf(['s1'])).toMatchObject([{ anchors: ['s1', 's2'] }])
  })
})

test('a story that comes later is what others have waited for', () => {
  const graph = createStoryGraph()
  graph.add(
    storiesOf([anEntry('b', 2, 's2', ['a']), anEntry('c', 3, 's2', ['a', 'x']), anEntry('d', 4, 's2', [])]),
  )
  expect(groupsOf(graph.partsOf(['s2']))).toEqual(['b c', 'd'])

  graph.add(storiesOf([anEntry('a', 1, 's1', [])]))
  expect(groupsOf(graph.partsOf(['s2']))).toEqual(['a b', 'c', 'd'])

  graph.add(storiesOf([anEntry('x', 0, 's3', [])]))
  expect(groupsOf(graph.partsOf(['s2']))).toEqual(['d', 'x a b c'])
  expect(graph.partsOf(['s2']).flatMap(({ anchors }) => anchors)).toEqual([])
})

describe('the part before a time', () => {
  const chain = [
    anEntry('a', 1, 's1', []),
    anEntry('b', 2, 's1', []),
    anEntry('c', 3, 's1', ['a', 'b']),
    anEntry('d', 4, 's1', ['c']),
  ]

  test('holds nothing that was reported later, nor what only that holds together', () => {
    const graph = graphOf(chain)
    const partAt = (id: string, at: number) => idsOf(graph.partBefore(id, anEntry('A', at, 's9')))

    expect(partAt('a', 9)).toEqual(['a', 'b', 'c', 'd'])
    expect(partAt('a', 4)).toEqual(['a', 'b', 'c'])
    expect(partAt('a', 3)).toEqual(['a'])
    expect(partAt('b', 3)).toEqual(['b'])
    expect(partAt('unknown', 3)).toBeUndefined()
  })

  test('of one moment ends where the smaller ids do', () => {
    const graph = graphOf([anEntry('a', 1, 's1', []), anEntry('c', 2, 's1', ['a'])])

    expect(idsOf(graph.partBefore('a', anEntry('b', 2, 's1')))).toEqual(['a'])
    expect(idsOf(graph.partBefore('a', anEntry('d', 2, 's1')))).toEqual(['a', 'c'])
  })
})

describe('other grounds', () => {
  test('part an entry and those that hang on it from what it was in', () => {
    const graph = graphOf([
      anEntry('a', 1, 's1', []),
      anEntry('b', 2, 's1', []),
      anEntry('c', 3, 's1', ['a']),
      anEntry('d', 4, 's1', ['c']),
    ])

    graph.setGrounds('c', ['b'])
    expect(groupsOf(graph.partsOf(['s1']))).toEqual(['a', 'b c d'])
    expect(graph.groundsOf('c')).toEqual(['b'])

    graph.setGrounds('c', [])
    expect(groupsOf(graph.partsOf(['s1']))).toEqual(['a', 'b', 'c d'])
  })

  test('that are here free an entry from its story, and what is not here holds it again', () => {
    const graph = graphOf([anEntry('a', 1, 's1'), anEntry('b', 2, 's1', ['gone']), anEntry('c', 3, 's2', [])])
    expect(groupsOf(graph.partsOf(['s1']))).toEqual(['a b'])

    graph.setGrounds('b', ['c'])
    expect(groupsOf(graph.partsOf(['s1']))).toEqual(['a', 'b c'])

    graph.setGrounds('b', ['c', 'gone'])
    expect(groupsOf(graph.partsOf(['s1', 's2']))).toEqual(['a b', 'c'])
  })
})

describe('whatever is in it', () => {
  const STORIES = ['s1', 's2', 's3', 's4']
  /** Grounds are such as were reported before, are gone, or are unknown. */
  const world = fc
    .record({
      entries: fc.array(
        fc.record({
          minute: fc.nat(5),
          storyId: fc.constantFrom(...STORIES),
          grounds: fc.option(fc.array(fc.nat(11), { maxLength: 3 }), { nil: undefined }),
          isGone: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
        }),
        { maxLength: 12 },
      ),
      fixed: fc.subarray(STORIES, { maxLength: 1 }),
      order: fc.shuffledSubarray(STORIES, { minLength: STORIES.length }),
    })
    .map(({ entries, fixed, order }) => {
      const bare = entries.map(({ minute, storyId }, n) => anEntry(`e${n}`, minute, storyId))
      const all = bare.map((entry, n) => {
        const { grounds, isGone } = entries[n] ?? {}
        const earlier = bare.filter((other) => isBefore(other, entry))
        const known = grounds?.flatMap((at) => earlier[at % Math.max(1, earlier.length)]?.entryId ?? [])
        return { ...entry, ...(known && { grounds: [...new Set(known), ...(isGone ? ['gone'] : [])] }) }
      })
      return { all, fixed, order }
    })

  /** Each entry with the first of those it is tied to. */
  function byHand(all: readonly Candidate[], fixed: readonly string[]): string[] {
    const group = new Map(all.map(({ entryId }) => [entryId, entryId]))
    const unite = (a: string, b: string) => {
      const [from, to] = [group.get(a), group.get(b)]
      for (const [id, of] of group) if (of === from) group.set(id, to as string)
    }
    const isHeld = ({ storyId, grounds }: Candidate) =>
      fixed.includes(storyId) || !grounds?.every((id) => group.has(id))
    for (const entry of all) {
      if (!isHeld(entry)) for (const id of entry.grounds ?? []) unite(entry.entryId, id)
      else
        for (const other of all)
          if (other.storyId === entry.storyId && isHeld(other)) unite(entry.entryId, other.entryId)
    }
    const inOrder = all.toSorted(byReport).map(({ entryId }) => entryId)
    return [...Map.groupBy(inOrder, (id) => group.get(id)).values()].map((ids) => ids.join(' ')).sort()
  }

  test('each entry is in one part, the same as by hand, in whatever order stories are added', () => {
    fc.assert(
      fc.property(world, ({ all, fixed, order }) => {
        const graph = createStoryGraph()
        const stories = storiesOf(all, fixed)
        for (const id of order) graph.add(stories.filter(({ storyId }) => storyId === id))
        for (const { anchors } of graph.partsOf(STORIES)) expect(anchors).toEqual(anchors.toSorted())

        expect(groupsOf(graph.partsOf(STORIES))).toEqual(byHand(all, fixed))
        expect(groupsOf(graphOf(all, fixed).partsOf(order))).toEqual(byHand(all, fixed))
      }),
    )
  })

  test('grounds that are set are as if they had been known', () => {
    fc.assert(
      fc.property(world, fc.nat(11), ({ all, fixed }, at) => {
        const changed = all[at]
        fc.pre(changed?.grounds !== undefined && !fixed.includes(changed.storyId))
        const graph = graphOf(
          all.map((entry) => (entry === changed ? { ...entry, grounds: ['gone'] } : entry)),
          fixed,
        )

        graph.setGrounds(changed.entryId, changed.grounds)

        expect(groupsOf(graph.partsOf(STORIES))).toEqual(byHand(all, fixed))
      }),
    )
  })
})
