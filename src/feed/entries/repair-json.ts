/** What may follow a backslash; `u` asks for four digits more. */
const ESCAPABLE = '"\\/bfnrt'
const UNICODE = /u[\da-f]{4}/iy
const NO_NUMBER = /-?(?:NaN|Infinity)\b/y
/** Faults mended at most: a document with more was never meant to be JSON, and each costs memory. */
const MOST = 100_000

/**
 * JSON as templates and other languages' writers make it: line breaks and tabs within strings, escapes that JSON does not
 * have, commas before closing brackets, and NaN or Infinity, which become text. One pass, linear; undefined when there
 * is too much to mend.
 */
export function repairJson(text: string): string | undefined {
  const pieces: string[] = []
  let keptTo = 0
  let at = 0

  function replace(from: number, to: number, by: string): void {
    pieces.push(text.slice(keptTo, from), by)
    keptTo = to
  }

  /** Mends the string that begins at `at`, which is then behind it. */
  function mendString(): void {
    for (at += 1; at < text.length && pieces.length <= MOST * 2; at += 1) {
      const code = text.charCodeAt(at)
      if (code === 34) {
        at += 1
        return
      }
      if (code < 32) replace(at, at + 1, `\\u${code.toString(16).padStart(4, '0')}`)
      else if (code === 92 && isEscape(at + 1)) at += 1
      else if (code === 92) replace(at, at + 1, '')
    }
  }

  function isEscape(from: number): boolean {
    UNICODE.lastIndex = from
    return ESCAPABLE.includes(text.charAt(from)) || UNICODE.test(text)
  }

  while (at < text.length && pieces.length <= MOST * 2) {
    const code = text.charCodeAt(at)
    if (code === 34) {
      mendString()
    } else if (code === 44) {
      const comma = at
      at += 1
      while (text.charCodeAt(at) <= 32) at += 1
      if (text[at] === '}' || text[at] === ']') replace(comma, comma + 1, '')
    } else if (code === 45 || code === 73 || code === 78) {
      NO_NUMBER.lastIndex = at
      const [word] = NO_NUMBER.exec(text) ?? []
      if (word !== undefined) replace(at, at + word.length, `"${word}"`)
      at += word?.length ?? 1
    } else {
      at += 1
    }
  }
  return pieces.length > MOST * 2 ? undefined : pieces.join('') + text.slice(keptTo)
}
