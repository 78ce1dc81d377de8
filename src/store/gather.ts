interface Waiting<Item, Reply> {
  readonly item: Item
  resolve(reply: Reply): void
  reject(error: unknown): void
}

export interface GatherOptions {
  /** Longest wait of an item for company, ms. */
  readonly waitMs: number
  /** So many leave at once. */
  readonly most: number
}

/**
 * Sends items that come about within `waitMs` of each other together: many small commits then cost one command. Each
 * caller gets the reply to its own item; an error reaches all that were sent together.
 */
export function gather<Item, Reply>(
  send: (items: readonly Item[]) => Promise<readonly Reply[]>,
  { waitMs, most }: GatherOptions,
): (item: Item) => Promise<Reply> {
  let waiting: Waiting<Item, Reply>[] = []
  let timer: NodeJS.Timeout | undefined
  const leave = () => {
    clearTimeout(timer)
    const batch = waiting
    waiting = []
    send(batch.map(({ item }) => item)).then(
      (replies) => {
        for (const [index, { resolve }] of batch.entries()) resolve(replies[index] as Reply)
      },
      (error: unknown) => {
        for (const { reject } of batch) reject(error)
      },
    )
  }
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (waiting.length >= most) leave()
      else if (waiting.length === 1) timer = setTimeout(leave, waitMs)
    })
}
