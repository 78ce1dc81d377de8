import { ParseError, type ParseErrorCode } from './parse-error.ts'

/** What a thread sends back: errors lose their class on the way between threads. */
export type ThreadAnswer<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'refused'; readonly code: ParseErrorCode; readonly message: string }

/** What `work` comes to for each task, one after another, with a ParseError as an answer. */
export async function answersOf<Task, Value>(
  tasks: readonly Task[],
  work: (task: Task) => Promise<Value>,
): Promise<ThreadAnswer<Value>[]> {
  const answers: ThreadAnswer<Value>[] = []
  for (const task of tasks) {
    try {
      answers.push({ kind: 'done', value: await work(task) })
    } catch (error) {
      if (!(error instanceof ParseError)) throw error
      answers.push({ kind: 'refused', code: error.code, message: error.message })
    }
  }
  return answers
}
