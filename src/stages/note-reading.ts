import type { Source, SourceState } from '../model/index.ts'
import type { Admission } from './admit-document.ts'
import type { FeedAnswer } from './feed-answer.ts'
import type { SourceRecord } from './poll.ts'
import type { Reading } from './read-feed.ts'

export interface NoteDeps {
  /** Takes down what a document with news shows of its publisher. */
  notePublisher?(source: Source, feed: Reading['feed']): Promise<unknown>
  /** Absent: nothing is pushed here. */
  readonly push?: PollPush
}

export interface PollPush {
  /** Takes note of the hub that a document names, and of entries that a push should have brought. */
  observe(
    seen: Pick<Reading, 'feed' | 'newestAt' | 'publishedAt'> & {
      readonly admission: Admission
      readonly record: SourceRecord
      readonly answer: FeedAnswer & { readonly kind: 'changed' | 'unchanged' }
    },
  ): Promise<void>
}

/** What a document shows of its hub and its publisher. */
export async function noteReading(
  deps: NoteDeps,
  seen: {
    readonly record: SourceRecord
    readonly answer: FeedAnswer
    readonly reading: Reading
    readonly admission: Admission
    readonly before: SourceState
    readonly next: SourceState
  },
): Promise<void> {
  const { record, answer, reading, admission, before, next } = seen
  if (answer.kind === 'changed') await deps.push?.observe({ ...reading, record, answer, admission })
  const hasNews = admission.stored > 0 || next.feedTitle !== before.feedTitle
  if (hasNews) await deps.notePublisher?.(record.source, reading.feed)
}
