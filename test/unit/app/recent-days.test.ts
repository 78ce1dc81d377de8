import { expect, test, vi } from 'vitest'
import { createRecentDays } from '../../../src/app/recent-days.ts'

test('a day is read once a minute, however many ask', async () => {
  let now = 0
  const read = vi.fn(async () => [{ at: 1, storyIds: ['a'] }])
  const recent = createRecentDays(read, () => now)

  await Promise.all([recent('top', '2026-03-01'), recent('top', '2026-03-01')])
  expect(read).toHaveBeenCalledTimes(1)
  await recent('world', '2026-03-01')
  expect(read).toHaveBeenCalledTimes(2)
  now = 60_000
  expect(await recent('top', '2026-03-01')).toEqual([{ at: 1, storyIds: ['a'] }])
  expect(read).toHaveBeenCalledTimes(3)
})

test('a failed reading is not kept', async () => {
  const read = vi.fn().mockRejectedValueOnce(new Error('away')).mockResolvedValueOnce([])
  const recent = createRecentDays(read, () => 0)

  await expect(recent('top', '2026-03-01')).rejects.toThrow('away')
  expect(await recent('top', '2026-03-01')).toEqual([])
})

test('what was read longest ago gives way', async () => {
  const read = vi.fn(async () => [])
  const recent = createRecentDays(read, () => 0)
  for (let day = 0; day <= 60; day += 1) await recent('top', String(day))

  await recent('top', '60')
  expect(read).toHaveBeenCalledTimes(61)
  await recent('top', '0')
  expect(read).toHaveBeenCalledTimes(62)
})
