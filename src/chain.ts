/** Its neighbours while it is in a chain, which alone writes them: of one place at a time. */
export interface InChain<Item> {
  before?: Item | undefined
  behind?: Item | undefined
}

/** Items in the order in which they came. */
export interface Chain<Item> {
  /** It is the last one, also if it was there. */
  add(item: Item): void
  /** Nothing happens to one that is not there. */
  delete(item: Item): void
  first(): Item | undefined
  /** Takes out the first; undefined when there is none. */
  take(): Item | undefined
  clear(): void
}

/**
 * Whatever leaves is garbage at once. A Set would have to be walked through from its begin for each item, past the places of
 * all that left, which of 60,000 took 24 µs; and each of its tables points to the next, so that one which has grown old, or
 * which a walk that goes on holds, would keep all that came after it.
 */
export function createChain<Item extends InChain<Item>>(): Chain<Item> {
  let first: Item | undefined
  let last: Item | undefined

  function remove(item: Item): void {
    const { before, behind } = item
    if (before === undefined && first !== item) return
    if (before) before.behind = behind
    else first = behind
    if (behind) behind.before = before
    else last = before
    item.before = undefined
    item.behind = undefined
  }

  return {
    add(item) {
      remove(item)
      item.before = last
      if (last) last.behind = item
      else first = item
      last = item
    },
    delete: remove,
    first: () => first,
    take() {
      const item = first
      if (item) remove(item)
      return item
    },
    clear() {
      while (first) remove(first)
    },
  }
}
