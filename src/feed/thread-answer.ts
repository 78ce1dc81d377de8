import { ParseError, type ParseErrorCode } from './parse-error.ts'

/** What a thread sends back: errors lose their class on the way between threads. */
export type ThreadAnswer<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'refused'; readonly code: ParseErrorCode; readonly message: string }

/** What `work` comes to, with a ParseError as an answer. */
export async function answerOf<Value>(work: () => Promise<Value>): Promise<ThreadAnswer<Value>> {
  try {
    return { kind: 'done', value: await work() }
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    return { kind: 'refused', code: error.code, message: error.message }
  }
}
