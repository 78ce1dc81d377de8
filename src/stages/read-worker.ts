import { answersOf, type ThreadAnswer } from '../feed/thread-answer.ts'
import { createItemMemo, type ItemMemo } from '../feed/xml/item-memo.ts'
import { type Reading, type ReadTask, readFeed } from './read-feed.ts'

export interface ThreadTask extends ReadTask {
  readonly bytes: Uint8Array
  /** What the thread may remember; the first task's holds. */
  readonly memoBytes: number
}

/** The thread's own: threads share nothing, and one that is killed takes along what it may have got wrong. */
let memo: ItemMemo | undefined

/** Entry of a reading thread; the pool calls it. */
export function readTasks(tasks: readonly ThreadTask[]): Promise<ThreadAnswer<Reading>[]> {
  return answersOf(tasks, ({ bytes, memoBytes, ...task }) => {
    memo ??= createItemMemo(memoBytes)
    return readFeed(bytes, task, memo)
  })
}
