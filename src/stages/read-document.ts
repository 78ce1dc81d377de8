import { TidewireError } from '../model/errors.ts'
import type { ParseContext, ParsedFeed, Source, SourceState } from '../model/index.ts'
import { type Admission, admitDocument } from './admit-document.ts'
import type { FeedAnswer } from './feed-answer.ts'

export type DocumentDeps = Parameters<typeof admitDocument>[0] & {
  parse(body: Uint8Array, context: ParseContext, signal: AbortSignal): Promise<ParsedFeed>
}

export interface ReadDocument {
  readonly kind: 'read'
  readonly feed: ParsedFeed
  readonly admission: Admission
}

/** Parses a body and admits its entries; what cannot be read is a failure of this source alone. */
export async function readDocument(
  deps: DocumentDeps,
  source: Source,
  state: SourceState,
  answer: { url: string; body: Uint8Array; contentType?: string; statusCode: number },
  signal: AbortSignal,
): Promise<ReadDocument | (FeedAnswer & { kind: 'failed' })> {
  let feed: ParsedFeed
  try {
    feed = await deps.parse(
      answer.body,
      {
        baseUrl: answer.url,
        content: 'left_out',
        ...(answer.contentType !== undefined && { contentType: answer.contentType }),
        ...(source.timeZone !== undefined && { timeZone: source.timeZone }),
        ...(source.encoding !== undefined && { encoding: source.encoding }),
      },
      signal,
    )
  } catch (error) {
    if (signal.aborted) throw error
    // Whatever goes wrong in there, a broken thread included, is about this document.
    const outcome = error instanceof TidewireError ? 'not_a_feed' : 'failed'
    return { kind: 'failed', outcome, message: messageOf(error), statusCode: answer.statusCode }
  }
  return { kind: 'read', feed, admission: await admitDocument(deps, { source, state, feed }) }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
