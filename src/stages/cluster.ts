import type { CandidateSet, Entry, Fingerprint, KeptStory, SameStoryVerdict } from '../model/index.ts'
import { type DecideOptions, type Decision, decideEntry, type JoinPlan } from './decide-entry.ts'
import { createKnownStories } from './known-stories.ts'
import { type MergeDeps, mergeTwo } from './merge-two.ts'
import { createOwnJoins } from './own-joins.ts'
import { fingerprintOf } from './what-follows.ts'

export type JoinOutcome = 'joined' | 'stale' | 'already'

export interface ClusterDeps extends MergeDeps, DecideOptions {
  loadEntries(ids: readonly string[]): Promise<readonly (Entry | undefined)[]>
  /** In the order asked. */
  findCandidates(
    queries: readonly { readonly fingerprint: Fingerprint; readonly at: number }[],
  ): Promise<readonly CandidateSet[]>
  /** By the id asked for; one that was merged away is answered by the story it is part of now. */
  readStories(ids: readonly string[]): Promise<ReadonlyMap<string, KeptStory>>
  /**
   * Commits plans in their order up to the first that is not `joined`. `stale`: index or story changed since they were
   * read. `already`: an earlier run did it. Neither writes anything.
   */
  join(plans: readonly JoinPlan[]): Promise<readonly JoinOutcome[]>
  /** Its title changes: told once for all changes of a short time. */
  deferUpdate(storyId: string): Promise<void>
  enqueueRank(listId: string): Promise<void>
  report(line: ClusterReport): void
}

export interface ClusterReport {
  readonly entryId: string
  readonly storyId: string
  readonly outcome: 'founded' | 'joined' | 'changed' | 'already'
  readonly rule: SameStoryVerdict['rule']
  readonly reason: string
  readonly score: number
  /** Reads repeated because another worker was faster. */
  readonly rereads: number
  /** Stories that the entry showed to be one with its own. */
  readonly merged: number
}

/** One entry shows two or three stories to be one; what it would show beyond is for the next. */
const MAX_MERGERS = 3
/** Under contention a commit is decided anew; so many times in a row means that something else is wrong. */
const MAX_REREADS = 50
/** Entries read, decided and committed together: few round trips, and Redis is never held for long. */
const WINDOW = 32
/** Windows being read while one is decided: neither Redis nor this process waits for the other. */
const AHEAD = 2

/**
 * Puts each entry into the story it reports, or founds one. Any number of workers may run this on any entries, in
 * any order and more than once: the commit checks what the decision was based on.
 */
export function createCluster(deps: ClusterDeps) {
  return async function cluster(entryIds: readonly string[], signal: AbortSignal): Promise<ClusterReport[]> {
    const entries = await deps.loadEntries(entryIds)
    // Some expired between admission and now: too old to be anybody's news.
    const present = entries.filter((entry) => entry !== undefined)
    const { reports, listIds } = await placeAll(deps, present, signal)
    for (const listId of listIds) await deps.enqueueRank(listId)
    return reports
  }
}

interface Window {
  readonly from: number
  readonly to: number
  /** Own joins that the index held when it was read. */
  readonly joined: number
  readonly found: readonly CandidateSet[]
  readonly stories: ReadonlyMap<string, KeptStory>
}

/**
 * Entries one after the other, each decided with those before it in mind, whether Redis holds them yet or not. While one
 * window is decided, the one before is committed and the next two are read.
 */
