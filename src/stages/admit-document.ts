import type { Entry, ParsedFeed, Source, SourceState } from '../model/index.ts'
import { type AdmissionLimits, toEntries } from './to-entries.ts'

/** `pending`: ids that no story holds yet or whose content changed, whoever stored them. */
export interface Admission {
  readonly pending: readonly string[]
  readonly stored: number
  readonly changed: number
  readonly known: number
  readonly forgotten: number
}

export interface AdmitDocumentDeps {
  admit(sourceId: string, entries: readonly Entry[], now: number): Promise<Admission>
  enqueueCluster(entryIds: readonly string[]): Promise<void>
  now(): number
  readonly admission: AdmissionLimits
}

/** The one way in for documents, polled or pushed: an entry that comes both ways is one entry. */
export async function admitDocument(
  deps: AdmitDocumentDeps,
  document: { readonly source: Source; readonly state: SourceState; readonly feed: ParsedFeed },
): Promise<Admission> {
  const { source } = document
  const now = deps.now()
  const entries = toEntries({ ...document, now, limits: deps.admission })
  const admission = await deps.admit(source.id, entries, now)
  const stored = new Set(entries.filter((entry) => entry.announcement === 'stored').map((entry) => entry.id))
  const pending = admission.pending.filter((id) => !stored.has(id))
  if (pending.length > 0) await deps.enqueueCluster(pending)
  return { ...admission, pending }
}
