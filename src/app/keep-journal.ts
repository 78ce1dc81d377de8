import type { JournalRow } from '../model/index.ts'
import type { Context } from './context.ts'

/** Writes down what publishers were asked, within the bounds of the configuration. */
export function keepJournalOf({ storage, config, now }: Pick<Context, 'storage' | 'config' | 'now'>) {
  return (rows: readonly JournalRow[]) =>
    storage.journal.append(rows, {
      now: now(),
      rows: config.polling.journal,
      ttlMs: config.retention.journalMs,
    })
}
