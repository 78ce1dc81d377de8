/** Items that are looked at one after the other, round after round. */
export interface Rounds<Item> {
  /** It is looked at last. */
  add(item: Item): void
  delete(item: Item): void
  /** Takes out the one that has waited longest; undefined when there is none. */
  take(): Item | undefined
  clear(): void
}

/**
 * One walk goes through them all. Whoever begins anew each time, as with `items.values().next()`, goes through all places
 * that are empty since others left: of 60,000 items, that took 24 µs an item.
 */
export function createRounds<Item>(): Rounds<Item> {
  const items = new Set<Item>()
  let walk = items.values()
  return {
    add(item) {
      items.add(item)
    },
    delete(item) {
      items.delete(item)
    },
    take() {
      let next = walk.next()
      if (next.done) {
        walk = items.values()
        next = walk.next()
      }
      if (next.done) return undefined
      items.delete(next.value)
      return next.value
    },
    clear() {
      items.clear()
    },
  }
}
