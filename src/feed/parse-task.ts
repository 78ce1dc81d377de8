import type { ParseContext, ParsedFeed } from '../model/index.ts'
import type { ParseErrorCode } from './parse-error.ts'

/** What the pool sends to a thread. */
export interface ParseTask {
  readonly bytes: Uint8Array
  readonly context: ParseContext
  readonly now?: number
}

/** What a thread sends back: errors lose their class on the way between threads. */
export type ParseAnswer =
  | { readonly kind: 'parsed'; readonly feed: ParsedFeed }
  | { readonly kind: 'refused'; readonly code: ParseErrorCode; readonly message: string }
