import { Parser } from 'htmlparser2'
import { cleanText, shorten } from '../characters.ts'
import { LIMITS } from '../limits.ts'
import { textOfSimple } from './simple-html.ts'

const BLOCKS: ReadonlySet<string> = new Set(
  'address article aside blockquote br center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody tfoot thead tr ul'.split(
    ' ',
  ),
)
const CELLS: ReadonlySet<string> = new Set(['td', 'th', 'option'])
const SILENT: ReadonlySet<string> = new Set(
  'annotation annotation-xml audio canvas embed head iframe noembed noframes noscript script style svg template textarea title video'.split(
    ' ',
  ),
)
/** Small enough that little is parsed beyond what the text needs. */
const CHUNK_LENGTH = 16 * 1024

const MARKUP = /[<&]/

/** Plain text of HTML, blocks on lines of their own, at most `max` UTF-16 units. Linear in the HTML's length. */
export function textOf(html: string, max: number): string {
  if (!MARKUP.test(html)) return shorten(tidy(html), max)
  const simple = html.length <= CHUNK_LENGTH ? textOfSimple(html) : undefined
  if (simple !== undefined) return shorten(tidy(simple), max)
  let out = ''
  let tags = 0
  let silent = 0
  let silentTag = ''
  const parser = new Parser({
    onopentagname(name) {
      tags += 1
      if (silent > 0) {
        if (name === silentTag) silent += 1
      } else if (SILENT.has(name)) {
        silentTag = name
        silent = 1
      } else if (BLOCKS.has(name)) out += '\n'
      else if (CELLS.has(name)) out += ' '
    },
    ontext(text) {
      if (silent === 0) out += text
    },
    onclosetag(name) {
      if (silent > 0) {
        if (name === silentTag) silent -= 1
      } else if (BLOCKS.has(name) && name !== 'br') out += '\n'
    },
  })
  // Tags and runs of spaces shrink away, so twice the length is read before the text counts as long enough.
  for (let at = 0; at < html.length && out.length < max * 2 + 200; at += CHUNK_LENGTH) {
    if (tags > LIMITS.contentTags) break
    parser.write(html.slice(at, at + CHUNK_LENGTH))
  }
  parser.end()
  return shorten(tidy(out), max)
}

/** Embeddings, overrides and isolates of the bidirectional algorithm (UAX #9): unclosed, they turn what follows around. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g

/** What `oneLine` takes out or makes one space; most texts hold nothing of it. */
const UNEVEN = /[^\S ]| {2}|[\u200b\u202a-\u202e\u2066-\u2069]/
/** The same of `tidy`. */
const UNTIDY = /[^\S ]| {2}/
/** Whatever `oneLine`, `tidy` or `cleanText` would change: one look says that a text holds nothing of it. */
const UNUSUAL =
  /[\u0000-\u001f\u007f-\u00a0\u1680\u2000-\u200b\u2028-\u202f\u205f\u2066-\u2069\u3000\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]| {2}/

/** One line of plain text, which cannot change the direction of what stands after it. */
export function oneLine(text: string, max: number): string {
  if (!UNUSUAL.test(text)) return shorten(text.trim(), max)
  const clean = cleanText(text)
  if (!UNEVEN.test(clean)) return shorten(clean.trim(), max)
  return shorten(
    clean
      .replace(TURNING, '')
      .replace(/[^\S ][\s\u200b]*|\u200b[\s\u200b]*| [\s\u200b]+/g, ' ')
      .trim(),
    max,
  )
}

function tidy(text: string): string {
  if (!UNUSUAL.test(text)) return text.trim()
  const clean = cleanText(text)
  if (!UNTIDY.test(clean)) return clean.trim()
  return (
    clean
      // A single space stays without being touched: most of them are.
      .replace(/[^\S\n ][^\S\n]*| [^\S\n]+/g, ' ')
      .replace(/ ?\n[ \n]*/g, '\n')
      .trim()
  )
}

const INLINE =
  'a|abbr|acronym|b|bdi|bdo|big|blockquote|center|cite|code|del|dfn|div|em|font|h[1-6]|i|ins|kbd|li|mark|nobr|ol|p|q|s|samp|small|span|strike|strong|sub|sup|time|tt|u|ul|var'
const CLOSED_TAG = new RegExp(`</(?:${INLINE})\\s*>|<(?:br|hr|wbr)\\s*/?>|<img\\s`, 'i')
const REFERENCE = /&(?:#\d{2,7}|#x[0-9a-f]{2,6}|[a-z][a-z0-9]{1,30});/i

/**
 * Whether a short text of undeclared type is HTML: an end tag of formatting or a character reference says so.
 * `Generics in <T> and vector<int>` is not, and keeps its angle brackets.
 */
export function looksLikeHtml(text: string): boolean {
  return (text.includes('<') && CLOSED_TAG.test(text)) || (text.includes('&') && REFERENCE.test(text))
}

/** Plain text of HTML on one line, for titles and names. */
export function lineOf(html: string, max: number): string {
  if (html.length <= max && !MARKUP.test(html)) return oneLine(html, max)
  return oneLine(textOf(html, max * 2), max)
}
