import { expect, test } from 'vitest'
import { createReconcile } from '../../../src/stages/reconcile.ts'
import { MINUTE, NOW } from './given.ts'

function aReconcile(overdue: string[]) {
  const seen = { asked: [] as number[], restored: [] as string[], ranked: [] as string[] }
  const reconcile = createReconcile({
    async overdueDeliveries(before, limit) {
      seen.asked.push(before)
      return overdue.slice(0, limit)
    },
    async restoreDeliveries(ids) {
      seen.restored.push(...ids)
      return ids.length - 1
    },
    async enqueueRank(listId) {
      seen.ranked.push(listId)
    },
    now: () => NOW,
    listIds: ['top', 'sports'],
    graceMs: MINUTE,
  })
  return { reconcile, ...seen }
}

test('deliveries that are late by more than the grace get their jobs back', async () => {
  const { reconcile, asked, restored } = aReconcile(['e1.s1', 'e2.s1'])

  await expect(reconcile.deliveries()).resolves.toEqual({ overdue: 2, restored: 1 })
  expect(asked).toEqual([NOW - MINUTE])
  expect(restored).toEqual(['e1.s1', 'e2.s1'])
})

test('when nothing is late no job is looked at', async () => {
  const { reconcile, restored } = aReconcile([])

  await expect(reconcile.deliveries()).resolves.toEqual({ overdue: 0, restored: 0 })
  expect(restored).toEqual([])
})

test('every list is ranked from time to time: windows close though nothing is reported', async () => {
  const { reconcile, ranked } = aReconcile([])

  await expect(reconcile.lists()).resolves.toBe(2)
  expect(ranked).toEqual(['top', 'sports'])
})
