import { expect, test } from 'vitest'
import { describeScore, describeSummary } from '../../../src/cli/replay-report.ts'

const measure = { precision: 1, recall: 1, f1: 1 }

test('one of something is told in the singular', () => {
  const summary = {
    entries: 1,
    stories: 1,
    corroborated: 0,
    rules: { none: 1 },
    entriesPerSecond: 12,
    top: [{ id: 's', title: 'Dam breaks', originCount: 1, entryCount: 1 }],
  }

  expect(describeSummary(summary as never)).toBe(
    [
      '1 entry in 1 story, 0 of them with two origins or more',
      'founded one: 1; joined one by nothing',
      '12 entries per second',
      '1. Dam breaks (1 origin, 1 entry)',
    ].join('\n'),
  )
})

test('without labels there is no score, least of all a full one', () => {
  const score = { bcubed: measure, pairwise: measure, labelled: 0, events: 0 }

  expect(describeScore({ ...score, background: 1, intruders: 0, joined: 0 } as never)).toBe(
    'no line names an event: nothing to measure the stories against',
  )
  expect(describeScore({ ...score, labelled: 1, events: 1, background: 0 } as never)).toMatch(
    /: 1 labelled entry, 1 event$/,
  )
})