async function placeAll(
  deps: ClusterDeps,
  entries: readonly Entry[],
  signal: AbortSignal,
): Promise<{ reports: ClusterReport[]; listIds: ReadonlySet<string> }> {
  const reports: ClusterReport[] = []
  const listIds = new Set<string>()
  const prints: Fingerprint[] = []
  const joins = createOwnJoins()
  const known = createKnownStories()
  let size = WINDOW
  let rereads = 0
  /** The first entry that is not placed, and has to be read again. */
  let restart: number | undefined
  let committing: Promise<void> = Promise.resolve()
  let next = 0
  let sent = 0
  let ahead: Promise<Window>[] = []

  function printOf(at: number): Fingerprint {
    prints[at] ??= fingerprintOf(entries[at] as Entry)
    return prints[at]
  }

  async function read(from: number, to: number): Promise<Window> {
    const joined = sent
    const part = entries.slice(from, to)
    const found = await deps.findCandidates(
      part.map((entry, index) => ({ fingerprint: printOf(from + index), at: entry.reportedAt })),
    )
    const ids = new Set(part.flatMap(({ storyId }) => storyId ?? []))
    for (const { candidates } of found) for (const { storyId } of candidates) ids.add(storyId)
    return { from, to, joined, found, stories: await deps.readStories([...ids]) }
  }

  function readAhead(): void {
    while (ahead.length <= AHEAD && next < entries.length) {
      const to = Math.min(next + size, entries.length)
      const window = read(next, to)
      // Awaited in its turn; nobody does when one before it fails.
      window.catch(() => undefined)
      ahead.push(window)
      next = to
    }
  }

  function decide(window: Window, at: number): Decision {
    const print = printOf(at)
    const found = joins.over(window.found[at - window.from] as CandidateSet, print, window.joined)
    return decideEntry({ entry: entries[at] as Entry, print, found, storyOf: known.get }, deps)
  }

  /** From now on what is decided builds upon it. */
  function take({ plan, origins }: Decision): void {
    joins.add(plan)
    known.put({ story: plan.story, origins })
  }

  function tell(decision: Decision, outcome: 'joined' | 'already', merged: number): void {
    const { plan, verdict } = decision
    const report: ClusterReport = {
      entryId: plan.entry.id,
      storyId: plan.story.id,
      outcome: outcome === 'already' ? outcome : outcomeOf(plan),
      rule: verdict.rule,
      reason: verdict.reason,
      score: verdict.score,
      rereads,
      merged,
    }
    rereads = 0
    for (const id of plan.story.listIds) listIds.add(id)
    reports.push(report)
    deps.report(report)
  }

  function again(at: number): void {
    rereads++
    if (rereads >= MAX_REREADS) {
      throw new Error(
        `entry ${entries[at]?.id} could not be placed: the index changed ${MAX_REREADS} times while it was decided`,
      )
    }
    restart = at
    // Others work on the same stories: what is decided ahead of them is decided in vain.
    size = Math.max(1, size >> 1)
  }

  async function commit(decisions: readonly Decision[], from: number): Promise<void> {
    sent = joins.count
    const outcomes = await deps.join(decisions.map(({ plan }) => plan))
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome === 'stale') return again(from + index)
      tell(decisions[index] as Decision, outcome, 0)
    }
    if (outcomes.at(-1) === 'already' || outcomes.length < decisions.length) restart = from + outcomes.length
    else size = Math.min(WINDOW, size * 2)
  }

  /** An entry that makes stories one, or changes one's title: nothing else is on its way meanwhile. */
  async function placeAlone(at: number): Promise<void> {
    let merged = 0
    for (;;) {
      signal.throwIfAborted()
      const window = await read(at, at + 1)
      known.learn(window.stories)
      const decision = decide(window, at)
      const { plan, bridged, isRetitled } = decision
      // First the merger, then the entry: repeated after a crash, the merger is there and the entry finds one story.
      if (bridged && merged < MAX_MERGERS) {
        const isAnnounced = plan.entry.announcement === 'announced'
        const { merger, listIds: left } = await mergeTwo(deps, bridged, { isAnnounced })
        for (const id of left) listIds.add(id)
        if (merger) known.merge(merger)
        merged++
        continue
      }
      // Before the commit, lest a crash after it leaves nobody told; and after it, in case it took longer than the wait.
      if (isRetitled) await deps.deferUpdate(plan.story.id)
      const [outcome] = await deps.join([plan])
      if (outcome === 'joined' || outcome === 'already') {
        if (isRetitled) await deps.deferUpdate(plan.story.id)
        if (outcome === 'joined') take(decision)
        sent = joins.count
        return tell(decision, outcome, merged)
      }
      again(at)
      restart = undefined
    }
  }

  /** Nothing that was read or decided ahead counts. */
  function beginAgain(at: number): void {
    next = at
    restart = undefined
    ahead = []
    joins.clear()
    known.clear()
    sent = 0
  }

  async function placeWindow(window: Window): Promise<void> {
    known.learn(window.stories)
    let decisions: Decision[] = []
    let from = window.from
    const leave = async () => {
      await committing
      if (restart === undefined && decisions.length > 0) committing = commit(decisions, from)
      committing.catch(() => undefined)
      decisions = []
    }
    for (let at = window.from; at < window.to; at++) {
      const decision = decide(window, at)
      if (isToBeAlone(decision)) {
        await leave()
        await committing
        if (restart !== undefined) return
        await placeAlone(at)
        from = at + 1
      } else {
        take(decision)
        decisions.push(decision)
      }
    }
    await leave()
  }

  try {
    while (next < entries.length || ahead.length > 0 || restart !== undefined) {
      signal.throwIfAborted()
      if (restart !== undefined) beginAgain(restart)
      readAhead()
      const window = ahead.shift()
      if (window) await placeWindow(await window)
      if (ahead.length === 0 && next >= entries.length) await committing
    }
    return { reports, listIds }
  } finally {
    await committing.catch(() => undefined)
  }
}

function isToBeAlone({ plan, bridged, isRetitled }: Decision): boolean {
  return plan.entry.storyId !== undefined || bridged !== undefined || isRetitled
}

function outcomeOf({ entry, expectedVersion }: JoinPlan): 'changed' | 'founded' | 'joined' {
  if (entry.storyId !== undefined) return 'changed'
  return expectedVersion === 0 ? 'founded' : 'joined'
}
