import { randomBytes } from 'node:crypto'
import type { StoreDeps } from './deps.ts'
import { gather } from './gather.ts'

const WAIT_MS = 5
const TOGETHER = 50

/**
 * A Redis that was killed, or a replica that took over, may lack the last of what was acknowledged: the end of its log, in
 * the order of writing. Whoever then writes what is right only while something else is there writes a witness between the
 * two, and lets the second step look whether the witness stands. Returns the name of one written after all that was
 * acknowledged when it was asked for; who asks at about the same time shares it.
 */
export function createWitnesses({ redis, keys }: StoreDeps): (ttlMs: number) => Promise<string> {
  return gather(
    async (ttls: readonly number[]) => {
      const name = randomBytes(9).toString('base64url')
      await redis.set(keys.witness(name), '', 'PX', Math.max(...ttls))
      return ttls.map(() => name)
    },
    { waitMs: WAIT_MS, most: TOGETHER },
  )
}
