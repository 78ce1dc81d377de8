import type { PackedEntry, SourceId } from '../model/index.ts'

/** `pending`: ids that no story holds yet or whose content changed, whoever stored them. */
export interface Admission {
  readonly pending: readonly string[]
  readonly stored: number
  readonly changed: number
  readonly known: number
  readonly forgotten: number
}

export interface AdmitDocumentDeps {
  admit(
    sourceId: SourceId,
    entries: readonly PackedEntry[],
    /** `isFirst`: the source was never read before. */
    when: { readonly now: number; readonly isFirst: boolean },
  ): Promise<Admission>
  enqueueCluster(entryIds: readonly string[]): Promise<void>
}

/** The one way in for documents, polled or pushed: an entry that comes both ways is one entry. */
export async function admitDocument(
  deps: AdmitDocumentDeps,
  document: {
    readonly sourceId: SourceId
    readonly entries: readonly PackedEntry[]
    readonly now: number
    readonly isFirst: boolean
  },
): Promise<Admission> {
  const { sourceId, entries, ...when } = document
  const admission = await deps.admit(sourceId, entries, when)
  const stored = new Set(entries.filter((entry) => entry.announcement === 'stored').map((entry) => entry.id))
  const pending = admission.pending.filter((id) => !stored.has(id))
  if (pending.length > 0) await deps.enqueueCluster(pending)
  return { ...admission, pending }
}
