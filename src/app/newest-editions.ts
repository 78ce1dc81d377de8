import type { Edition, ListId } from '../model/index.ts'
import type { Storage } from './storage.ts'

/**
 * The newest edition of a list, unpacked once for all who ask: it never changes, and every page of a story asks for those
 * of all lists.
 */
export function createNewestEditions({ head, get }: Pick<Storage['editions'], 'head' | 'get'>) {
  const known = new Map<ListId, Edition>()

  return async function newest(listId: ListId): Promise<Edition | undefined> {
    const found = await head(listId)
    const held = known.get(listId)
    // Of data that were begun anew numbers come again.
    if (found && held?.number === found.number && held.frozenAt === found.frozenAt) return held
    const edition = found && (await get(listId, found.number))
    if (edition) known.set(listId, edition)
    else known.delete(listId)
    return edition
  }
}
