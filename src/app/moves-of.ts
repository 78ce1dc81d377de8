import { uniteSeen } from '../rules/identity/seen-marks.ts'
import { sourceId } from '../rules/ids.ts'
import { uniteSources } from '../rules/polling/unite-sources.ts'
import type { MoveDeps } from '../stages/follow-move.ts'
import type { SourceStore } from '../store/sources.ts'

/** What polls do about sources that have moved. */
export function movesOf(store: SourceStore): Pick<MoveDeps, 'sourceAt' | 'moved' | 'left' | 'merge'> {
  return {
    sourceAt: async (url) => (await store.polledAt([{ url, id: sourceId(url) }]))[0],
    moved: (source, url) => store.moved(source, { url, id: sourceId(url) }),
    left: store.left,
    merge: (lease, merger) =>
      store.merge({
        lease,
        ...merger,
        unite(target, moved) {
          const seen = uniteSeen(target.state.seen, moved.state.seen)
          return {
            source: uniteSources(target.source, moved.source),
            state: { ...target.state, ...(seen && { seen }) },
          }
        },
      }),
  }
}
