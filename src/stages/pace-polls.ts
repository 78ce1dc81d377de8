import type { JournalRow, LeasedSource, PollOutcome, SourceState } from '../model/index.ts'
import { type PolitenessGroup, politenessGroup, politenessGroups } from '../rules/polling/politeness-group.ts'
import { learnPace, type Pace, type Turn, takeTurn } from '../rules/polling/rate-scope.ts'

/** Paces of politeness groups, kept where all workers see them. */
export interface PaceDeps {
  load(groupIds: readonly string[]): Promise<readonly (Pace | undefined)[]>
  update<Result extends { readonly pace: Pace | undefined }>(
    groupId: string,
    decide: (known: Pace | undefined) => Result,
  ): Promise<Result>
}

export interface PollTurn extends LearnedGap {
  /** When it has to wait until its group may be asked again; absent: now is fine. */
  readonly waitUntil?: number
}

/** What lies between two requests to a group at present. */
export type LearnedGap = Required<Pick<JournalRow, 'gapMs'>> & Pick<JournalRow, 'gapOf'>

export interface PollPacing {
  groupOf(address: string): PolitenessGroup
  /** Takes the source's turn in its group; undefined: its group needs none, members are asked independently. */
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

/**
 * The paces of one batch's groups, read once: all but a few groups have none, and cost nothing more. Of the others the
 * groups inside them are looked up, too: the widest that has a pace gives the turns.
 */
export async function pacingOf(deps: PaceDeps, addresses: readonly string[]): Promise<PollPacing> {
  const groups = new Map<string, PolitenessGroup>(
    addresses.map((address) => [address, politenessGroup(address)]),
  )
  const groupOf = (address: string) => groups.get(address) ?? politenessGroup(address)
  const paced = new Set<string>()
  const lookUp = async (all: Iterable<PolitenessGroup>) => {
    const ids = [...new Set(Array.from(all, ({ id }) => id))]
    const paces = await deps.load(ids)
    for (const [index, id] of ids.entries()) if (paces[index] !== undefined) paced.add(id)
  }
  const isPaced = ({ id }: PolitenessGroup) => paced.has(id)
  const noteAsked = ({ id }: PolitenessGroup, now: number) =>
    deps.update(id, (pace) => ({ pace: pace && { ...pace, lastAskedAt: now } }))
  await lookUp(groups.values())
  await lookUp(addresses.filter((address) => isPaced(groupOf(address))).flatMap(insideOf))

  return {
    groupOf,
    async takeTurn(address, state, now) {
      if (!isPaced(groupOf(address))) return undefined
      const known = politenessGroups(address).filter(isPaced)
      for (const [at, { id, kind }] of known.entries()) {
        const turn = await deps.update<Pick<Turn, 'waitUntil'> & { readonly pace: Pace | undefined }>(
          id,
          (pace) => (pace ? takeTurn(pace, now, state.turnAt) : { pace }),
        )
        if (!turn.pace || turn.pace.gapMs === 0) continue
        const given = { gapMs: turn.pace.gapMs, ...(kind === 'subdomain' && { gapOf: kind }) }
        if (turn.waitUntil !== undefined) return { ...given, waitUntil: turn.waitUntil }
        // A domain that lets go leaves it to its subdomains, whose next turn counts from the last request all the same.
        for (const inside of known.slice(at + 1)) await noteAsked(inside, now)
        return given
      }
      return undefined
    },
    async learn(address, { lease, ...answer }) {
      const { outcome } = answer
      if (outcome !== 'throttled' && !isPaced(groupOf(address))) return
      const [widest, ...inside] = politenessGroups(address)
      const told = { sourceId: lease.sourceId, ...answer }
      for (const group of [widest, ...inside]) {
        if (outcome !== 'throttled' && !isPaced(group)) continue
        paced.add(group.id)
        const subdomain = group === widest ? inside[0]?.id : undefined
        await deps.update(group.id, (known) => ({
          pace: learnPace(known, group.kind, { ...told, subdomain }),
        }))
      }
    },
  }
}

const insideOf = (address: string) => politenessGroups(address).slice(1)
