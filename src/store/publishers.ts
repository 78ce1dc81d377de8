import type { EntryId } from '../model/index.ts'
import type { StoreDeps } from './deps.ts'

/** Records of publishers; written by `join-stories.lua` in the step that places an entry. */
export function createPublisherStore({ redis, keys }: StoreDeps) {
  return {
    /** Fields as they are stored; empty when nothing is known. */
    record: (id: string): Promise<Record<string, string>> => redis.hgetall(keys.publisher(id)),

    /** Ids of its entries, newest report first. */
    async entries(id: string, limit: number): Promise<EntryId[]> {
      return limit > 0 ? redis.zrevrange(keys.publisherEntries(id), 0, limit - 1) : []
    },
  }
}

export type PublisherStore = ReturnType<typeof createPublisherStore>
