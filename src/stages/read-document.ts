import { TidewireError } from '../model/errors.ts'
import type { Source, SourceState } from '../model/index.ts'
import type { AdmitDocumentDeps } from './admit-document.ts'
import type { FeedAnswer } from './feed-answer.ts'
import type { Reading, ReadTask } from './read-feed.ts'
import type { AdmissionLimits } from './to-entries.ts'

export interface DocumentDeps extends AdmitDocumentDeps {
  /** `readFeed`, where it can stop nobody. */
  read(body: Uint8Array, task: ReadTask, signal: AbortSignal): Promise<Reading>
  now(): number
  readonly admission: AdmissionLimits
}

/** What the headers of an answer say of its body. */
interface HttpDocument {
  readonly url: string
  readonly contentType?: string | undefined
  readonly contentLanguage?: string | undefined
}

/** Reads a body; what cannot be read is a failure of this source alone. */
export async function readBody(
  deps: Pick<DocumentDeps, 'read' | 'now' | 'admission'>,
  source: Source,
  state: SourceState,
  answer: HttpDocument & { body: Uint8Array; statusCode: number },
  signal: AbortSignal,
): Promise<{ readonly kind: 'read'; readonly reading: Reading } | (FeedAnswer & { kind: 'failed' })> {
  const task = taskOf(source, state, { ...answer, baseUrl: answer.url })
  try {
    const reading = await deps.read(answer.body, { ...task, now: deps.now(), limits: deps.admission }, signal)
    return { kind: 'read', reading }
  } catch (error) {
    if (signal.aborted) throw error
    // Whatever goes wrong in there, a broken thread included, is about this document.
    const outcome = error instanceof TidewireError ? 'not_a_feed' : 'failed'
    return { kind: 'failed', outcome, message: messageOf(error), statusCode: answer.statusCode }
  }
}

/** How a source's documents are read, polled or pushed. */
export function taskOf(
  source: Source,
  { guids, rhythm, titleMarks, lastSucceededAt, seen }: SourceState,
  document: Omit<HttpDocument, 'url'> & { readonly baseUrl: string },
): Omit<ReadTask, 'now' | 'limits'> {
  return {
    context: {
      baseUrl: document.baseUrl,
      content: 'left_out',
      ...(document.contentType !== undefined && { contentType: document.contentType }),
      ...(document.contentLanguage !== undefined && { contentLanguage: document.contentLanguage }),
      ...(source.timeZone !== undefined && { timeZone: source.timeZone }),
      ...(source.encoding !== undefined && { encoding: source.encoding }),
    },
    source,
    state: {
      ...(guids && { guids }),
      ...(rhythm && { rhythm }),
      ...(titleMarks && { titleMarks }),
      ...(lastSucceededAt !== undefined && { lastSucceededAt }),
      ...(seen && { seen }),
    },
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
