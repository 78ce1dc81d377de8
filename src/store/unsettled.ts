import type { EntryId } from '../model/index.ts'
import { loadScripts } from '../redis/scripts.ts'
import type { StoreDeps } from './deps.ts'
import { chunksOf, repliesOf } from './replies.ts'

/** Lua hands on some 8,000 arguments. */
const CHUNK = 2_000

/** Entries that may belong elsewhere, since another has come that was reported before them. */
export function createUnsettledStore({ redis, keys }: StoreDeps) {
  const scripts = loadScripts(redis, [
    'lease-settling',
    'release-settling',
    'settle-entries',
    'take-unsettled',
  ])

  return {
    /** Marks them; one that is being settled is asked once more after that. All marks last as long as the latest. */
    async add(
      entries: readonly { readonly id: EntryId; readonly reportedAt: number }[],
      ttlMs: number,
    ): Promise<void> {
      for (const chunk of chunksOf(entries, CHUNK)) {
        const marks = chunk.flatMap(({ id, reportedAt }) => [reportedAt, id])
        const marking = redis
          .multi()
          .zadd(keys.unsettled(), ...marks)
          .pexpire(keys.unsettled(), ttlMs)
        repliesOf(await marking.exec())
      }
    },

    /**
     * For `ms` from now; one holder at a time, and the same one as often as it likes. To a holder that has not had it until
     * now, all is unsettled again that an earlier one has left.
     */
    async lease(holder: string, ms: number): Promise<boolean> {
      const given = await scripts['lease-settling']({
        keys: [keys.settler(), keys.unsettled(), keys.settling()],
        args: [holder, ms],
      })
      return given === 1
    },

    async release(holder: string): Promise<void> {
      await scripts['release-settling']({ keys: [keys.settler()], args: [holder] })
    },

    /** At most `limit`, in the order of their reports; none for who does not have the lease. */
    async take(holder: string, limit: number): Promise<EntryId[]> {
      const ids = await scripts['take-unsettled']({
        keys: [keys.settler(), keys.unsettled(), keys.settling()],
        args: [holder, Math.min(limit, CHUNK)],
      })
      return ids as EntryId[]
    },

    /** Of entries that were taken; does nothing for who has lost the lease: another asks them. */
    async settle(holder: string, ids: readonly EntryId[]): Promise<void> {
      for (const chunk of chunksOf(ids, CHUNK)) {
        await scripts['settle-entries']({
          keys: [keys.settler(), keys.settling()],
          args: [holder, ...chunk],
        })
      }
    },

    /** Marks that wait or are being settled. */
    async count(): Promise<number> {
      const [waiting, taken] = await Promise.all([
        redis.zcard(keys.unsettled()),
        redis.zcard(keys.settling()),
      ])
      return waiting + taken
    },
  }
}
