/** Does so many pieces of work at once; what comes on top waits, in the order it came. */
export type Permits = <Value>(work: () => Promise<Value>) => Promise<Value>

export function createPermits(count: number): Permits {
  const waiting: (() => void)[] = []
  let free = count
  return async (work) => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }
}
