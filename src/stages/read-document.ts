import { TidewireError } from '../model/errors.ts'
import type { Source, SourceState } from '../model/index.ts'
import { type Admission, type AdmitDocumentDeps, admitDocument } from './admit-document.ts'
import type { FeedAnswer } from './feed-answer.ts'
import type { Reading, ReadTask } from './read-feed.ts'
import type { AdmissionLimits } from './to-entries.ts'

export interface DocumentDeps extends AdmitDocumentDeps {
  /** `readFeed`, where it can stop nobody. */
  read(body: Uint8Array, task: ReadTask, signal: AbortSignal): Promise<Reading>
  now(): number
  readonly admission: AdmissionLimits
}

export interface ReadDocument
  extends Pick<Reading, 'feed' | 'guids' | 'rhythm' | 'titleMarks' | 'newestAt' | 'publishedAt'> {
  readonly kind: 'read'
  readonly admission: Admission
}

/** Reads a body and admits its entries; what cannot be read is a failure of this source alone. */
export async function readDocument(
  deps: DocumentDeps,
  source: Source,
  state: SourceState,
  answer: { url: string; body: Uint8Array; contentType?: string; statusCode: number },
  signal: AbortSignal,
): Promise<ReadDocument | (FeedAnswer & { kind: 'failed' })> {
  const now = deps.now()
  const task = taskOf(source, state, { baseUrl: answer.url, contentType: answer.contentType })
  let reading: Reading
  try {
    reading = await deps.read(answer.body, { ...task, now, limits: deps.admission }, signal)
  } catch (error) {
    if (signal.aborted) throw error
    // Whatever goes wrong in there, a broken thread included, is about this document.
    const outcome = error instanceof TidewireError ? 'not_a_feed' : 'failed'
    return { kind: 'failed', outcome, message: messageOf(error), statusCode: answer.statusCode }
  }
  const { entries, ...learned } = reading
  const isFirst = state.lastSucceededAt === undefined
  const admission = await admitDocument(deps, { sourceId: source.id, entries, now, isFirst })
  return { kind: 'read', ...learned, admission }
}

/** How a source's documents are read, polled or pushed. */
export function taskOf(
  source: Source,
  { guids, rhythm, titleMarks, lastSucceededAt }: SourceState,
  document: { readonly baseUrl: string; readonly contentType?: string | undefined },
): Omit<ReadTask, 'now' | 'limits'> {
  return {
    context: {
      baseUrl: document.baseUrl,
      content: 'left_out',
      ...(document.contentType !== undefined && { contentType: document.contentType }),
      ...(source.timeZone !== undefined && { timeZone: source.timeZone }),
      ...(source.encoding !== undefined && { encoding: source.encoding }),
    },
    source,
    state: {
      ...(guids && { guids }),
      ...(rhythm && { rhythm }),
      ...(titleMarks && { titleMarks }),
      ...(lastSucceededAt !== undefined && { lastSucceededAt }),
    },
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
