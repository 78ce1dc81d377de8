import { TidewireError } from '../model/index.ts'

export type ParseErrorCode =
  | 'parse_empty'
  | 'parse_html'
  | 'parse_opml'
  | 'parse_sitemap'
  | 'parse_json'
  | 'parse_xml'
  | 'parse_unknown'
  | 'parse_too_large'
  | 'parse_timeout'
  | 'parse_memory'

/** A document that could not be read as a feed; the code says what it is instead, or what it cost. */
export class ParseError extends TidewireError {
  declare readonly code: ParseErrorCode

  constructor(code: ParseErrorCode, message: string, options: { cause?: unknown } = {}) {
    // A publisher mends a broken document without telling us: every one of these may pass next time.
    super(code, message, { retry: 'later', ...options })
  }
}
