import type { Enrolment, PushDocument } from '../model/index.ts'
import { type Admission, admitDocument } from './admit-document.ts'
import type { SourceRecord } from './poll.ts'
import { type DocumentDeps, taskOf } from './read-document.ts'
import type { Reading } from './read-feed.ts'

export interface PushDeps extends DocumentDeps {
  readPush(id: string): Promise<PushDocument | undefined>
  removePush(id: string): Promise<void>
  readEnrolment(token: string): Promise<Enrolment | undefined>
  loadSource(id: string): Promise<SourceRecord | undefined>
  /** The body without its content coding; throws for one that is broken or too large. */
  openBody(document: PushDocument): Promise<Uint8Array>
  pollSoon(record: SourceRecord): Promise<unknown>
  tally(enrolment: Enrolment, counted: { readonly pushed: number; readonly pushedAt: number }): Promise<void>
}

export interface PushResult {
  /** `hint`: not a feed, the source is polled instead. `dropped`: its enrolment or source is not there any more. */
  readonly outcome: 'read' | 'hint' | 'dropped'
  readonly sourceId?: string
  readonly admission?: Admission
  readonly warning?: string
}

/**
 * Reads a document that a hub sent, as a poll would have. It touches nothing that polling keeps: no validators, no body
 * hash, no next poll, so that no hub can put off the poll that would show what it left out.
 */
export function createPush(deps: PushDeps) {
  return async function push(id: string, signal: AbortSignal): Promise<PushResult> {
    const document = await deps.readPush(id)
    const enrolment = document && (await deps.readEnrolment(document.token))
    if (!document || !enrolment || enrolment.status === 'leaving') return { outcome: 'dropped' }
    const { sourceId } = enrolment
    const record = await deps.loadSource(sourceId)
    if (record?.source.status !== 'active') {
      await deps.removePush(id)
      return { outcome: 'dropped', sourceId }
    }
    const { source, state } = record
    const now = deps.now()
    const { contentType, contentLanguage } = document
    const task = taskOf(source, state, { baseUrl: enrolment.topic, contentType, contentLanguage })
    let reading: Reading
    try {
      reading = await deps.read(
        await deps.openBody(document),
        { ...task, now, limits: deps.admission },
        signal,
      )
    } catch (error) {
      if (signal.aborted) throw error
      await deps.pollSoon(record)
      await deps.removePush(id)
      return { outcome: 'hint', sourceId, warning: error instanceof Error ? error.message : String(error) }
    }
    const { marks, entries } = reading
    // What it remembers is written by polls alone, under their lease: the next one finds the entries here.
    const admission = await admitDocument(deps, { marks, entries, now, seen: state.seen })
    // The same push may run twice; the second time there is nothing new to count.
    await deps.tally(enrolment, { pushed: admission.stored, pushedAt: document.receivedAt })
    await deps.removePush(id)
    return { outcome: 'read', sourceId, admission }
  }
}
