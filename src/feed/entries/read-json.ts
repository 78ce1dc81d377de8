import { LIMITS } from '../limits.ts'
import { ParseError } from '../parse-error.ts'
import { beyondBounds } from './json-depth.ts'
import { repairJson } from './repair-json.ts'

const PADDING = /[\s\u0000]/

interface ReadJson {
  readonly document: unknown
  /** It was no JSON, but could be made some. */
  readonly isRepaired: boolean
}

/** Any JSON within bounds; throws a ParseError for what is none, or too deep or large to be built. */
export function readJson(text: string): ReadJson {
  const beyond = beyondBounds(text, { depth: LIMITS.jsonDepth, values: LIMITS.jsonValues })
  if (beyond === 'depth') {
    throw new ParseError('parse_json', `the JSON nests deeper than ${LIMITS.jsonDepth} levels`)
  }
  if (beyond === 'values') {
    throw new ParseError('parse_too_large', `the JSON holds more than ${LIMITS.jsonValues} values`)
  }
  const plain = withoutPadding(text)
  try {
    return { document: JSON.parse(plain), isRepaired: false }
  } catch (cause) {
    const document = parsedAfterRepair(plain)
    if (document !== undefined) return { document, isRepaired: true }
    throw new ParseError('parse_json', 'the document starts like JSON but cannot be read as JSON', { cause })
  }
}

function parsedAfterRepair(text: string): unknown {
  const repaired = repairJson(text)
  try {
    return repaired === undefined ? undefined : JSON.parse(repaired)
  } catch {
    return undefined
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
