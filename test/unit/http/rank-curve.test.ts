import { describe, expect, test } from 'vitest'
import { presentRanks, upToNow } from '../../../src/http/rank-curve.ts'
import { createWords } from '../../../src/http/words.ts'
import { fakeList } from '../../support/front-page.ts'

const HOUR = 3_600_000
const NOW = Date.parse('2026-03-01T12:00:00Z')
const wording = createWords('en', 'UTC')
const lists = ['top', 'world', 'sports', 'rising'].map((id) => fakeList(id, id))

describe('the curve of a story’s ranks', () => {
  test('ends where the story stands now, whatever was recorded last', () => {
    const recorded = [
      { listId: 'top', points: [{ at: NOW - HOUR, rank: 6 }] },
      { listId: 'world', points: [{ at: NOW - HOUR, rank: 2 }] },
      { listId: 'sports', points: [{ at: NOW - HOUR, rank: 9 }] },
    ]
    const standings = [
      { listId: 'top', rank: 7 },
      { listId: 'world', rank: 2 },
    ]

    const drawn = presentRanks(upToNow(recorded, standings, NOW), lists, NOW, wording)

    expect(drawn?.lines.map(({ title, text }) => `${title}: ${text.replace(/ \(.*\)/, '')}`)).toEqual([
      'world: No. 2 at best, No. 2 now',
      'top: No. 6 at best, No. 7 now',
      'sports: No. 9 at best, no longer in the list',
    ])
  })

  test('has steps where the rank changes, and gaps where the story was not in the list', () => {
    const drawn = presentRanks(
      [
        {
          listId: 'top',
          points: [
            { at: NOW - 10 * HOUR, rank: 5 },
            { at: NOW - 5 * HOUR, rank: 1 },
            { at: NOW - 4 * HOUR },
            { at: NOW - 2 * HOUR, rank: 3 },
          ],
        },
      ],
      lists,
      NOW,
      wording,
    )

    expect(drawn?.lines).toHaveLength(1)
    expect(drawn?.lines[0]).toMatchObject({
      href: '/lists/top',
      path: 'M34 146H332V14H391.6M510.8 80H630',
      end: { x: 630, y: 80 },
    })
    expect(drawn?.lines[0]?.text).toBe('No. 1 at best (March 1, 2026 at 07:00), No. 3 now')
    expect(drawn?.marks.map(({ text }) => text)).toEqual(['1', '5'])
    expect(drawn?.times.map(({ text }) => text)).toEqual(['02:00 UTC', 'now'])
  })

  test('ends where the story left for good', () => {
    const drawn = presentRanks(
      [{ listId: 'top', points: [{ at: NOW - 2 * HOUR, rank: 2 }, { at: NOW - HOUR }] }],
      lists,
      NOW,
      wording,
    )

    expect(drawn?.lines[0]?.end).toBeUndefined()
    expect(drawn?.lines[0]?.text).toContain('no longer in the list')
  })

  test('shows the three lists it stood highest in, and none that is not published', () => {
    const at = NOW - HOUR
    const drawn = presentRanks(
      [
        { listId: 'top', points: [{ at, rank: 9 }] },
        { listId: 'world', points: [{ at, rank: 4 }] },
        { listId: 'sports', points: [{ at, rank: 2 }] },
        { listId: 'rising', points: [{ at, rank: 4 }] },
        { listId: 'gone', points: [{ at, rank: 1 }] },
      ],
      lists,
      NOW,
      wording,
    )

    expect(drawn?.lines.map(({ href }) => href)).toEqual(['/lists/sports', '/lists/world', '/lists/rising'])
  })

  test('ranks below the lowest shown share its line', () => {
    const drawn = presentRanks(
      [
        {
          listId: 'top',
          points: [
            { at: NOW - 2 * HOUR, rank: 400 },
            { at: NOW - HOUR, rank: 30 },
          ],
        },
      ],
      lists,
      NOW,
      wording,
    )

    expect(drawn?.lines[0]?.path).toBe('M34 146H332V146H630')
  })

  test.each([
    ['no ranks at all', []],
    ['a list it never was in', [{ listId: 'top', points: [{ at: NOW - HOUR }] }]],
    ['less than the record’s own width', [{ listId: 'top', points: [{ at: NOW - 60_000, rank: 1 }] }]],
  ])('is not drawn of %s', (_, series) => {
    expect(presentRanks(series, lists, NOW, wording)).toBeUndefined()
  })
})
