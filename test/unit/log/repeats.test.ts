import { expect, test } from 'vitest'
import { createRepeats } from '../../../src/log/repeats.ts'

const MINUTE = 60_000

function watching() {
  const told: object[] = []
  const windows: { ms: number; end: () => void }[] = []
  const admit = createRepeats({
    tell: (left) => told.push(left),
    after: (ms, end) => windows.push({ ms, end }),
  })
  const write = (kind: string, times: number) =>
    Array.from({ length: times }, () => admit(kind)).filter(Boolean).length
  return { write, told, windows, endWindow: () => windows.shift()?.end() }
}

test('of one kind five lines are written in a minute, and the others counted when it is over', () => {
  const { write, told, endWindow } = watching()

  expect([write('a', 100), write('b', 3)]).toEqual([5, 3])
  endWindow()
  endWindow()

  expect(told).toEqual([{ kind: 'a', more: 95, overMs: MINUTE }])
})

test('while it goes on the pauses grow, up to a quarter of an hour, and afterwards it is told at once again', () => {
  const { write, windows, endWindow } = watching()
  const lengths: number[] = []

  for (let round = 0; round < 7; round++) {
    write('a', 6)
    lengths.push((windows[0]?.ms ?? 0) / MINUTE)
    endWindow()
  }
  endWindow()

  expect(lengths).toEqual([1, 2, 4, 8, 16, 16, 16])
  expect(write('a', 6)).toBe(5)
  expect(windows.map(({ ms }) => ms)).toEqual([MINUTE])
})
