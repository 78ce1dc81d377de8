import type { EntryId } from '../model/index.ts'
import { loadScripts } from '../redis/scripts.ts'
import type { StoreDeps } from './deps.ts'
import { documentField, placeOf } from './document-place.ts'
import { packGrounds } from './pack-document.ts'
import { createPlacedEntries, type PlacedEntry } from './placed-entries.ts'
import { POSTING_CAP } from './postings.ts'
import { chunksOf } from './replies.ts'

/** Of one script: a millisecond or two in which Redis does nothing else. */
const CHUNK = 100

/** What is known by now of why an entry is in its story. */
export interface EntryGrounds {
  readonly entryId: EntryId
  /** See `Candidate`. */
  readonly grounds: readonly EntryId[]
}

/** Writes grounds into the documents of entries; one that has expired, or is not placed, is passed over. */
export function createGrounds({ redis, keys }: StoreDeps) {
  const scripts = loadScripts(redis, ['note-grounds'])
  const { findPlaces } = createPlacedEntries({ redis, keys })

  return async function noteGrounds(entries: readonly EntryGrounds[]): Promise<void> {
    const groundsOf = new Map(entries.map(({ entryId, grounds }) => [entryId, packGrounds(grounds)]))
    const byBucket = Map.groupBy(await findPlaces([...groundsOf.keys()]), placeOf)
    const chunks = [...byBucket.values()].flatMap((placed) => chunksOf(placed, CHUNK))
    await scripts['note-grounds'].many(
      chunks.map((chunk) => {
        const { group, bucket } = chunk[0] as PlacedEntry
        const args = chunk.flatMap(({ number, entryId }) => [
          documentField(number),
          entryId,
          groundsOf.get(entryId) ?? '',
        ])
        return {
          keys: [keys.documents(group, bucket), keys.postings(group, bucket)],
          args: [POSTING_CAP, ...args],
        }
      }),
    )
  }
}
