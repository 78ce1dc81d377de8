import type { Exchange, PollHints, PollOutcome, Validators } from '../model/index.ts'

/** What one conditional GET brought. A server's failure is an answer, not an exception. */
export type FeedAnswer = Answer & {
  /** Each hop as it was sent; what the ledger judges. */
  readonly exchanges?: readonly Exchange[]
}

type Answer =
  | {
      readonly kind: 'not_modified'
      readonly permanentUrl?: string
      readonly validators?: Validators
      readonly hints: PollHints
      readonly statusCode: number
      readonly wireBytes: number
    }
  | {
      readonly kind: 'changed' | 'unchanged'
      readonly url: string
      /** Where a chain of permanent redirects led. */
      readonly permanentUrl?: string
      readonly body?: Uint8Array
      readonly bodyHash: string
      readonly contentType?: string
      readonly contentLanguage?: string
      /** What the `Link` headers say of a hub. */
      readonly links?: { readonly hubs: readonly string[]; readonly self?: string }
      readonly validators?: Validators
      readonly hints: PollHints
      readonly statusCode: number
      readonly wireBytes: number
    }
  | {
      readonly kind: 'failed'
      readonly outcome: PollOutcome
      readonly message: string
      readonly statusCode?: number
      readonly retryAfterMs?: number
    }
