import { describe, expect, test } from 'vitest'
import { levelOfPoll } from '../../../src/app/level-of-poll.ts'
import type { ViolationKind } from '../../../src/model/index.ts'

const MINUTE = 60_000
const poll = { failureCount: 0, outcome: 'not_modified' as const, violations: [] }
const violating = (...kinds: ViolationKind[]) => ({
  ...poll,
  violations: kinds.map((kind) => ({ kind, sentence: 'asked twice within 4 s' })),
})

describe('a poll is logged', () => {
  test.each([
    ['quietly when nothing is new', poll, 'debug'],
    ['when something is', { ...poll, outcome: 'changed' as const }, 'info'],
    ['when it moved the source', { ...poll, movedTo: 'https://e.com/feed' }, 'info'],
    ['when it ended the source', { ...poll, error: 'merged' }, 'info'],
    ['when it came too soon', violating('early'), 'info'],
    ['when it fails', { ...poll, outcome: 'timeout' as const, failureCount: 2 }, 'info'],
    ['as a warning when that lasts', { ...poll, outcome: 'timeout' as const, failureCount: 3 }, 'warn'],
  ])('%s', (_, line, level) => {
    expect(levelOfPoll(line, { minIntervalMs: 10 * MINUTE })).toBe(level)
  })

  test.each([
    ['quietly when it came as soon as the configuration has it', ['double'], 'debug'],
    ['when it broke another rule as well', ['early', 'latched'], 'info'],
  ] as const)('%s', (_, kinds, level) => {
    expect(levelOfPoll(violating(...kinds), { minIntervalMs: 5_000 })).toBe(level)
  })
})
