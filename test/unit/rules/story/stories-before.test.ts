import { describe, expect, test } from 'vitest'
import type { Candidate, Story, TermStatistics } from '../../../../src/model/index.ts'
import { termsOf } from '../../../../src/model/index-fields.ts'
import { storyId } from '../../../../src/rules/ids.ts'
import { storiesBefore, storyBefore } from '../../../../src/rules/story/stories-before.ts'
import { createStoryGraph } from '../../../../src/rules/story/story-graph.ts'
import { DAY, HOUR, MINUTE, makeStory, NOW, report } from '../support/make.ts'

const TYPHOON = 'Typhoon Haikui makes landfall in Fujian'
const COUNTED: TermStatistics = { documentCount: 10, documentFrequency: [3, 0, undefined, 1] }

/** Reported so many minutes after noon. */
function told(
  id: string,
  minute: number,
  story: string,
  grounds?: readonly string[],
  title = TYPHOON,
): Candidate {
  const candidate = report(title, { id, story, publisher: `Paper ${id}`, at: NOW + minute * MINUTE })
  return { ...candidate, ...(grounds && { grounds }) }
}

function asOf(
  entry: Candidate,
  entries: readonly Candidate[],
  stories: readonly Story[] = [],
  candidates = entries,
  statistics = COUNTED,
) {
  const graph = createStoryGraph()
  const all = Map.groupBy(entries, (each) => each.storyId)
  graph.add([...all].map(([id, members]) => ({ storyId: id, members, isFixed: false })))
  return storiesBefore(entry, { candidates, statistics }, graph, (id) =>
    stories.find((story) => story.id === id),
  )
}

const first = told('a', 0, 's1', [])
const second = told('b', 10, 's1', ['a'])
const third = told('c', 20, 's1', ['b'])

describe('stories as they were when an entry was reported', () => {
  test('hold what had been reported, under the id that the first of it gives them', () => {
    const seen = asOf(third, [second, third, told('d', 30, 's1', ['a']), first])
    const id = storyId(NOW, 'a')

    expect(seen.candidates.map((each) => [each.entryId, each.storyId])).toEqual([
      ['b', id],
      ['a', id],
    ])
    expect(seen.story(id)).toMatchObject({ id, firstReportedAt: NOW, entryCount: 2 })
    expect(seen.story(id)?.entries.map(({ entryId }) => entryId)).toEqual(['a', 'b'])
    expect(seen.story('s1')).toBeUndefined()
  })

  test('are two where one that came later has made them one', () => {
    const entries = [first, told('x', 5, 's1', []), third, told('d', 30, 's1', ['a', 'x'])]

    expect(asOf(third, entries).candidates.map((each) => each.storyId)).toEqual([
      storyId(NOW, 'a'),
      storyId(NOW + 5 * MINUTE, 'x'),
    ])
    const later = asOf(told('e', 40, 's1', []), entries)
    expect(new Set(later.candidates.slice(0, 2).map((each) => each.storyId))).toEqual(
      new Set([storyId(NOW, 'a')]),
    )
  })

  test('are known by any entry that was in them, and by none that was not there', () => {
    const seen = asOf(third, [first, second, third], [], [first])

    expect(seen.storyWith('b')?.id).toBe(storyId(NOW, 'a'))
    expect(seen.storyWith('unknown')).toBeUndefined()
  })

  test('are told as they are in the graph, not as they were indexed', () => {
    const gone = told('gone', 1, 's1', [])
    const indexed = { ...first, storyId: 'merged away' }

    expect(asOf(third, [first, third], [], [gone, indexed]).candidates).toMatchObject([
      { entryId: 'a', storyId: storyId(NOW, 'a') },
    ])
  })

  test('count so many candidates as an entry in time is compared with, the best', () => {
    const many = Array.from({ length: 40 }, (_, n) => told(`m${n}`, n, 's1', []))
    const seen = asOf(told('z', 60, 's2', []), many)

    expect(seen.candidates.map(({ entryId }) => entryId)).toEqual(
      many.slice(0, 24).map(({ entryId }) => entryId),
    )
  })
})

test('later are those of the candidates that were reported after it, in the order found', () => {
  const sameTime = told('cc', 20, 's2', [])
  const seen = asOf(third, [told('e', 30, 's2', []), second, told('d', 25, 's1', ['a']), third, sameTime])

  expect(seen.later.map(({ entryId }) => entryId)).toEqual(['e', 'd', 'cc'])
})

