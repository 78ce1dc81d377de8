import { parseFeed } from './parse.ts'
import { ParseError } from './parse-error.ts'
import type { ParseAnswer, ParseTask } from './parse-task.ts'

/** Entry of a parsing thread; the pool calls it. */
export async function parseTask(task: ParseTask): Promise<ParseAnswer> {
  try {
    return { kind: 'parsed', feed: await parseFeed(task.bytes, task.context, task.now) }
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    return { kind: 'refused', code: error.code, message: error.message }
  }
}
