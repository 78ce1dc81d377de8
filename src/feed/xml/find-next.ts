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

/** The next end tag of this very name: `</authors>` ends no `<author>`. Of those with white space in them only the first is seen. */
export function createFindCloser(text: string, name: string): FindNext {
  const tight = createFindNext(text, `</${name}>`)
  const loose = createFindNext(text, `</${name}`)
  return (from) => {
    const at = loose(from)
    return at >= 0 && /\s/.test(text.charAt(at + name.length + 2)) ? at : tight(from)
  }
}