describe('what nobody can part', () => {
  const held = told('b', 10, 's1')

  test('is one story, named after the one that holds it and as old as that says', () => {
    const story = makeStory({ id: 's1', firstReportedAt: NOW - 2 * DAY, language: 'is' })
    const seen = asOf(third, [held, third, told('x', 15, 's1', ['expired'])], [story])

    expect(seen.candidates.map((each) => each.storyId)).toEqual(['s1~', 's1~'])
    expect(seen.story('s1~')).toMatchObject({
      firstReportedAt: NOW - 2 * DAY,
      entryCount: 2,
      language: 'is',
    })
  })

  test('began no later than what is at hand', () => {
    const seen = asOf(third, [held, third], [makeStory({ id: 's1', firstReportedAt: NOW + HOUR })])

    expect(seen.story('s1~')?.firstReportedAt).toBe(held.reportedAt)
  })
})

test('a part has the language of its first story and the marks of all', () => {
  const stories = [
    makeStory({ id: 's1', language: 'is', apart: ['x+'] }),
    makeStory({ id: 's2', language: 'fo', apart: ['y-', 'x+'] }),
  ]
  const storyOf = (id: string) => stories.find((story) => story.id === id)
  const part = { entries: [first, told('b', 10, 's2', ['a'])], anchors: [] }

  const story = storyBefore(part, storyOf, () => ({ terms: '', weights: [] }))

  expect(story.language).toBe('is')
  expect(story.apart).toEqual(['x+', 'y-'])
  expect(
    storyBefore(
      { entries: [first], anchors: [] },
      () => undefined,
      () => ({ terms: '', weights: [] }),
    ),
  ).toEqual({
    id: storyId(NOW, 'a'),
    entries: [first],
    firstReportedAt: NOW,
    entryCount: 1,
    apart: [],
  })
})

describe('what a story was about', () => {
  const flood = told('b', 10, 's1', ['a'], 'Flood in Xiamen after typhoon')
  const quake = told('d', 30, 's1', ['a'], 'Earthquake shakes Chile')

  test('its entries of then say, weighed by what is in none but a few', () => {
    const statistics = { documentCount: 100, documentFrequency: termsOf(third.fingerprint).map(() => 2) }
    const seen = asOf(third, [first, flood, third, quake], [], undefined, statistics)
    const about = JSON.stringify(seen.story(storyId(NOW, 'a'))?.profile)

    for (const term of ['flood', 'xiame', 'haiku']) expect(about).toContain(term)
    expect(about).not.toMatch(/earth|chile/)
  })

  test('one entry by itself need not say', () => {
    expect(asOf(second, [first, second]).story(storyId(NOW, 'a'))?.profile).toBeUndefined()
  })

  test('is worked out when somebody asks, and once', () => {
    let count = 0
    const profile = { terms: 'a', weights: [1] }
    const story = storyBefore(
      { entries: [first, flood], anchors: [] },
      () => undefined,
      () => {
        count++
        return profile
      },
    )

    expect(count).toBe(0)
    expect([story.profile, story.profile]).toEqual([profile, profile])
    expect(count).toBe(1)
  })

  test('of a large one every so many of its entries say, of a small one all', () => {
    const titles = ['Flood in Xiamen after typhoon', 'Earthquake shakes Chile']
    const many = (count: number) =>
      Array.from({ length: count }, (_, n) => told(`m${n}`, n, 's1', [], titles[n % 2]))
    const termsOfSome = (members: readonly Candidate[]) =>
      asOf(told('z', 400, 's2', []), members).profileOf(members).terms

    expect(termsOfSome(many(256))).toMatch(/chile/)
    expect(termsOfSome(many(300))).toMatch(/xiame/)
    expect(termsOfSome(many(300))).not.toMatch(/chile/)
  })
})

test('an entry is not among those it is counted with', () => {
  expect(asOf(third, [first]).statistics).toEqual({
    documentCount: 9,
    documentFrequency: [2, 0, undefined, 0],
  })
  const none = { documentCount: 0, documentFrequency: [] }
  expect(asOf(third, [first], [], undefined, none).statistics).toEqual(none)
})
