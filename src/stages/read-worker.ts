import { answerOf, type ThreadAnswer } from '../feed/thread-answer.ts'
import { type Reading, type ReadTask, readFeed } from './read-feed.ts'

/** Entry of a reading thread; the pool calls it. */
export function readTask({
  bytes,
  ...task
}: ReadTask & { readonly bytes: Uint8Array }): Promise<ThreadAnswer<Reading>> {
  return answerOf(() => readFeed(bytes, task))
}
