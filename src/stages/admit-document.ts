import type { Admitted, EntryId, PackedEntry, SeenMarks } from '../model/index.ts'
import { type Mark, type Standing, seenAfter, viewSeen } from '../rules/identity/seen-marks.ts'

/** `pending`: ids that no story holds yet or whose content changed, whoever stored them. */
export interface Admission {
  readonly pending: readonly string[]
  readonly stored: number
  readonly changed: number
  readonly known: number
  /** Expired here, still in the feed, unchanged: not stored again. */
  readonly forgotten: number
  /** What the source remembers after this document. */
  readonly seen?: SeenMarks
}

export interface AdmitDocumentDeps {
  /** `remembered`: of these the source remembers the very content; they are looked at, and no body need be sent. */
  admit(
    entries: readonly PackedEntry[],
    remembered: ReadonlySet<EntryId>,
  ): Promise<readonly (Admitted | undefined)[]>
  enqueueCluster(entryIds: readonly string[]): Promise<void>
}

/** The one way in for documents, polled or pushed: an entry that comes both ways is one entry. */
export async function admitDocument(
  deps: AdmitDocumentDeps,
  document: {
    /** All that the source carries now. */
    readonly marks: readonly Mark[]
    /** Nine in ten entries of a changed document are as they were, in a story: they are not here, and nobody is asked. */
    readonly entries: readonly PackedEntry[]
    readonly now: number
    /** What the source remembers of its documents. */
    readonly seen: SeenMarks | undefined
  },
): Promise<Admission> {
  const { marks, entries, now, seen } = document
  const { standing } = viewSeen(seen)
  const remembered = new Set(entries.filter(({ mark }) => standing(mark) !== undefined).map(({ id }) => id))
  const admitted = entries.length > 0 ? await deps.admit(entries, remembered) : []
  const counts = { stored: 0, changed: 0, known: marks.length - entries.length, expired: 0 }
  const carried = new Map<Mark, Standing>()
  for (const mark of marks) carried.set(mark, 'held')
  const pending: EntryId[] = []
  for (const [index, entry] of entries.entries()) {
    const { outcome, waits } = admitted[index] ?? { outcome: 'known', waits: false }
    counts[outcome]++
    // What is too old for a story waits for none.
    if (!waits || entry.announcement === 'stored') continue
    pending.push(entry.id)
    carried.set(entry.mark, 'waiting')
  }
  if (pending.length > 0) await deps.enqueueCluster(pending)
  const { expired: forgotten, ...counted } = counts
  const after = seenAfter(seen, carried, now)
  return { pending, ...counted, forgotten, ...(after && { seen: after }) }
}
