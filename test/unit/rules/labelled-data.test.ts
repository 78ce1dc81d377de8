import { describe, expect, test } from 'vitest'
import { canonicalUrl } from '../../../src/rules/canonical-url.ts'
import { evaluateStories } from '../../../src/rules/evaluate-stories.ts'
import { sameStory } from '../../../src/rules/same-story.ts'
import { hasLabelledData, readEntries, readRows } from './support/labelled-data.ts'
import { report } from './support/make.ts'
import { streamStories } from './support/memory-index.ts'

if (!hasLabelledData)
  console.warn('labelled data missing (../shared/data/stories): quality of clustering is not measured')

describe.skipIf(!hasLabelledData)('on the labelled data', () => {
  test('every pair of URLs is judged right', () => {
    const wrong = readRows('url-pairs.tsv').filter(
      ([expected, a = '', b = '']) => (canonicalUrl(a) === canonicalUrl(b)) !== (expected === 'same'),
    )

    expect(wrong).toEqual([])
  })

  test('at least 48 of 53 pairs of titles are judged right', () => {
    const rows = readRows('title-pairs.tsv')

    const right = rows.filter(([, expected, a = '', b = '']) => {
      const verdict = sameStory(report(a), report(b, { publisher: 'Hill Post' }), {
        documentCount: 0,
        documentFrequency: {},
      })
      return verdict.same === (expected !== 'diff')
    })

    console.info(`title pairs: ${right.length} of ${rows.length}`)
    expect(right.length).toBeGreaterThanOrEqual(48)
  })

  // Knowing how common the terms of the candidates are, too, is worth two points.
  test.each([
    ['zh-events.ndjson', 'all', 0.9],
    ['zh-events.ndjson', 'own', 0.9],
    ['uci-dev.ndjson', 'all', 0.61],
    ['uci-dev.ndjson', 'own', 0.6],
  ] as const)('%s, statistics of %s terms: BCubed F1 at least %d', (file, statistics, least) => {
    const entries = readEntries(file)

    const placed = streamStories(entries, { statistics })

    const score = evaluateStories(
      placed.map(({ story }, index) => ({ story, event: entries[index]?.event })),
    ).bcubed
    console.info(
      `${file} (${statistics}): P ${score.precision.toFixed(3)} R ${score.recall.toFixed(3)} F1 ${score.f1.toFixed(3)}`,
    )
    expect(score.f1).toBeGreaterThanOrEqual(least)
  })

  test('exact copies end in one story in any order', () => {
    const entries = readEntries('zh-events.ndjson').flatMap((entry) => [
      entry,
      { ...entry, id: `${entry.id}-copy`, publisher: 'Hill Post', url: `${entry.url}-copy` },
    ])
    for (const order of [entries, [...entries].reverse()]) {
      const storyOf = new Map(streamStories(order).map(({ id, story }) => [id, story]))
      const split = entries.filter(
        ({ id }) => !id.endsWith('-copy') && storyOf.get(id) !== storyOf.get(`${id}-copy`),
      )

      expect(split.map(({ title }) => title)).toEqual([])
    }
  })
})
