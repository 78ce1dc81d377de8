/** An entry as it was placed, with the event it reports; without one it is background. */
export interface LabelledPlacing {
  readonly story: string
  readonly event?: string | undefined
}

export interface Measure {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

export interface Evaluation {
  readonly events: number
  /** Entries with an event: the measures are means over them. */
  readonly labelled: number
  readonly background: number
  /** Background entries in a story that holds a labelled one. */
  readonly intruders: number
  /** Background entries that share their story with any other entry. */
  readonly joined: number
  readonly bcubed: Measure
  readonly pairwise: Measure
}

/**
 * How well stories render events. BCubed (Bagga and Baldwin 1998) is the mean, over labelled entries, of their story's
 * purity and their event's completeness; pairwise counts pairs of entries put together. Background belongs to no event:
 * in a story with labelled entries it costs precision in both, beside other background nothing, since nobody says
 * which of it belongs together.
 */
export function evaluateStories(placings: readonly LabelledPlacing[]): Evaluation {
  const stories = new Map<string, number>()
  const labelledIn = new Map<string, number>()
  const events = new Map<string, number>()
  const cells = new Map<string, { story: string; event: string; count: number }>()
  for (const { story, event } of placings) {
    add(stories, story)
    if (event === undefined) continue
    add(labelledIn, story)
    add(events, event)
    const key = `${event.length}:${event}${story}`
    const cell = cells.get(key)
    if (cell) cell.count++
    else cells.set(key, { story, event, count: 1 })
  }
  const labelled = sum(events.values())
  const background = placings.filter(({ event }) => event === undefined)
  let precision = 0
  let recall = 0
  let truePairs = 0
  for (const { story, event, count } of cells.values()) {
    precision += (count * count) / (stories.get(story) ?? 1)
    recall += (count * count) / (events.get(event) ?? 1)
    truePairs += pairs(count)
  }
  // Pairs of background alone are neither right nor wrong.
  let claimedPairs = 0
  for (const [story, size] of stories)
    claimedPairs += pairs(size) - pairs(size - (labelledIn.get(story) ?? 0))
  const existingPairs = sum([...events.values()].map(pairs))
  return {
    events: events.size,
    labelled,
    background: background.length,
    intruders: background.filter(({ story }) => labelledIn.has(story)).length,
    joined: background.filter(({ story }) => (stories.get(story) ?? 0) > 1).length,
    bcubed: measure(share(precision, labelled), share(recall, labelled)),
    pairwise: measure(share(truePairs, claimedPairs), share(truePairs, existingPairs)),
  }
}

/** Nothing claimed is nothing wrong, nothing to be found is nothing missed. */
function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole
}

function measure(precision: number, recall: number): Measure {
  const both = precision + recall
  return { precision, recall, f1: both === 0 ? 0 : (2 * precision * recall) / both }
}

function pairs(count: number): number {
  return (count * (count - 1)) / 2
}

function sum(values: Iterable<number>): number {
  let total = 0
  for (const value of values) total += value
  return total
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
