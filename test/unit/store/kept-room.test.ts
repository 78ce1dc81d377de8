import { expect, test } from 'vitest'
import { roomFor } from '../../../src/store/kept-room.ts'

const GB = 2 ** 30

test.each([
  { heap: 4 * GB, room: 250_000 },
  { heap: 16 * GB, room: 250_000 },
  { heap: GB, room: 62_500 },
  { heap: 1, room: 1 },
])('a heap of $heap bytes keeps $room of 250,000', ({ heap, room }) => {
  expect(roomFor(250_000, heap)).toBe(room)
})

test('what nobody names is the heap of this process', () => {
  expect(roomFor(1_000)).toBeGreaterThan(0)
  expect(roomFor(1_000)).toBeLessThanOrEqual(1_000)
})
