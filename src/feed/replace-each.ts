/**
 * `text.replace(pattern, write)`, one match after the other. The engine's own collects all matches before it calls `write`
 * for the first: of ten megabytes of short tags some hundred megabytes, in one step that no heap limit of a thread can
 * stop, so that the whole process is aborted instead.
 */
export function replaceEach(
  text: string,
  pattern: RegExp,
  write: (match: RegExpExecArray) => string,
): string {
  const pieces: string[] = []
  let at = 0
  for (const match of text.matchAll(pattern)) {
    pieces.push(text.slice(at, match.index), write(match))
    at = match.index + match[0].length
  }
  return at === 0 && pieces.length === 0 ? text : pieces.join('') + text.slice(at)
}
