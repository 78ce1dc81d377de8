import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BACK_OFFS, backOffMs, type FailureClass } from '../../../../src/rules/polling/back-off.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const LIMITS = { minIntervalMs: 10 * MINUTE, defaultIntervalMs: 30 * MINUTE, maxIntervalMs: DAY }
const CLASSES = Object.keys(BACK_OFFS) as FailureClass[]
const PAGE = resolve(import.meta.dirname, '../../../../docs/politeness.md')

function inWords(ms: number): string {
  if (ms < HOUR) return `${ms / MINUTE} min`
  return ms < DAY ? `${ms / HOUR} h` : `${ms / DAY} d`
}

test('the page says of every class of failure what the program does', () => {
  const rows = readFileSync(PAGE, 'utf8')
    .split('\n')
    .filter((line) => /^\| `[a-z_]+`:/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()))
  const written = new Map(rows.map((cells) => [/^`([a-z_]+)`/.exec(cells[1] ?? '')?.[1], cells]))

  for (const name of CLASSES) {
    const [, , first, second, longest, because] = written.get(name) ?? []
    const waits = [1, 2, 60].map((n) => inWords(backOffMs(name, n, LIMITS)))
    expect({ name, waits: [first, second, longest], because }).toEqual({
      name,
      waits,
      because: BACK_OFFS[name].because,
    })
  }
  expect([...written.keys()].filter((name) => name !== 'gone').sort()).toEqual([...CLASSES].sort())
})

test('a wait never shrinks from one failure to the next, and stays between the floor and seven days', () => {
  const ms = fc.integer({ min: 1_000, max: 30 * DAY })
  fc.assert(
    fc.property(fc.constantFrom(...CLASSES), fc.nat(100), ms, ms, ms, (name, n, min, usual, max) => {
      const limits = { minIntervalMs: Math.min(min, 7 * DAY), defaultIntervalMs: usual, maxIntervalMs: max }
      const wait = backOffMs(name, n + 1, limits)
      expect(backOffMs(name, n + 2, limits)).toBeGreaterThanOrEqual(wait)
      expect(wait).toBeGreaterThanOrEqual(limits.minIntervalMs)
      expect(wait).toBeLessThanOrEqual(7 * DAY)
    }),
  )
})
