import { expect, test, vi } from 'vitest'
import { createRecentOrders } from '../../../src/app/recent-orders.ts'

test('a day is read once a minute, however many ask', async () => {
  let now = 0
  const read = vi.fn(async () => [{ at: 1, storyIds: ['a'] }])
  const recent = createRecentOrders(read, () => now)

  await Promise.all([recent.orders('top', '2026-03-01'), recent.orders('top', '2026-03-01')])
  expect(read).toHaveBeenCalledTimes(1)
  await recent.orders('world', '2026-03-01')
  expect(read).toHaveBeenCalledTimes(2)
  now = 60_000
  expect(await recent.orders('top', '2026-03-01')).toEqual([{ at: 1, storyIds: ['a'] }])
  expect(read).toHaveBeenCalledTimes(3)
})

test('a failed reading is not kept', async () => {
  const read = vi.fn().mockRejectedValueOnce(new Error('away')).mockResolvedValueOnce([])
  const recent = createRecentOrders(read, () => 0)

  await expect(recent.orders('top', '2026-03-01')).rejects.toThrow('away')
  expect(await recent.orders('top', '2026-03-01')).toEqual([])
})

test('what was read longest ago gives way', async () => {
  const read = vi.fn(async () => [])
  const recent = createRecentOrders(read, () => 0)
  for (let day = 0; day <= 60; day += 1) await recent.orders('top', String(day))

  await recent.orders('top', '60')
  expect(read).toHaveBeenCalledTimes(61)
  await recent.orders('top', '0')
  expect(read).toHaveBeenCalledTimes(62)
})
