import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const NUMBERS = 10_000
const BYTES = 8 * NUMBERS
/** Of all that was begun, what is under way when the young generation is collected. */
const COLLECT_EVERY = 20

/**
 * Does a piece of work again and again that knows 80 KB which nothing else does. Returns how much of all that has come into
 * the old space, 0 to 1: of what is done with, a collection of the young generation leaves nothing, unless something old
 * and dead still points to it.
 */
export async function shareGrownOld(
  times: number,
  work: (known: readonly number[]) => unknown,
): Promise<number> {
  setFlagsFromString('--expose-gc')
  const collect: (options: { type: 'minor' | 'major' }) => void = runInNewContext('gc')
  const once = async () => {
    const known = Array.from({ length: NUMBERS }, (_, n) => n + 0.5)
    await work(known)
    return known.length
  }
  collect({ type: 'major' })
  const before = oldBytes()
  for (let n = 0; n < times; n++) {
    await once()
    if (n % COLLECT_EVERY === 0) collect({ type: 'minor' })
  }
  collect({ type: 'minor' })
  collect({ type: 'minor' })
  return (oldBytes() - before) / (times * BYTES)
}

function oldBytes(): number {
  const space = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'old_space')
  return space?.space_used_size ?? Number.NaN
}
