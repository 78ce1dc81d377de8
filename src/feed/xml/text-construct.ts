import { LIMITS } from '../limits.ts'
import { replaceEach } from '../replace-each.ts'
import { createCdataEnd, crossesEntries, crossesFields } from './cdata-end.ts'
import { createFindNext, type FindNext } from './find-next.ts'
import { decodeEntities } from './scan-tag.ts'

/** Elements whose content is text or HTML, possibly written as unescaped markup. */
const TEXT_CONSTRUCTS: ReadonlySet<string> = new Set([
  'title',
  'description',
  'summary',
  'subtitle',
  'tagline',
  'info',
  'content',
  'content:encoded',
  'xhtml:body',
  'body',
  'fullitem',
  'abstract',
  'dcterms:abstract',
  'dc:title',
  'dc:description',
  'itunes:summary',
  'itunes:subtitle',
  'itunes:title',
  'atom:title',
  'atom:subtitle',
  'atom:tagline',
  'atom:summary',
  'atom:content',
  'media:title',
  'media:description',
])

export function isTextConstruct(name: string): boolean {
  return TEXT_CONSTRUCTS.has(name)
}

interface TextConstruct {
  readonly value: string
  /** The content held tags, so the value is HTML whatever its `type` says. */
  readonly markup: boolean
  /** Position of the closing tag. */
  readonly end: number
  /** Its end was found in what it holds, whatever may follow it. */
  readonly isExact: boolean
}

/** Reads the content of the element opened as `name` (as written) whose content starts at `start`. */
type ReadTextConstruct = (name: string, start: number) => TextConstruct | undefined

/** Characters searched again for a lost end tag, in multiples of the text; past it no further looks are taken. */
const SEARCH_BUDGET = 4

/**
 * Reads text constructs whole, so that inline markup keeps its order and broken HTML never reaches the XML reader.
 * Undefined when the end tag is missing or lies in another entry: the caller then closes the element itself.
 */
export function createConstructReader(
  text: string,
  xhtmlPrefixes: () => readonly string[],
): ReadTextConstruct {
  const closers = new Map<string, FindNext>()
  const nextCdata = createFindNext(text, '<![CDATA[')
  const cdataEndOf = createCdataEnd(text)
  let budget = text.length * SEARCH_BUDGET
  let isExact = true

  function nextCloser(name: string, from: number): number {
    let find = closers.get(name)
    if (!find) {
      find = createFindNext(text, `</${name}`)
      closers.set(name, find)
    }
    let at = find(from)
    while (at >= 0 && !endsName(text.charCodeAt(at + 2 + name.length))) at = find(at + 1)
    return at
  }

  /** The end tag right behind a text or behind the one CDATA section, as most have it; `at` is the first `<`. */
  function usualEnd(name: string, at: number): number {
    if (at < 0) return -1
    if (isCloser(name, at)) return at
    const section = text.startsWith('<![CDATA[', at) ? cdataEndOf(at) : -1
    return section >= 0 && isCloser(name, section + 3) ? section + 3 : -1
  }

  function isCloser(name: string, at: number): boolean {
    return (
      text.charCodeAt(at) === 60 &&
      text.charCodeAt(at + 1) === 47 &&
      text.startsWith(name, at + 2) &&
      endsName(text.charCodeAt(at + 2 + name.length))
    )
  }

  /** The end tag that is not inside a CDATA section. */
  function endOf(name: string, start: number): number {
    const usual = usualEnd(name, text.indexOf('<', start))
    if (usual >= 0) return usual
    let end = nextCloser(name, start)
    let from = start
    while (end >= 0) {
      const cdata = nextCdata(from)
      if (cdata < 0 || cdata > end) return end
      const cdataEnd = cdataEndOf(cdata)
      // An endless section cannot be meant to swallow the rest of the document.
      if (cdataEnd < 0) {
        isExact = false
        return end
      }
      from = cdataEnd
      if (cdataEnd > end) end = nextCloser(name, cdataEnd)
    }
    return -1
  }

  return (name, start) => {
    isExact = true
    const end = endOf(name, start)
    if (end < 0) return undefined
    // Nobody reads more of it, and what nobody reads may be as long as it likes.
    const inner = text.slice(start, Math.min(end, start + LIMITS.constructLength))
    if (!inner.includes('<')) return { value: decodeEntities(inner).trim(), markup: false, end, isExact }
    if (budget <= 0) return undefined
    const whole = onlyCdata(inner)
    if (whole !== undefined) return { value: whole.trim(), markup: false, end, isExact }
    const parts = splitCdata(inner)
    const crosses = name.toLowerCase().endsWith('title') ? crossesFields : crossesEntries
    if (parts.some((part) => !part.literal && crosses(part.text))) {
      budget -= inner.length
      return undefined
    }
    if (parts.some((part) => !part.literal && part.text.includes('<'))) {
      const markup = parts.map((part) => part.text).join('')
      return { value: withoutPrefixes(markup, xhtmlPrefixes()).trim(), markup: true, end, isExact }
    }
    const value = parts.map((part) => (part.literal ? part.text : decodeEntities(part.text))).join('')
    return { value: value.trim(), markup: false, end, isExact }
  }
}

/** What the one CDATA section holds, where there is nothing else. */
function onlyCdata(inner: string): string | undefined {
  const text = inner.trim()
  if (!text.startsWith('<![CDATA[') || text.indexOf(']]>', 9) !== text.length - 3) return undefined
  return text.slice(9, -3)
}

interface Part {
  readonly text: string
  readonly literal: boolean
}

/** CDATA sections (literal) and what stands between them, without comments. */
function splitCdata(inner: string): Part[] {
  const parts: Part[] = []
  let at = 0
  while (at < inner.length) {
    const next = inner.indexOf('<!', at)
    if (next < 0) break
    if (next > at) parts.push({ text: inner.slice(at, next), literal: false })
    const cdata = inner.startsWith('<![CDATA[', next)
    const comment = !cdata && inner.startsWith('<!--', next)
    if (!cdata && !comment) {
      parts.push({ text: '<!', literal: false })
      at = next + 2
      continue
    }
    const stop = cdata ? ']]>' : '-->'
    const start = next + (cdata ? 9 : 4)
    const found = inner.indexOf(stop, start)
    const end = found < 0 ? inner.length : found
    if (cdata) parts.push({ text: inner.slice(start, end), literal: true })
    at = found < 0 ? inner.length : end + 3
  }
  if (at < inner.length) parts.push({ text: inner.slice(at), literal: false })
  return parts
}

/** `<xhtml:p>` becomes `<p>`: HTML readers know no prefixes. */
function withoutPrefixes(markup: string, prefixes: readonly string[]): string {
  if (prefixes.length === 0 || !markup.includes(':')) return markup
  return replaceEach(markup, /<(\/?)([\w.-]{1,40}):/g, ([tag, slash, prefix]) =>
    prefixes.includes(prefix!) ? `<${slash}` : tag,
  )
}

function endsName(code: number): boolean {
  return code === 62 || code === 60 || code <= 32 || Number.isNaN(code)
}
