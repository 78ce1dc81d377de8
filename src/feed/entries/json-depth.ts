interface JsonBounds {
  readonly depth: number
  readonly values: number
}

/**
 * Which bound JSON is beyond, in one pass that stops there. JSON.parse itself builds everything first: ten megabytes of `[`
 * cost seconds, and their garbage stops the other threads of the process too; ten megabytes of `{},` cost more memory
 * than a thread may have, in one step, and with it the process.
 */
export function beyondBounds(text: string, bounds: JsonBounds): keyof JsonBounds | undefined {
  let depth = 0
  let values = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 34) at = endOfString(text, at)
    else if (code === 91 || code === 123) {
      depth += 1
      values += 1
      if (depth > bounds.depth) return 'depth'
    } else if (code === 93 || code === 125) depth -= 1
    else if (code === 44) values += 1
    if (values > bounds.values) return 'values'
  }
  return undefined
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
