import type { ListId, StoryId } from '../model/index.ts'

type Orders = readonly { readonly at: number; readonly storyIds: readonly StoryId[] }[]

const KEEP_MS = 60_000
/** A day of a list of 40 is about 200 kB once read. */
const MAX_DAYS = 60

/** Orders of a list's day, read once a minute however many stories' curves are drawn from them. */
export function createRecentOrders(
  read: (listId: ListId, date: string) => Promise<Orders>,
  now: () => number,
): { orders(listId: ListId, date: string): Promise<Orders> } {
  const known = new Map<string, { readAt: number; orders: Promise<Orders> }>()
  return {
    orders(listId, date) {
      const key = `${listId} ${date}`
      const held = known.get(key)
      if (held && Math.abs(now() - held.readAt) < KEEP_MS) return held.orders
      known.delete(key)
      if (known.size >= MAX_DAYS) known.delete(known.keys().next().value ?? '')
      const orders = read(listId, date)
      known.set(key, { readAt: now(), orders })
      orders.catch(() => known.delete(key))
      return orders
    },
  }
}
