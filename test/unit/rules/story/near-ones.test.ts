import { describe, expect, test } from 'vitest'
import type { TermStatistics } from '../../../../src/model/index.ts'
import { nearOnes } from '../../../../src/rules/story/near-ones.ts'
import { sameStory } from '../../../../src/rules/story/same-story.ts'
import { DAY, NOW, report } from '../support/make.ts'

const COUNTED: TermStatistics = { documentCount: 0, documentFrequency: [] }

const ERUPTION = report('Volcano erupts near Grindavik, town evacuated overnight', { publisher: 'One' })
const near = (title: string, part: Parameters<typeof report>[1] = {}) => {
  const other = report(title, { publisher: 'Two', ...part })
  return nearOnes(ERUPTION, [other], COUNTED, {}).length > 0
}

test('what reports the same event is near, in the order asked', () => {
  const others = [
    report('Town evacuated overnight as volcano erupts near Grindavik', { publisher: 'Two' }),
    report('Parliament passes the pension reform after a long debate', { publisher: 'Three' }),
    report('Volcano erupts near Grindavik, town evacuated overnight', { publisher: 'Four' }),
  ]

  expect(nearOnes(ERUPTION, others, COUNTED, {})).toEqual([others[0], others[2]])
  expect(nearOnes(ERUPTION, [], COUNTED, {})).toEqual([])
})

describe('without being of the same story by itself', () => {
  test('what nearly reaches the threshold is near, and what does not is not', () => {
    const pair = (threshold: number, other: ReturnType<typeof report>) => ({
      isSame: sameStory(ERUPTION, other, COUNTED, { threshold }).same,
      isNear: nearOnes(ERUPTION, [other], COUNTED, { threshold }).length > 0,
    })
    const other = report('Volcano near Grindavik: flights diverted, ash over Europe', { publisher: 'Two' })
    const thresholds = Array.from({ length: 99 }, (_, n) => (n + 1) / 100)
    const same = thresholds.filter((each) => pair(each, other).isSame)
    const nearly = thresholds.filter((each) => pair(each, other).isNear)

    expect(same.length).toBeGreaterThan(0)
    // A part of the threshold that the pair just reaches: seven tenths.
    expect((nearly.at(-1) as number) * 0.7).toBeCloseTo(same.at(-1) as number, 1)
    expect(nearly.length).toBeGreaterThan(same.length)
    expect(nearly.length).toBeLessThan(thresholds.length)
  })

  test('the same address or title is near whatever else it says', () => {
    const url = 'https://n.example/volcano'
    const told = report('Volcano erupts near Grindavik', { publisher: 'One', url })

    expect(nearOnes(told, [report('Live: latest', { publisher: 'Two', url })], COUNTED, {})).toHaveLength(1)
    expect(nearOnes(told, [report('Live: latest', { publisher: 'Two' })], COUNTED, {})).toEqual([])
    expect(near('VOLCANO ERUPTS NEAR GRINDAVIK, town evacuated overnight!')).toBe(true)
  })
})

test('another place is far, however alike the words', () => {
  const quake = report('Earthquake of magnitude 6.1 kills 40 people in Chile', { publisher: 'One' })
  const other = (place: string) =>
    report(`Earthquake of magnitude 6.1 kills 40 people in ${place}`, { publisher: 'Two' })

  expect(nearOnes(quake, [other('Chile today'), other('Peru')], COUNTED, {})).toEqual([other('Chile today')])
})

test('the longer ago, the less near', () => {
  expect(near('Volcano near Grindavik: flights diverted, ash over Europe')).toBe(true)
  expect(near('Volcano near Grindavik: flights diverted, ash over Europe', { at: NOW + 6 * DAY })).toBe(false)
})
