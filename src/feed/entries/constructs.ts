import { closeEmptyElements } from '../html/empty-elements.ts'
import { lineOf, looksLikeHtml, oneLine, textOf } from '../html/text.ts'
import { LIMITS } from '../limits.ts'
import { baseWithin } from '../urls.ts'
import { attributeOf, type RawElement } from '../xml/raw-element.ts'

/** A text construct: what the publisher wrote, and whether to read it as HTML. */
export interface Construct {
  readonly value: string
  readonly html: boolean
  /** Base of its relative links. */
  readonly base: string | undefined
}

export interface ConstructContext {
  readonly atom: boolean
  readonly base: string | undefined
}

/** First construct of the names that is not blank. */
export function firstConstruct(
  element: RawElement,
  names: readonly string[],
  context: ConstructContext,
): Construct | undefined {
  for (const name of element.among(names)) {
    const candidates = element.all(name)
    // Atom allowed several contents in its draft; HTML says most.
    const ordered =
      candidates.length > 1 && name.endsWith('content')
        ? [...candidates].sort((a, b) => rankOf(b) - rankOf(a))
        : candidates
    for (const candidate of ordered) {
      const construct = constructOf(candidate, name, context)
      if (construct) return construct
    }
  }
  return undefined
}

const rankOf = (element: RawElement): number => (/html/i.test(attributeOf(element, 'type') ?? '') ? 1 : 0)

/** Elements that hold HTML by their specification when no type says otherwise. */
const HTML_FIELDS: ReadonlySet<string> = new Set([
  'description',
  'content:encoded',
  'xhtml:body',
  'body',
  'fullitem',
])

function constructOf(element: RawElement, name: string, context: ConstructContext): Construct | undefined {
  const type = attributeOf(element, 'type')?.toLowerCase()
  const base = baseWithin(element.attributes, context.base)
  const value = contentOf(element, type)
  if (value === undefined || value === '') return undefined
  if (attributeOf(element, 'markup') !== undefined) {
    // Unescaped `<int>` in a title is as likely a word as a tag.
    const html =
      type !== undefined || !name.endsWith('title') || looksLikeHtml(value) || /<\w+\s[^<>]*=/.test(value)
    return { value: closeEmptyElements(withoutWrapper(value, type), 'xml'), html, base }
  }
  // Atom says what is text; everything else, and Atom without a type, is known by its look.
  if (context.atom && (type === 'text' || type === 'text/plain')) return { value, html: false, base }
  const wrapped = type !== undefined && /html|xml$/.test(type)
  const html = wrapped || (!context.atom && HTML_FIELDS.has(name)) || looksLikeHtml(value)
  const unwrapped = wrapped ? withoutWrapper(value, type) : value
  return { value: html ? closeEmptyElements(unwrapped, 'html') : unwrapped, html, base }
}

function contentOf(element: RawElement, type: string | undefined): string | undefined {
  const text = withoutCdataMarks(element.text.trim())
  const mode = attributeOf(element, 'mode')?.toLowerCase()
  const binary =
    mode === 'base64' ||
    (mode === undefined && type?.includes('/') && !/^text\/|xml$|html$|^multipart\//.test(type))
  if (!binary || !/^[A-Za-z0-9+/=\s]+$/.test(text)) return text
  const decoded = Buffer.from(text, 'base64')
  const readable = decoded.toString('utf8')
  // An image or a program inside the entry is nothing to read.
  return readable.includes('\ufffd') ? undefined : readable.trim()
}

/** CDATA written into CDATA, or escaped like the HTML it was meant to protect. */
function withoutCdataMarks(text: string): string {
  if (!text.startsWith('<![CDATA[')) return text
  return text
    .slice('<![CDATA['.length)
    .replace(/\]\]>?$/, '')
    .trim()
}

/** The one `div` around XHTML content belongs to the container, not to the content (RFC 4287 §3.1.1.3). */
function withoutWrapper(value: string, type: string | undefined): string {
  if (type === undefined || !type.includes('xhtml') || !value.endsWith('</div>')) return value
  const open = /^<div(?:\s[^<>]*)?>/.exec(value)
  return open ? value.slice(open[0].length, -'</div>'.length).trim() : value
}

export function titleText(construct: Construct | undefined): string | undefined {
  if (!construct) return undefined
  const { value, html } = construct
  const bounded = value.slice(0, LIMITS.titleLength * 20)
  return (html ? lineOf(bounded, LIMITS.titleLength) : oneLine(bounded, LIMITS.titleLength)) || undefined
}

export function summaryText(construct: Construct | undefined): string | undefined {
  if (!construct) return undefined
  const bounded = construct.value.slice(0, LIMITS.contentLength)
  const html = construct.html ? bounded : escapeHtml(bounded)
  return textOf(html, LIMITS.summaryLength) || undefined
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
