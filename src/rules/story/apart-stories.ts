import type { Story } from '../../model/story.ts'

type Apart = Pick<Story, 'apart'>

/**
 * A split leaves a mark on both stories, `<split>+` and `<split>-`: whatever they are merged into later, who holds one
 * side is never made one with who holds the other, except by a person.
 */
export function marksOf(splitId: string): { readonly stays: string; readonly leaves: string } {
  return { stays: `${splitId}+`, leaves: `${splitId}-` }
}

/** Whether a person has set these stories apart. */
export function areApart(a: Apart, b: Apart): boolean {
  const held = new Set(b.apart)
  return (a.apart ?? []).some((mark) => held.has(otherSide(mark)))
}

/** Marks of two stories that became one; a pair that met was made one by a person, and sets nothing apart any more. */
export function uniteMarks(a: Apart, b: Apart): readonly string[] {
  const marks = new Set([...(a.apart ?? []), ...(b.apart ?? [])])
  return [...marks].filter((mark) => !marks.has(otherSide(mark))).sort()
}

function otherSide(mark: string): string {
  return `${mark.slice(0, -1)}${mark.endsWith('+') ? '-' : '+'}`
}
