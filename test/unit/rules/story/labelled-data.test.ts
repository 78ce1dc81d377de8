import { describe, expect, test } from 'vitest'
import { canonicalUrl } from '../../../../src/rules/identity/canonical-url.ts'
import { evaluateStories } from '../../../../src/rules/story/evaluate-stories.ts'
import { sameStory } from '../../../../src/rules/story/same-story.ts'
import { eventsInBackground, hasLabelledData, readLabelled } from '../../../quality/sets.ts'
import { BACKGROUND } from '../../../support/headlines/background.ts'
import { streamStories } from '../../../support/memory-stories.ts'
import { report } from '../support/make.ts'

if (!hasLabelledData)
  console.warn('labelled data missing (../shared/data/stories): quality of clustering is not measured')

const NO_STATISTICS = { documentCount: 0, documentFrequency: [] }

describe.skipIf(!hasLabelledData)('on the labelled data', () => {
  test('every pair of URLs is judged right', () => {
    const wrong = rowsOf('url-pairs.tsv').filter(
      ([expected, a = '', b = '']) => (canonicalUrl(a) === canonicalUrl(b)) !== (expected === 'same'),
    )

    expect(wrong).toEqual([])
  })

  test('at least 50 of 53 pairs of titles are judged right', () => {
    const right = rowsOf('title-pairs.tsv').filter(([, expected, a = '', b = '']) => {
      const verdict = sameStory(report(a), report(b, { publisher: 'Hill Post' }), NO_STATISTICS)
      return verdict.same === (expected !== 'diff')
    })

    expect(right.length).toBeGreaterThanOrEqual(50)
  })

  test('a day of English headlines: BCubed F1 at least .72, precision at least .92', async () => {
    const { bcubed } = evaluateStories(await streamStories(readLabelled('uci-dev.ndjson')))

    expect(bcubed.f1).toBeGreaterThanOrEqual(0.72)
    expect(bcubed.precision).toBeGreaterThanOrEqual(0.92)
  })

  test('Chinese events among 5,200 other headlines: BCubed F1 at least .86, precision at least .92', async () => {
    const lines = eventsInBackground(BACKGROUND.count)

    const { bcubed, background: count } = evaluateStories(await streamStories(lines))

    expect(count).toBe(BACKGROUND.count)
    expect(bcubed.f1).toBeGreaterThanOrEqual(0.86)
    expect(bcubed.precision).toBeGreaterThanOrEqual(0.92)
  })

  test('exact copies end in one story in any order', async () => {
    const lines = readLabelled('zh-events.ndjson').flatMap((line) => {
      const entry = JSON.parse(line)
      const copy = { ...entry, id: `${entry.id}-copy`, publisher: 'Hill Post', url: `${entry.url}-copy` }
      return [line, JSON.stringify(copy)]
    })
    for (const order of [lines, [...lines].reverse()]) {
      const storyOf = new Map((await streamStories(order)).map(({ id, story }) => [id, story]))
      const split = [...storyOf].filter(
        ([id, story]) => !id.endsWith('-copy') && story !== storyOf.get(`${id}-copy`),
      )

      expect(split).toEqual([])
    }
  })
})

function rowsOf(file: string): string[][] {
  return readLabelled(file).map((line) => line.split('\t'))
}
