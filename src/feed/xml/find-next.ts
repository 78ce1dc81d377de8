/** Position of the next needle at or after `from`, or -1. */
export type FindNext = (from: number) => number

/**
 * `indexOf` that remembers its last answer: asked again from anywhere before that answer it does not search again,
 * so a scanner that asks at every tag stays linear in the length of the text.
 */
export function createFindNext(text: string, needle: string): FindNext {
  let searchedFrom = -1
  let found = -1
  return (from) => {
    const known = searchedFrom >= 0 && from >= searchedFrom && (found < 0 || from <= found)
    if (!known) {
      searchedFrom = from
      found = text.indexOf(needle, from)
    }
    return found
  }
}
