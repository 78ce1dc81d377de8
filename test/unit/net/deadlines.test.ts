import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createDeadlines } from '../../../src/net/deadlines.ts'
import { shareGrownOld } from '../../support/old-space.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('each deadline ends at its own time, and one that was met never', () => {
  const deadlines = createDeadlines(100)
  const late: string[] = []

  deadlines.start(() => late.push('first'))
  vi.advanceTimersByTime(40)
  const met = deadlines.start(() => late.push('met'))
  deadlines.start(() => late.push('third'))
  vi.advanceTimersByTime(30)
  met()
  vi.advanceTimersByTime(35)
  const after105 = [...late]
  vi.advanceTimersByTime(40)

  expect(after105).toEqual(['first'])
  expect(late).toEqual(['first', 'third'])
})

test('it goes on after a time with nothing to wait for', () => {
  const deadlines = createDeadlines(100)
  const late: string[] = []
  deadlines.start(() => undefined)()
  vi.advanceTimersByTime(1_000)

  deadlines.start(() => late.push('later'))
  vi.advanceTimersByTime(101)

  expect(late).toEqual(['later'])
})

test('what the requests that were answered knew is collected with the young', async () => {
  const deadlines = createDeadlines(1_000_000)
  const underWay: (() => void)[] = []

  const share = await shareGrownOld(400, (known) => {
    underWay.push(deadlines.start(() => void known.length))
    if (underWay.length > 10) underWay.shift()?.()
  })

  expect(share).toBeLessThan(0.1)
})
