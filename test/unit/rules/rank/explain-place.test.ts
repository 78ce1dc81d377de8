import { describe, expect, test } from 'vitest'
import { explainPlace, type Standing } from '../../../../src/rules/rank/explain-place.ts'
import { DAY, makeList, makeStory, NOW } from '../support/make.ts'

const place = (patch: Partial<Standing> = {}) =>
  explainPlace({
    list: makeList({ minOrigins: 2, size: 2, perPublisher: 1, windowMs: DAY }),
    story: makeStory({ id: 's', leadPublisherId: 'p9', leadPublisherName: 'Ninth' }),
    publisherCount: 1,
    rank: undefined,
    items: [
      { storyId: 'a', title: 'A', leadId: 'p1' },
      { storyId: 'b', title: 'B', leadId: 'p2' },
    ],
    ranked: [
      { storyId: 'a', heat: 12 },
      { storyId: 'b', heat: 11 },
      { storyId: 's', heat: 10 },
    ],
    heat: 10,
    now: NOW,
    ...patch,
  })

describe('why a story stands where it does', () => {
  test('its rank, and by how much hotter the one above is', () => {
    expect(place({ rank: 2, items: [{ storyId: 'b', title: 'B', leadId: 'p2' }] })).toEqual({
      gate: 'none',
      verdict: 'number 2 of the newest edition',
      above: { storyId: 'b', title: 'B', factor: 2 },
    })
    expect(place({ rank: 1 })).toEqual({
      gate: 'none',
      verdict: 'number 1 of the newest edition',
      below: { storyId: 'b', title: 'B', factor: 2 },
    })
  })

  test.each<[string, Partial<Standing>, RegExp]>([
    ['competes', { story: makeStory({ listIds: [] }) }, /does not compete/],
    [
      'competes',
      { story: makeStory({ listIds: [] }), whyOutside: 'of one entry 1 in none of its channels (sports)' },
      /^does not compete: of one entry 1 in none of its channels \(sports\)$/,
    ],
    ['origins', { story: makeStory({ originCount: 1 }) }, /1 independent origin, 2 are needed/],
    [
      'origins',
      { story: makeStory({ originCount: 1 }), publisherCount: 9 },
      /1 independent origin among 9 publishers, 2 are needed/,
    ],
    ['window', { story: makeStory({ lastReportedAt: NOW - 2 * DAY }) }, /older than the window/],
    ['heat', { heat: undefined }, /too little heat/],
    [
      'diversity',
      { story: makeStory({ leadPublisherId: 'p1', leadPublisherName: 'First' }) },
      /behind 1 story led by First; the list takes 1/,
    ],
    ['size', {}, /ranked at place 3; the list shows 2/],
    ['size', { ranked: [{ storyId: 'a', heat: 12 }] }, /below place 1; the list shows 2/],
    ['next_edition', { items: [] }, /next one may show it/],
  ])('or the gate that shut it out: %s', (gate, patch, verdict) => {
    const found = place(patch)

    expect(found.gate).toBe(gate)
    expect(found.verdict).toMatch(verdict)
  })

  test('below the list, how much is missing to its last place', () => {
    expect(place().above).toEqual({ storyId: 'b', title: 'B', factor: 2 })
  })

  test('hotter than the last of a full list it comes with the next edition', () => {
    const ranked = [
      { storyId: 'a', heat: 12 },
      { storyId: 's', heat: 11.5 },
      { storyId: 'b', heat: 11 },
    ]

    expect(place({ ranked, heat: 11.5 }).gate).toBe('next_edition')
    // Of those before it some are kept out, so that its place among all says nothing.
    const kept = [{ storyId: 'x', heat: 13 }, { storyId: 'y', heat: 13 }, ...ranked]
    expect(place({ ranked: kept, heat: 11.5 }).gate).toBe('next_edition')
    // Where the order is not of heat its place is all there is to tell by.
    const list = makeList({ minOrigins: 2, size: 2, perPublisher: 1, kind: 'latest' })
    expect(place({ list, ranked, heat: 11.5 }).gate).toBe('next_edition')
  })

  test('no factor where the order is not of heat', () => {
    const list = makeList({ minOrigins: 2, size: 2, perPublisher: 1, kind: 'latest' })

    expect(place({ list }).above).toMatchObject({ storyId: 'b', factor: undefined })
  })
})
