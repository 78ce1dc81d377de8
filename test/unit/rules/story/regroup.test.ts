import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Candidate } from '../../../../src/model/index.ts'
import { regroup } from '../../../../src/rules/story/regroup.ts'
import { byReport } from '../../../../src/rules/story/report-order.ts'
import type { Part } from '../../../../src/rules/story/story-graph.ts'
import { MINUTE, NOW, report } from '../support/make.ts'

const { fingerprint } = report('Typhoon makes landfall')

/** Written `story:entry`; of one part in the order of their reports. */
function aPart(entries: string, anchors: readonly string[] = []): Part {
  return {
    anchors,
    entries: entries
      .split(' ')
      .filter((each) => each !== '')
      .map((each): Candidate => {
        const [storyId = '', entryId = ''] = each.split(':')
        // `a` is told first, then `b`.
        const reportedAt = NOW + entryId.charCodeAt(0) * MINUTE
        return { entryId, storyId, publisherId: 'p1', reportedAt, fingerprint }
      }),
  }
}

const told = (parts: readonly Part[]) => {
  const { moves, mergers } = regroup(parts)
  return {
    moves: moves.map(
      ({ from, to, entryIds }) => `${entryIds.join(' ')} from ${from} to ${to ?? 'a new one'}`,
    ),
    mergers: mergers.map((pair) => pair.join(' + ')),
  }
}

test('stories that are what they come to are left alone', () => {
  expect(told([aPart('s1:a s1:b'), aPart('s2:c'), aPart('s3:d s3:e', ['s3'])])).toEqual({
    moves: [],
    mergers: [],
  })
  expect(told([])).toEqual({ moves: [], mergers: [] })
})

describe('a story in several parts', () => {
  test('stays the story of the one that holds most of it', () => {
    expect(told([aPart('s1:a'), aPart('s1:b s1:c')]).moves).toEqual(['a from s1 to a new one'])
  })

  test('of equals that of what was reported first', () => {
    expect(told([aPart('s1:b'), aPart('s1:a')]).moves).toEqual(['b from s1 to a new one'])
    expect(told([aPart('s1:a'), aPart('s1:b')]).moves).toEqual(['b from s1 to a new one'])
    const ofOneTime = [aPart('s1:ab'), aPart('s1:aa')]
    expect(told(ofOneTime).moves).toEqual(['ab from s1 to a new one'])
    expect(told(ofOneTime.toReversed()).moves).toEqual(['ab from s1 to a new one'])
  })

  test('of what nobody can part from it, however little that is', () => {
    expect(told([aPart('s1:a s1:b s1:c'), aPart('s1:d', ['s1'])]).moves).toEqual([
      'a b c from s1 to a new one',
    ])
    expect(told([aPart('s1:d', ['s1']), aPart('s1:a s1:b s1:c')]).moves).toEqual([
      'a b c from s1 to a new one',
    ])
  })

  test('gives entries to the story that they are part of', () => {
    expect(told([aPart('s1:a s1:b'), aPart('s2:c s2:d s1:e')])).toEqual({
      moves: ['e from s1 to s2'],
      mergers: [],
    })
  })
})

test('stories of one part become one, the smallest id first', () => {
  expect(told([aPart('s3:a s1:b s2:c')])).toEqual({ moves: [], mergers: ['s1 + s3', 's1 + s2'].sort() })
  expect(told([aPart('s2:a', ['s1', 's2'])]).mergers).toEqual(['s1 + s2'])
})

test('who leaves two stories for a new one shares it, and each move tells what stays and what it is part of', () => {
  const [first, second] = [aPart('s1:a s1:b'), aPart('s2:c s2:d')]
  const fresh = aPart('s1:e s2:f s1:g')

  const { moves } = regroup([first, fresh, second])

  expect(moves).toEqual([
    { from: 's1', home: first, to: undefined, part: fresh, entryIds: ['e', 'g'] },
    { from: 's2', home: second, to: undefined, part: fresh, entryIds: ['f'] },
  ])
  expect(moves[0]?.part).toBe(moves[1]?.part)
})

