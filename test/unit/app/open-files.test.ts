import { expect, test } from 'vitest'
import { openFilesLimit, openFilesNeeded } from '../../../src/app/open-files.ts'
import { loadConfig } from '../../../src/config.ts'

test('the limit is read where the system tells it', () => {
  const told =
    'Limit      Soft Limit  Hard Limit  Units\nMax open files            1024                 4096                 files\n'

  expect(openFilesLimit(() => told)).toBe(1_024)
  expect(
    openFilesLimit(() => 'Max open files            unlimited            unlimited            files'),
  ).toBeUndefined()
  expect(
    openFilesLimit(() => {
      throw new Error('ENOENT')
    }),
  ).toBeUndefined()
})

test('what the defaults need is within what systems usually allow', () => {
  const needed = openFilesNeeded(loadConfig({ env: {}, cwd: '/nowhere' }))

  expect(needed).toBeGreaterThan(200)
  expect(needed).toBeLessThan(1_024)
})
