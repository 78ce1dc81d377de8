import { streamStories } from '../support/memory-stories.ts'
import { ownSets } from './sets.ts'
import { MERGES, REFUSALS, type Shown } from './shown.ts'

export interface ShownVerdict {
  readonly title: string
  /** First title of the story it joined; absent when it founded one. */
  readonly joined?: string
  readonly reason: string
  readonly comment: string
}

export interface ShownVerdicts {
  readonly merges: readonly ShownVerdict[]
  readonly refusals: readonly ShownVerdict[]
}

/** What the program did with the entries that the page discusses when it placed them. Throws when an entry went the other way. */
export async function readShown(uci: readonly string[], zh: readonly string[]): Promise<ShownVerdicts> {
  const own = [...ownSets()]
    .filter(([name]) => !/^(?:all|the simulated) /u.test(name))
    .flatMap(([, lines]) => lines)
  const streams = {
    uci: await streamStories(uci, {}, 'late'),
    zh: await streamStories(zh, {}, 'late'),
    own: await streamStories(own, {}, 'late'),
  }
  const read = (shown: Shown, isMerge: boolean): ShownVerdict => {
    const stream = streams[shown.set]
    const at = stream.findIndex(({ id }) => id === shown.id)
    const entry = stream[at]
    if (!entry) throw new RangeError(`no entry ${shown.id} in ${shown.set}`)
    const first = stream.slice(0, at).find((other) => other.report.storyId === entry.report.storyId)
    if ((first !== undefined) !== isMerge) {
      throw new Error(
        `${shown.id} "${entry.title}" ${first ? 'joined' : 'founded'} a story: choose another example`,
      )
    }
    return {
      title: entry.title,
      ...(first && { joined: first.title }),
      reason: entry.report.reason,
      comment: shown.comment,
    }
  }
  return {
    merges: MERGES.map((shown) => read(shown, true)),
    refusals: REFUSALS.map((shown) => read(shown, false)),
  }
}
