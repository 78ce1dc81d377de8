/** Pieces that are put together at a time: short ones cost many times their letters while they stand alone. */
const TOGETHER = 4096

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
  const parts: string[] = []
  let pieces: string[] = []
  let at = 0
  for (const match of text.matchAll(pattern)) {
    const written = write(match)
    if (written === match[0]) continue
    pieces.push(text.slice(at, match.index), written)
    at = match.index + match[0].length
    if (pieces.length < TOGETHER) continue
    parts.push(pieces.join(''))
    pieces = []
  }
  return at === 0 && pieces.length === 0 ? text : parts.join('') + pieces.join('') + text.slice(at)
}
