import { loadScripts } from '../redis/scripts.ts'
import type { StoreDeps } from './deps.ts'
import { parseStored } from './replies.ts'

/** Workers that learn of one group at the same time overtake each other; so many times in a row they do not. */
const ATTEMPTS = 50

/** What is known of the pace of politeness groups; `Pace` is the rules' own. */
export function createPaceStore<Pace>({ redis, keys, ttlMs }: StoreDeps & { readonly ttlMs: number }) {
  const scripts = loadScripts(redis, ['replace-pace'])
  const read = (text: string | null, id: string) =>
    text === null ? undefined : parseStored<Pace>(text, keys.pace(id))

  return {
    async load(groupIds: readonly string[]): Promise<(Pace | undefined)[]> {
      if (groupIds.length === 0) return []
      const texts = await redis.mget(groupIds.map(keys.pace))
      return texts.map((text, index) => read(text, groupIds[index] as string))
    },

    /** Commits what `decide` makes of the pace; decides again when another worker was faster. */
    async update<Result extends { readonly pace: Pace | undefined }>(
      groupId: string,
      decide: (known: Pace | undefined) => Result,
    ): Promise<Result> {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const text = await redis.get(keys.pace(groupId))
        const result = decide(read(text, groupId))
        const next = result.pace === undefined ? '' : JSON.stringify(result.pace)
        if (next === (text ?? '')) return result
        const replaced = await scripts['replace-pace']({
          keys: [keys.pace(groupId)],
          args: [text ?? '', next, ttlMs],
        })
        if (replaced === 1) return result
      }
      throw new Error(`the pace of group ${groupId} changed ${ATTEMPTS} times while it was decided`)
    },
  }
}
