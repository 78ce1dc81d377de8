import type { Source, SourceState } from '../model/index.ts'
import type { Context } from './context.ts'

/** Makes a source due as soon as its shortest interval allows: hints that come often are one poll. */
export async function pollSoon(
  { storage, config, now }: Pick<Context, 'storage' | 'config' | 'now'>,
  { source, state }: { readonly source: Source; readonly state: SourceState },
): Promise<void> {
  const earliest = (state.lastPolledAt ?? 0) + config.polling.minIntervalMs
  await storage.sources.pollNow(source.id, Math.max(now(), earliest), 'hub')
}
