/**
 * Whether JSON nests deeper than `max`, in one pass that stops there. JSON.parse itself builds everything first: ten
 * megabytes of `[` cost seconds, and their garbage stops the other threads of the process too.
 */
export function isDeeperThan(text: string, max: number): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 34) at = endOfString(text, at)
    else if (code === 91 || code === 123) {
      depth += 1
      if (depth > max) return true
    } else if (code === 93 || code === 125) depth -= 1
  }
  return false
}

/** Position of the quote that ends the string, or the end of the text. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 34) return at
    if (code === 92) at += 1
  }
  return text.length
}
