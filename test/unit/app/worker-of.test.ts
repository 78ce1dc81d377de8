import { expect, test } from 'vitest'
import { levelOf } from '../../../src/app/worker-of.ts'

test('a ranking that changed nothing is not told of', () => {
  const ranked = (ranking: string) => levelOf({ outcome: 'done', fields: { list_id: 'top', ranking } })

  expect([ranked('frozen'), ranked('unchanged')]).toEqual(['info', 'debug'])
})

test('attempts are told of, waiting for a turn is not', () => {
  const waiting = { outcome: 'again', fields: { delivery: 'lane', delivery_attempt: undefined } } as const
  const failed = { outcome: 'again', fields: { delivery: 'retry', delivery_attempt: 1 } } as const
  const done = { outcome: 'done', fields: {} } as const

  expect([waiting, failed, done].map((line) => levelOf(line))).toEqual(['debug', 'info', 'info'])
  expect(levelOf(done, 'debug')).toBe('debug')
})
