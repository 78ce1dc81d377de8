import { LIMITS } from '../limits.ts'
import { ParseError } from '../parse-error.ts'
import { beyondBounds } from './json-depth.ts'

const PADDING = /[\s\u0000]/

/** Any JSON within bounds; throws a ParseError for what is none, or too deep or large to be built. */
export function readJson(text: string): unknown {
  const beyond = beyondBounds(text, { depth: LIMITS.jsonDepth, values: LIMITS.jsonValues })
  if (beyond === 'depth') {
    throw new ParseError('parse_json', `the JSON nests deeper than ${LIMITS.jsonDepth} levels`)
  }
  if (beyond === 'values') {
    throw new ParseError('parse_too_large', `the JSON holds more than ${LIMITS.jsonValues} values`)
  }
  try {
    return JSON.parse(withoutPadding(text))
  } catch (cause) {
    throw new ParseError('parse_json', 'the document starts like JSON but cannot be read as JSON', { cause })
  }
}

/** Without the white space and zeros around it. A pattern for the end would begin anew at each space in between. */
function withoutPadding(text: string): string {
  let from = 0
  let to = text.length
  while (from < to && PADDING.test(text.charAt(from))) from++
  while (to > from && PADDING.test(text.charAt(to - 1))) to--
  return text.slice(from, to)
}
