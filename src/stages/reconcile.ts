import type { DeliveryId } from '../model/index.ts'

export interface ReconcileDeps {
  /** Deliveries still owed whose planned attempt is overdue. */
  overdueDeliveries(before: number, limit: number): Promise<readonly DeliveryId[]>
  /** Adds a job for each delivery that has none, replaces one that failed for good; one that waits runs now. */
  restoreDeliveries(ids: readonly DeliveryId[]): Promise<number>
  enqueueRank(listId: string): Promise<void>
  now(): number
  readonly listIds: readonly string[]
  /** How late an attempt may be before its job counts as lost. */
  readonly graceMs: number
}

const BATCH = 1_000

/**
 * Puts back what a crash, an eviction or an operator took from the queues: the ledger and the lists are the truth, jobs
 * only carry it along.
 */
export function createReconcile(deps: ReconcileDeps) {
  return {
    async deliveries(): Promise<{ overdue: number; restored: number }> {
      const ids = await deps.overdueDeliveries(deps.now() - deps.graceMs, BATCH)
      return { overdue: ids.length, restored: ids.length > 0 ? await deps.restoreDeliveries(ids) : 0 }
    },
    /** Lists also change with time alone: windows close. */
    async lists(): Promise<number> {
      for (const id of deps.listIds) await deps.enqueueRank(id)
      return deps.listIds.length
    },
  }
}
