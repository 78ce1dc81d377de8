import type { ParseContext, ParsedFeed } from '../model/index.ts'
import { parseFeed } from './parse.ts'
import { answerOf, type ThreadAnswer } from './thread-answer.ts'

export interface ParseTask {
  readonly bytes: Uint8Array
  readonly context: ParseContext
  readonly now?: number
}

/** Entry of a parsing thread; the pool calls it. */
export function parseTask({ bytes, context, now }: ParseTask): Promise<ThreadAnswer<ParsedFeed>> {
  return answerOf(() => parseFeed(bytes, context, now))
}
