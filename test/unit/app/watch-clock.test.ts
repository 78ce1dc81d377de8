import { expect, test } from 'vitest'
import { createWatchClock } from '../../../src/app/watch-clock.ts'

function watching(skews: readonly number[]) {
  const left = [...skews]
  const reported: number[] = []
  const warned: number[] = []
  const watch = createWatchClock({
    readSkew: async () => left.shift() ?? 0,
    report: (skewMs) => reported.push(skewMs),
    warn: ({ skew_ms }) => warned.push(skew_ms),
  })
  return { watch, reported, warned }
}

test('a clock that receivers will refuse is told of once, on either side, and again when it goes wrong again', async () => {
  const skews = [0, 59_000, 600_000, 610_000, 1_000, -600_000]
  const { watch, reported, warned } = watching(skews)

  for (const _ of skews) await watch()

  expect(reported).toEqual(skews)
  expect(warned).toEqual([600_000, -600_000])
})
