import { createReconcile } from '../stages/reconcile.ts'
import type { Context } from './context.ts'
import { SECOND } from './running-stage.ts'

/** A delivery so late has no job any more. */
const DELIVERY_GRACE_MS = 60 * SECOND

export function reconcileOf({ config, storage, queues, now }: Context) {
  return createReconcile({
    overdueDeliveries: storage.deliveries.overdue,
    restoreDeliveries: queues.restoreDeliveries,
    enqueueRank: queues.restoreRank,
    now,
    listIds: config.lists.map((list) => list.id),
    graceMs: DELIVERY_GRACE_MS,
  })
}
