import { createFindCloser, createFindNext, type FindNext } from './find-next.ts'
import type { Outline } from './outline.ts'
import { isContainer, STRUCTURE } from './vocabulary.ts'

interface NeverClosedDeps {
  readonly text: string
  readonly outline: Pick<Outline, 'leavesOut' | 'isInEntry'>
  /** Where the next entry ends. */
  readonly nextEnd: { readonly item: FindNext; readonly entry: FindNext }
  /** What is read from now on hangs on more than its own text. */
  onGivenUp(): void
}

/** Of so many elements' names the end is looked for: each may take a walk through the whole text. */
const MAX_CLOSERS = 100

/**
 * Tells of an element that was just opened, `at` being after its tag, whether its end tag got lost. Such a group would
 * hide every field after it, and so would an element of which nothing is read: they are read as if they were empty.
 */
export function createNeverClosed({ text, outline, nextEnd, onGivenUp }: NeverClosedDeps) {
  const nextItemStart = createFindNext(text, '<item')
  const nextEntryStart = createFindNext(text, '<entry')
  const closers = new Map<string, FindNext>()
  const misspelt = new Map<string, FindNext>()

  /** `</sources>` is the end of a `<source>` that has no other. */
  function endsMisspelt(written: string, at: number, entryEnd: number): boolean {
    let find = misspelt.get(written)
    if (!find) {
      find = createFindNext(text, `</${written}`)
      misspelt.set(written, find)
    }
    const end = find(at)
    return end >= 0 && (entryEnd < 0 || end < entryEnd)
  }

  return function isNeverClosed(written: string, name: string, at: number): boolean {
    if (STRUCTURE.has(name)) return false
    const isLeftOut = outline.leavesOut(name)
    if ((!isContainer(name) && !isLeftOut) || endsNext(text, written, at)) return false
    let find = closers.get(written)
    if (!find) {
      if (closers.size >= MAX_CLOSERS) {
        onGivenUp()
        return false
      }
      find = createFindCloser(text, written)
      closers.set(written, find)
    }
    const end = find(at)
    const entryEnd = firstOf(nextEnd.item(at), nextEnd.entry(at))
    // The end of the document may have cut it off.
    if (isLeftOut && entryEnd < 0 && outline.isInEntry()) return false
    if (end >= 0 && (entryEnd < 0 || entryEnd > end)) return false
    if (!isLeftOut && endsMisspelt(written, at, entryEnd)) return false
    if (end < 0) return true
    // Entries within what is left out, such as lists of related articles, end before it does.
    const entryStart = isLeftOut ? firstOf(nextItemStart(at), nextEntryStart(at)) : -1
    return entryStart < 0 || entryStart > entryEnd
  }
}

/** Whether what was just opened ends right after its text, as most of what is left out does. */
function endsNext(text: string, written: string, at: number): boolean {
  const end = text.indexOf('<', at)
  return end >= 0 && text.charCodeAt(end + 1) === 47 && text.startsWith(`${written}>`, end + 2)
}

function firstOf(one: number, other: number): number {
  return one < 0 || other < 0 ? Math.max(one, other) : Math.min(one, other)
}
