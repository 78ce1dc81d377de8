import type { LeasedSource, PackedState, SourceState, SourceStatus } from '../model/index.ts'
import { loadScripts, type ScriptArgument } from '../redis/scripts.ts'
import type { StoreDeps } from './deps.ts'
import type { createDueSources } from './due-sources.ts'
import { gather } from './gather.ts'
import { statusLetter } from './source-records.ts'

export interface PollResult {
  readonly state: SourceState
  /** As it was looked up. */
  readonly before?: PackedState
  /** Retires an active source. */
  readonly status?: SourceStatus
  readonly nextPollAt: number
  /** The declared one; looked up when absent. */
  readonly url?: string
  /** Where it is asked from now on, where that is another place: it counts as one of that host. */
  readonly address?: string
  /** Written after what the state believes to be stored. */
  readonly witness?: string
}

/** `unfounded`: Redis has lost what was stored before the witness. Then as with `lease_lost` nothing was written. */
export type FinishOutcome = 'finished' | 'lease_lost' | 'unfounded'

const FINISH_OUTCOMES: readonly FinishOutcome[] = ['lease_lost', 'finished', 'unfounded']

interface FinishedPoll {
  readonly lease: LeasedSource
  readonly result: PollResult
  readonly state: Buffer
}

/** A finished poll waits so long for others, to be saved with them; it holds its host's place until then. */
const FINISH_WAIT_MS = 10
const FINISH_CHUNK = 50

export type FinishDeps = StoreDeps &
  Pick<ReturnType<typeof createDueSources>, 'leaseKeys' | 'recordKey' | 'slotKey' | 'hostCode'>

/** Saves polls that end at about the same time in one call. */
export function createFinishPolls({ redis, keys, leaseKeys, recordKey, slotKey, hostCode }: FinishDeps) {
  const scripts = loadScripts(redis, ['finish-polls'])

  async function send(polls: readonly FinishedPoll[]): Promise<FinishOutcome[]> {
    const names = leaseKeys()
    const args: ScriptArgument[] = []
    const witnesses = [...new Set(polls.flatMap(({ result }) => result.witness ?? []))]
    const firstWitness = names.length + 2 * polls.length + 1
    for (const { lease, result, state } of polls) {
      names.push(recordKey(lease.sourceId), slotKey(result.nextPollAt))
      const host = result.address === undefined ? '' : hostCode(result.address)
      args.push(lease.sourceId, lease.leaseUntil, state, result.nextPollAt)
      args.push(result.status || host ? (result.status ? statusLetter(result.status) : '-') + host : '')
      args.push(result.witness === undefined ? 0 : firstWitness + witnesses.indexOf(result.witness))
    }
    names.push(...witnesses.map(keys.witness))
    const replies = (await scripts['finish-polls']({ keys: names, args })) as number[]
    return replies.map((reply) => FINISH_OUTCOMES[reply] ?? 'lease_lost')
  }

  return gather(send, { waitMs: FINISH_WAIT_MS, most: FINISH_CHUNK })
}