test('a story takes what leaves another and becomes one with a third', () => {
  expect(told([aPart('s1:a s1:b'), aPart('s1:c s2:d s3:e')])).toEqual({
    moves: ['c from s1 to s2'],
    mergers: ['s2 + s3'],
  })
})

describe('whatever stories come to', () => {
  const STORIES = ['s1', 's2', 's3', 's4']
  /** Entries in stories and, apart from that, in parts; a story may be anchored in the part that holds its first entry. */
  const world = fc
    .record({
      entries: fc.array(
        fc.record({ storyId: fc.constantFrom(...STORIES), part: fc.nat(4), minute: fc.nat(6) }),
        { maxLength: 14 },
      ),
      anchored: fc.subarray(STORIES),
    })
    .map(({ entries, anchored }) => {
      const all = entries.map(({ storyId, part, minute }, n) => ({
        part,
        entry: {
          entryId: `e${n}`,
          storyId,
          publisherId: 'p1',
          reportedAt: NOW + minute * MINUTE,
          fingerprint,
        },
      }))
      const homes = anchored.map((id) => [id, all.find(({ entry }) => entry.storyId === id)?.part] as const)
      return [...Map.groupBy(all, ({ part }) => part)].map(([number, held]): Part => {
        const anchors = homes.flatMap(([id, home]) => (home === number ? [id] : []))
        return { anchors, entries: held.map(({ entry }) => entry).sort(byReport) }
      })
    })

  /** What is done is done: the story that each entry is in then. */
  function apply(parts: readonly Part[]) {
    const { moves, mergers } = regroup(parts)
    const storyOf = new Map(
      parts.flatMap(({ entries }) => entries.map(({ entryId, storyId }) => [entryId, storyId])),
    )
    const begun = new Map<Part, string>()
    for (const { from, to, part, entryIds } of moves) {
      if (to === undefined && !begun.has(part)) begun.set(part, `new ${begun.size}`)
      for (const id of entryIds) {
        expect(storyOf.get(id)).toBe(from)
        storyOf.set(id, to ?? (begun.get(part) as string))
      }
    }
    for (const [to, gone] of mergers) for (const [id, of] of storyOf) if (of === gone) storyOf.set(id, to)
    return { storyOf, moves, mergers }
  }

  test('each part is one story in the end, and each story one part', () => {
    fc.assert(
      fc.property(world, (parts) => {
        const { storyOf } = apply(parts)
        const ends = parts.map(({ entries }) => new Set(entries.map(({ entryId }) => storyOf.get(entryId))))

        for (const end of ends) expect(end.size).toBe(1)
        expect(new Set(ends.flatMap((end) => [...end])).size).toBe(parts.length)
      }),
    )
  })

  test('no story loses the larger part of itself, nor what is held to it', () => {
    fc.assert(
      fc.property(world, (parts) => {
        const { moves } = apply(parts)
        for (const { from, home, entryIds } of moves) {
          const kept = home.entries.filter(({ storyId }) => storyId === from)
          if (!home.anchors.includes(from)) expect(kept.length).toBeGreaterThanOrEqual(entryIds.length)
          for (const { anchors, entries } of parts) {
            if (anchors.includes(from)) expect(entries).toEqual(home.entries)
          }
        }
      }),
    )
  })

  test('once it is done nothing is left to do', () => {
    fc.assert(
      fc.property(world, (parts) => {
        const { storyOf, mergers } = apply(parts)
        const survivorOf = (id: string) => mergers.find(([, gone]) => gone === id)?.[0] ?? id
        const done = parts.map(({ anchors, entries }) => ({
          anchors: [...new Set(anchors.map(survivorOf))],
          entries: entries.map((entry) => ({ ...entry, storyId: storyOf.get(entry.entryId) as string })),
        }))

        expect(told(done)).toEqual({ moves: [], mergers: [] })
      }),
    )
  })
})
