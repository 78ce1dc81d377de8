/**
 * A worker process that can be killed in the middle of a batch, in one process with the test: from then on nothing it
 * calls has an effect, and nothing it waits for ever comes.
 */
export interface Mortal {
  /** Ends with the death. */
  readonly death: Promise<void>
  /** The same object, but for a dead caller. */
  wrap<Thing extends object>(thing: Thing): Thing
  /** The same function, and the process dies as its nth call is under way. */
  lastCall<Args extends unknown[], Result>(
    call: (...args: Args) => Promise<Result>,
    nth: number,
  ): (...args: Args) => Promise<Result>
  /** What was under way at the death has come to its end, unheard. */
  settled(): Promise<unknown>
}

export function createMortal(): Mortal {
  const { promise: death, resolve: die } = Promise.withResolvers<void>()
  const never = new Promise<never>(() => undefined)
  const running = new Set<Promise<unknown>>()
  let isDead = false

  const guarded = <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) => {
    return async (...args: Args): Promise<Result> => {
      if (isDead) return never
      const result = Promise.resolve(call(...args))
      running.add(result)
      try {
        const value = await result
        return isDead ? await never : value
      } catch (error) {
        if (isDead) return never
        throw error
      } finally {
        running.delete(result)
      }
    }
  }

  const wrap = <Thing extends object>(thing: Thing): Thing =>
    new Proxy(thing, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name)
        if (typeof value === 'function') return guarded(value.bind(target))
        return typeof value === 'object' && value !== null ? wrap(value) : value
      },
    })

  return {
    death,
    wrap,
    lastCall(call, nth) {
      let calls = 0
      const mortal = guarded(call)
      return (...args) => {
        const result = mortal(...args)
        if (++calls === nth) {
          isDead = true
          die()
        }
        return result
      }
    },
    settled: () => Promise.allSettled(running),
  }
}
