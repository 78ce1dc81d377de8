export interface BCubed {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/** BCubed (Bagga and Baldwin 1998): mean precision and recall of each item's cluster against its class. */
export function bcubed(items: readonly { readonly story: string; readonly event: string }[]): BCubed {
  const both = new Map<string, number>()
  const stories = new Map<string, number>()
  const events = new Map<string, number>()
  for (const { story, event } of items) {
    count(both, `${story}\n${event}`)
    count(stories, story)
    count(events, event)
  }
  let precision = 0
  let recall = 0
  for (const { story, event } of items) {
    const shared = both.get(`${story}\n${event}`) ?? 0
    precision += shared / (stories.get(story) ?? 1) / items.length
    recall += shared / (events.get(event) ?? 1) / items.length
  }
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
