import type { FindNext } from './find-next.ts'

/** A document that came whole ends so. */
const ROOT_END = /<\/(?:[\w.-]+:)?(?:rss|rdf|feed|channel|entry)\s*>\s*$/i
const ROOT_END_LENGTH = 200

/**
 * Finds the position after a comment or document type; neither is ever read. A comment that never ends was not meant
 * to hide the rest of a whole document: it hides what comes before the next tag.
 */
export function createDeclarationSkipper(text: string, nextCommentEnd: FindNext): (at: number) => number {
  let trustsQuotes = true
  return (at) => {
    if (text.startsWith('<!--', at)) {
      const stop = nextCommentEnd(at + 4)
      if (stop >= 0) return stop + 3
      return ROOT_END.test(text.slice(-ROOT_END_LENGTH)) ? text.indexOf('<', at + 4) : text.length
    }
    if (trustsQuotes) {
      const end = endOfDocumentType(text, at)
      if (end >= 0) return end
      trustsQuotes = false
    }
    const angle = text.indexOf('>', at)
    return angle < 0 ? text.length : angle + 1
  }
}

function endOfDocumentType(text: string, at: number): number {
  let quote = ''
  let depth = 0
  for (let index = at + 2; index < text.length; index += 1) {
    const character = text[index]!
    if (quote) {
      if (character === quote) quote = ''
    } else if (character === '"' || character === "'") quote = character
    else if (character === '[') depth += 1
    else if (character === ']') depth -= 1
    else if (character === '>' && depth <= 0) return index + 1
  }
  return -1
}
