import { ParseError } from '../../../src/feed/parse-error.ts'
import { answersOf, type ThreadAnswer } from '../../../src/feed/thread-answer.ts'

export interface Order {
  readonly bytes: Uint8Array
}

/** The document, and how many the thread was given with it. */
export interface Done {
  readonly text: string
  readonly together: number
}

/** A thread that does what the document says: `hang`, `break`, `refuse`; any other comes back. */
export function obey(orders: readonly Order[]): Promise<ThreadAnswer<Done>[]> {
  return answersOf(orders, async ({ bytes }) => {
    const text = new TextDecoder().decode(bytes)
    while (text === 'hang');
    if (text === 'break') throw new Error('a bug of ours')
    if (text === 'refuse') throw new ParseError('parse_html', 'this is a page')
    return { text, together: orders.length }
  })
}
