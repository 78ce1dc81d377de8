import type { LeasedSource, PollOutcome, SourceState } from '../model/index.ts'
import { type PolitenessGroup, politenessGroup } from '../rules/polling/politeness-group.ts'
import { learnPace, type Pace, takeTurn } from '../rules/polling/rate-scope.ts'

/** Paces of politeness groups, kept where all workers see them. */
export interface PaceDeps {
  load(groupIds: readonly string[]): Promise<readonly (Pace | undefined)[]>
  update<Result extends { readonly pace: Pace | undefined }>(
    groupId: string,
    decide: (known: Pace | undefined) => Result,
  ): Promise<Result>
}

export interface PollTurn {
  /** When it has to wait until its group may be asked again; absent: now is fine. */
  readonly waitUntil?: number
  /** What lies between two requests to its group at present; 0 where its members are asked independently. */
  readonly gapMs: number
}

export interface PollPacing {
  groupOf(address: string): PolitenessGroup
  /** Takes the source's turn in its group; undefined: its group needs none. */
  takeTurn(address: string, state: SourceState, now: number): Promise<PollTurn | undefined>
  learn(
    address: string,
    answer: {
      readonly lease: LeasedSource
      readonly outcome: PollOutcome
      readonly askedAt: number
      readonly now: number
      readonly retryAfterMs?: number | undefined
    },
  ): Promise<void>
}

/** The paces of one batch's groups, read once: all but a few groups have none, and cost nothing more. */
export async function pacingOf(deps: PaceDeps, addresses: readonly string[]): Promise<PollPacing> {
  const groups = new Map<string, PolitenessGroup>(
    addresses.map((address) => [address, politenessGroup(address)]),
  )
  const groupOf = (address: string) => groups.get(address) ?? politenessGroup(address)
  const ids = [...new Set([...groups.values()].map(({ id }) => id))]
  const paces = await deps.load(ids)
  const paced = new Set(ids.filter((_, index) => paces[index] !== undefined))

  return {
    groupOf,
    async takeTurn(address, state, now) {
      const { id } = groupOf(address)
      if (!paced.has(id)) return undefined
      const turn = await deps.update(id, (known) =>
        known === undefined ? { pace: undefined } : takeTurn(known, now, state.turnAt),
      )
      if (turn.pace === undefined) return undefined
      const { gapMs } = turn.pace
      return 'waitUntil' in turn && turn.waitUntil !== undefined
        ? { waitUntil: turn.waitUntil, gapMs }
        : { gapMs }
    },
    async learn(address, { lease, ...answer }) {
      const { id, kind } = groupOf(address)
      if (answer.outcome !== 'throttled' && !paced.has(id)) return
      paced.add(id)
      await deps.update(id, (known) => ({
        pace: learnPace(known, kind, { sourceId: lease.sourceId, ...answer }),
      }))
    },
  }
}
