import type { Candidate, EntryId } from '../model/index.ts'
import { byReport, isBefore } from '../rules/story/report-order.ts'
import { type AskAgain, createAskAgain } from './ask-again.ts'
import type { Unsettled } from './decide-entry.ts'
import type { Grounded } from './look-again.ts'
import { nextTurn } from './next-turn.ts'
import { createRegrouping, type RegroupDeps } from './regroup-stories.ts'
import { type Reprint, type RetellDeps, retellTexts } from './retell-texts.ts'
import type { StoryReads } from './story-reads.ts'

export interface SettleDeps extends StoryReads, RegroupDeps, Pick<RetellDeps, 'retell'> {
  /** The first that wait, in the order of their reports; they are this caller's until it has settled them. */
  takeUnsettled(most: number): Promise<readonly EntryId[]>
  /** Taken ones that need not be asked any more. */
  settled(ids: readonly EntryId[]): Promise<void>
  unsettle(entries: readonly Unsettled[]): Promise<void>
  /** Entries as the index holds them. */
  readPlaced(ids: readonly EntryId[]): Promise<ReadonlyMap<EntryId, Candidate>>
  noteGrounds(entries: readonly Grounded[]): Promise<void>
}

export interface Settled {
  /** Entries that waited and were taken; without any there is nothing to do. */
  readonly taken: number
  /** Entries that were asked. */
  readonly asked: number
  /** Of them those that came to something else than before. */
  readonly elsewhere: number
  readonly moved: number
  readonly merged: number
  /** Somebody else was at the same stories: the entries wait again. */
  readonly isStale: boolean
}

export const NOTHING_SETTLED: Settled = {
  taken: 0,
  asked: 0,
  elsewhere: 0,
  moved: 0,
  merged: 0,
  isStale: false,
}
/** Entries taken at a time. */
const TAKEN = 256
/**
 * Entries asked of one taking: what they change may change others, and stories are told once for all of it. All that is
 * read for them is in memory at once.
 */
const MOST_ASKED = 512
/** Read together. */
const READ_AHEAD = 64

/**
 * Asks marked entries again, each as of the time of its report, in the order of reports, and those reported later that
 * their answers may change. Stories that come to something else become that: whatever arrives when, they are what they
 * would be had all come in time. One caller at a time.
 */
export async function settle(deps: SettleDeps, signal: AbortSignal): Promise<Settled> {
  const taken = await deps.takeUnsettled(TAKEN)
  if (taken.length === 0) return NOTHING_SETTLED
  const placed = await deps.readPlaced(taken)
  const queue = createQueue([...placed.values()])
  const again = createAskAgain(deps)
  const grounds: Grounded[] = []
  const asked: Candidate[] = []
  const reprints: Reprint[] = []
  let elsewhere = 0
  while (queue.size() > 0 && asked.length < MOST_ASKED) {
    signal.throwIfAborted()
    await nextTurn()
    await readAhead(again, queue)
    const entry = queue.shift() as Candidate
    const answer = await again.ask(entry.entryId)
    if (!answer) continue
    asked.push(entry)
    reprints.push({ entryId: entry.entryId, copied: answer.copied })
    if (!answer.areKnown) grounds.push({ entryId: entry.entryId, grounds: answer.grounds })
    if (!answer.isElsewhere) continue
    elsewhere++
    for (const later of answer.later) queue.add(later)
  }
  const left = queue.all()
  if (left.length > 0) await deps.unsettle(left.map(unsettledOf))
  // The last first: who finds some of them noted after a crash asks the first again, and those that depend on it.
  if (grounds.length > 0) await deps.noteGrounds(grounds.reverse())
  const outcome = await createRegrouping(deps, again).apply(asked)
  // All that were asked: by what is noted the first come to nothing new now, and would not ask those after them.
  if (outcome.isStale) await deps.unsettle(asked.map(unsettledOf))
  else {
    const stale = new Set(await retellTexts(deps, reprints))
    if (stale.size > 0)
      await deps.unsettle(asked.filter(({ entryId }) => stale.has(entryId)).map(unsettledOf))
  }
  await deps.settled(taken)
  return { ...outcome, taken: taken.length, asked: asked.length, elsewhere }
}

async function readAhead(again: AskAgain, queue: Queue): Promise<void> {
  const [first] = queue.first(1)
  if (first && !again.isPrepared(first.entryId)) await again.prepare(queue.first(READ_AHEAD))
}

function unsettledOf({ entryId, reportedAt }: Candidate): Unsettled {
  return { id: entryId, reportedAt }
}

/** Entries in the order of their reports, each once. */
function createQueue(entries: readonly Candidate[]) {
  const open = entries.toSorted(byReport)
  const ids = new Set(open.map(({ entryId }) => entryId))
  return {
    size: () => open.length,
    first: (count: number): readonly Candidate[] => open.slice(0, count),
    all: (): readonly Candidate[] => open,
    shift: (): Candidate | undefined => open.shift(),
    add(entry: Candidate): void {
      if (ids.has(entry.entryId)) return
      ids.add(entry.entryId)
      const at = open.findIndex((other) => isBefore(entry, other))
      open.splice(at < 0 ? open.length : at, 0, entry)
    },
  }
}

type Queue = ReturnType<typeof createQueue>
