import type { CandidateSet, Entry, Fingerprint, KeptStory, SameStoryVerdict } from '../model/index.ts'
import { byReportOfEntry } from '../rules/story/report-order.ts'
import { type CommitDeps, commitSteps } from './commit-steps.ts'
import {
  type DecideOptions,
  type Decision,
  decideEntry,
  type EntryCase,
  type JoinPlan,
} from './decide-entry.ts'
import { decideStep, type Step } from './decide-step.ts'
import { createKnownStories } from './known-stories.ts'
import { type Doubt, type LookDeps, lookAgain, type Merged } from './look-again.ts'
import { nextTurn } from './next-turn.ts'
import { createOwnJoins } from './own-joins.ts'
import type { Prepared } from './prepare-entries.ts'

export interface ClusterDeps extends CommitDeps, DecideOptions, LookDeps {
  loadEntries(ids: readonly string[]): Promise<readonly (Entry | undefined)[]>
  /** In the order asked. */
  findCandidates(
    queries: readonly { readonly fingerprint: Fingerprint; readonly at: number }[],
  ): Promise<readonly CandidateSet[]>
  /** In the order given; `prepareEntry` of each. */
  prepare(entries: readonly Entry[]): Promise<readonly Prepared[]>
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

/** Under contention a commit is decided anew; so many times in a row means that something else is wrong. */
const MAX_REREADS = 50
/** Entries read, decided and committed together: few round trips, and Redis is never held for long. */
const WINDOW = 32
/** Windows being read while one is decided: neither Redis nor this process waits for the other. */
const AHEAD = 2
/** Entries decided in one turn of the event loop: a reading takes up to three answers, one after the other. */
const AT_A_TIME = 8

/**
 * Puts each entry into the story it reports, or founds one. Any number of workers may run this on any entries, in
 * any order and more than once: the commit checks what the decision was based on.
 */
export function createCluster(deps: ClusterDeps) {
  return async function cluster(entryIds: readonly string[], signal: AbortSignal): Promise<ClusterReport[]> {
    const entries = await deps.loadEntries([...new Set(entryIds)])
    // Some expired between admission and now: too old to be anybody's news.
    const present = entries.filter((entry) => entry !== undefined).sort(byReportOfEntry)
    const { reports, doubts, listIds } = await placeAll(deps, present, await deps.prepare(present), signal)
    for (const listId of listIds) await deps.enqueueRank(listId)
    const merged = await lookAgain(deps, doubts, signal)
    for (const listId of new Set(merged.flatMap(({ plan }) => plan.survivor.listIds)))
      await deps.enqueueRank(listId)
    return reports.map((report) => withMergers(report, merged))
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
  prepared: readonly Prepared[],
  signal: AbortSignal,
): Promise<{ reports: ClusterReport[]; doubts: readonly Doubt[]; listIds: ReadonlySet<string> }> {
  const reports: ClusterReport[] = []
  const doubts: Doubt[] = []
  const listIds = new Set<string>()
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

  async function read(from: number, to: number): Promise<Window> {
    const joined = sent
    const part = entries.slice(from, to)
    const found = await deps.findCandidates(
      part.map((entry, index) => ({
        fingerprint: (prepared[from + index] as Prepared).print,
        at: entry.reportedAt,
      })),
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

  function caseOf(window: Window, at: number): Omit<EntryCase, 'storyOf'> {
    const ready = prepared[at] as Prepared
    const found = joins.over(window.found[at - window.from] as CandidateSet, ready.print, window.joined)
    return { entry: entries[at] as Entry, prepared: ready, found }
  }

  /** From now on what is decided builds upon it. */
  function take(step: Step): Step {
    const { plan } = step.decision
    joins.add(plan)
    known.put({ story: plan.story, origins: plan.origins })
    return step
  }

  function tell({ decision, mergers }: Step, outcome: 'joined' | 'already'): void {
    const { plan, verdict } = decision
    const report: ClusterReport = {
      entryId: plan.entry.id,
      storyId: plan.story.id,
      outcome: outcome === 'already' ? outcome : outcomeOf(plan),
      rule: verdict.rule,
      reason: verdict.reason,
      score: verdict.score,
      rereads,
      merged: mergers.length,
    }
    rereads = 0
    for (const id of plan.story.listIds) listIds.add(id)
    doubts.push(...doubtsOf(decision))
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

  async function commit(steps: readonly Step[], from: number): Promise<void> {
    const before = joins.count() - steps.length
    const { placed, isRefused } = await commitSteps(deps, steps, {
      sent(count) {
        sent = before + count
      },
      merged({ survivor }) {
        for (const id of survivor.listIds) listIds.add(id)
      },
      placed: tell,
    })
    if (isRefused) return again(from + placed)
    if (placed < steps.length || reports.at(-1)?.outcome === 'already') restart = from + placed
    else size = Math.min(WINDOW, size * 2)
  }

  /** Once all before are committed, and if none of them was refused. */
  async function send(steps: readonly Step[], from: number): Promise<void> {
    await committing
    if (restart === undefined && steps.length > 0) committing = commit(steps, from)
    committing.catch(() => undefined)
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
    let steps: Step[] = []
    let from = window.from
    for (let at = window.from; at < window.to; at++) {
      if (at > window.from && (at - window.from) % AT_A_TIME === 0) await nextTurn()
      const decision = decideEntry({ ...caseOf(window, at), storyOf: known.get }, deps)
      if (!isToBeAlone(decision)) {
        steps.push(take({ mergers: [], decision }))
        continue
      }
      await send(steps, from)
      await committing
      if (restart !== undefined) return
      const alone = await read(at, at + 1)
      known.learn(alone.stories)
      await send([take(decideStep(caseOf(alone, at), known, deps))], at)
      await committing
      if (restart !== undefined) return
      steps = []
      from = at + 1
    }
    await send(steps, from)
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
    return { reports, doubts, listIds }
  } finally {
    await committing.catch(() => undefined)
  }
}

/**
 * What stories it makes one is decided on the index as it is, not as it is thought to be; and what an entry was indexed
 * under before it changed is not counted twice, and nobody here knows what that was.
 */
function isToBeAlone({ plan, bridged }: Decision): boolean {
  return plan.entry.storyId !== undefined || bridged !== undefined
}

function doubtsOf({ plan: { entry, story, grounds }, fitted }: Decision): Doubt[] {
  return fitted.map(({ storyId, entryId }) => ({
    entryId: entry.id,
    reportedAt: entry.reportedAt,
    storyIds: [story.id, storyId],
    otherId: entryId,
    ...(grounds && { grounds }),
    isTold: entry.announcement === 'announced',
  }))
}

/** A report with the stories that became one when they were looked at again. */
function withMergers(report: ClusterReport, merged: readonly Merged[]): ClusterReport {
  const more = merged.filter(({ entryId }) => entryId === report.entryId).length
  return more === 0 ? report : { ...report, merged: report.merged + more }
}

function outcomeOf({ entry, expectedVersion }: JoinPlan): 'changed' | 'founded' | 'joined' {
  if (entry.storyId !== undefined) return 'changed'
  return expectedVersion === 0 ? 'founded' : 'joined'
}
