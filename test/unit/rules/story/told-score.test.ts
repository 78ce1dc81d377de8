import { expect, test } from 'vitest'
import { toldScore } from '../../../../src/rules/story/told-score.ts'

test.each([
  [0.31, '0.31 ≥ 0.28'],
  [0.28, '0.28 ≥ 0.28'],
  [0.05, '0.05 < 0.28'],
  [0.279, '0.279 < 0.280'],
  [0.27996, '0.27996 < 0.28000'],
])('%d is never told as equal to a limit that it misses', (score, told) => {
  expect(toldScore(score, 0.28)).toBe(told)
})
