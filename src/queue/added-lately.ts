import { setTimeout as pause } from 'node:timers/promises'

export interface AddedLatelyDeps {
  /** Adds jobs once more; fails while Redis is away. */
  add(ids: readonly string[]): Promise<void>
  now(): number
}

/** A loss may be noticed only after the socket time-out, and concerns what was acknowledged before it. */
const REMEMBERED_MS = 30_000
const MOST = 20_000
const RETRY_MS = 500

/**
 * Hands over once more, when its connection was lost, what a queue has acknowledged lately. On a Redis Cluster the queue
 * stands on another node than the entries: one that dies may take jobs with it whose entries nobody else asks about again.
 */
export function createAddedLately({ add, now }: AddedLatelyDeps) {
  const closing = new AbortController()
  let lately: { readonly ids: readonly string[]; readonly at: number }[] = []
  let count = 0
  let isAgain = false

  const forget = () => {
    const since = now() - REMEMBERED_MS
    let first = 0
    for (const { ids, at } of lately) {
      if (at >= since && count <= MOST) break
      count -= ids.length
      first++
    }
    if (first > 0) lately = lately.slice(first)
  }

  async function again(): Promise<void> {
    while (!closing.signal.aborted) {
      const added = lately
      try {
        await add(added.flatMap(({ ids }) => ids))
        return
      } catch {
        // It is told of by the queue's own connection.
        await pause(RETRY_MS, undefined, { signal: closing.signal, ref: false }).catch(() => undefined)
      }
    }
  }

  return {
    note(ids: readonly string[]) {
      lately.push({ ids, at: now() })
      count += ids.length
      forget()
    },
    /** To be called when the connection was lost. */
    lost() {
      forget()
      if (isAgain || lately.length === 0 || closing.signal.aborted) return
      isAgain = true
      void again().finally(() => (isAgain = false))
    },
    close: () => closing.abort(),
  }
}
