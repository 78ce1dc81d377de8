import { expect, test } from 'vitest'
import { createPermits } from '../../../src/stages/permits.ts'

test('no more is done at once than there are permits, in the order asked', async () => {
  const permits = createPermits(2)
  const begun: number[] = []
  const ends: (() => void)[] = []
  const all = [0, 1, 2, 3].map((n) =>
    permits(async () => {
      begun.push(n)
      await new Promise<void>((resolve) => ends.push(resolve))
      return n
    }),
  )

  expect(begun).toEqual([0, 1])
  ends[1]?.()
  await all[1]
  await Promise.resolve()
  expect(begun).toEqual([0, 1, 2])
  for (let n = 0; n < 4; n++) {
    ends[n]?.()
    await Promise.resolve()
    await Promise.resolve()
    await Promise.resolve()
  }

  await expect(Promise.all(all)).resolves.toEqual([0, 1, 2, 3])
})

test('work that fails gives its permit back', async () => {
  const permits = createPermits(1)
  const failed = permits(async () => {
    throw new Error('reset')
  })

  await expect(failed).rejects.toThrow('reset')
  await expect(permits(async () => 'done')).resolves.toBe('done')
})
