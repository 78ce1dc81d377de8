import type { Source, SourceId, SourceState } from '../../model/source.ts'
import { sourceId } from '../ids.ts'
import { uniteSources } from './unite-sources.ts'

interface Stored {
  readonly source: Source
  readonly state: Pick<SourceState, 'movedTo' | 'mergedInto'>
}

/**
 * The declared sources under the ids they are known by: who writes the address that a source has moved to in place of
 * its old one, as the log suggests, means that source, with its history. It keeps the address that its id is made
 * of. Two spellings of one source are one, with the channels of both; an address that is a source by itself stays one.
 */
export function declaredAs(declared: readonly Source[], stored: readonly Stored[]): Source[] {
  const known = new Set(stored.map(({ source }) => source.id))
  const holders = new Map<SourceId, Source>()
  for (const { source, state } of stored) {
    if (state.mergedInto !== undefined || state.movedTo === undefined) continue
    const id = sourceId(state.movedTo)
    if (!known.has(id) && !holders.has(id)) holders.set(id, source)
  }
  const sources = new Map<SourceId, Source>()
  for (const source of declared) {
    const { id, url } = holders.get(source.id) ?? source
    const other = sources.get(id)
    sources.set(id, other ? uniteSources(other, source) : { ...source, id, url })
  }
  return [...sources.values()]
}

/** Declared sources that are asked somewhere else by now, for who keeps the declarations. */
export function outdated(
  declared: readonly Source[],
  stored: readonly Stored[],
): { readonly url: string; readonly movedTo: string }[] {
  const moved = new Map(stored.map(({ source, state }) => [source.id, state.movedTo]))
  return declared.flatMap(({ id, url }) => {
    const movedTo = moved.get(id)
    return movedTo === undefined || movedTo === url ? [] : [{ url, movedTo }]
  })
}
