const { charCodeAt, slice } = String.prototype

/**
 * `text.charCodeAt(at)` of a place within the text, for loops over all of it. The engine has a dozen kinds of strings (of
 * one byte or two, cut out of others, joined, …), and where a loop has met more than four of them it looks `charCodeAt`
 * up anew for each unit, which costs five times what reading the unit does. Asked once for a place behind the end, it
 * would be slow for everybody from then on; to look each time whether it is costs a seventh of a fingerprint.
 */
export function unitAt(text: string, at: number): number {
  return charCodeAt.call(text, at)
}

/** `text.slice(from, to)`, likewise. */
export function cut(text: string, from: number, to: number): string {
  return slice.call(text, from, to)
}
