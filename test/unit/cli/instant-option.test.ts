import { expect, test } from 'vitest'
import { instantOption } from '../../../src/cli/instant-option.ts'

const NOW = Date.parse('2026-11-24T12:00:00Z')

test.each([
  ['6h', '2026-11-24T06:00:00.000Z'],
  ['90m', '2026-11-24T10:30:00.000Z'],
  ['90s', '2026-11-24T11:58:30.000Z'],
  ['1.5h', '2026-11-24T10:30:00.000Z'],
  ['2d', '2026-11-22T12:00:00.000Z'],
  ['2026-11-24T08:00:00+08:00', '2026-11-24T00:00:00.000Z'],
  ['2026-11-24', '2026-11-24T00:00:00.000Z'],
])('%s is %s', (text, expected) => {
  expect(new Date(instantOption(text)(NOW)).toISOString()).toBe(expected)
})

test.each(['yesterday', '6', '6w', '2026-11-24T08:00:00', '2026-02-31T25:00:00Z', ''])(
  '%j is refused',
  (text) => {
    expect(() => instantOption(text)).toThrow('expected a time such as')
  },
)
