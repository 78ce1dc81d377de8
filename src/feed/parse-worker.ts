import type { ParseContext, ParsedFeed } from '../model/index.ts'
import { parseFeed } from './parse.ts'
import { answersOf, type ThreadAnswer } from './thread-answer.ts'

export interface ParseTask {
  readonly bytes: Uint8Array
  readonly context: ParseContext
  readonly now?: number
}

/** Entry of a parsing thread; the pool calls it. */
export function parseTasks(tasks: readonly ParseTask[]): Promise<ThreadAnswer<ParsedFeed>[]> {
  return answersOf(tasks, ({ bytes, context, now }) => parseFeed(bytes, context, now))
}
