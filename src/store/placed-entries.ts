import type { Candidate, EntryId } from '../model/index.ts'
import type { StoreDeps } from './deps.ts'
import { documentField, documentPlaceOf } from './document-place.ts'
import { unpackDocument } from './pack-document.ts'
import { chunksOf, repliesOf } from './replies.ts'

const CHUNK = 500

/** Where an entry stands in the index. */
export interface PlacedEntry {
  readonly entryId: EntryId
  readonly group: string
  readonly bucket: number
  readonly number: number
}

/**
 * Entries by their ids, as the index holds them. Always read: unlike what a reading of the index finds, nothing tells
 * whether one that is kept was written anew.
 */
export function createPlacedEntries({ redis, keys }: StoreDeps) {
  /** In the order asked, without those that have expired or wait to be placed. */
  async function findPlaces(ids: readonly EntryId[]): Promise<PlacedEntry[]> {
    const places: PlacedEntry[] = []
    for (const chunk of chunksOf(ids, CHUNK)) {
      const pipeline = redis.pipeline()
      for (const id of chunk) pipeline.hget(keys.entry(id), 'document')
      const replies = repliesOf(await pipeline.exec()) as (string | null)[]
      for (const [at, entryId] of chunk.entries()) {
        const place = documentPlaceOf(replies[at] ?? '')
        if (place) places.push({ entryId, ...place })
      }
    }
    return places
  }

  return {
    findPlaces,

    /** Without those that have expired or wait to be placed. */
    async readPlaced(ids: readonly EntryId[]): Promise<Map<EntryId, Candidate>> {
      const placed = new Map<EntryId, Candidate>()
      for (const chunk of chunksOf(await findPlaces(ids), CHUNK)) {
        const documents = chunk.map(({ group, bucket }) => keys.documents(group, bucket))
        const pipeline = redis.pipeline()
        for (const [at, { number }] of chunk.entries()) {
          pipeline.hget(documents[at] as string, documentField(number))
        }
        const texts = repliesOf(await pipeline.exec()) as (string | null)[]
        for (const [at, { entryId, group }] of chunk.entries()) {
          const text = texts[at]
          const candidate = text ? unpackDocument(text, group, documents[at] as string) : undefined
          // Where Redis has lost what it held, its number may be another's by now.
          if (candidate?.entryId === entryId) placed.set(entryId, candidate)
        }
      }
      return placed
    },
  }
}
