import { ParseError } from './parse-error.ts'

type DocumentKind = 'json' | 'xml'

const HEAD_LENGTH = 64 * 1024
/** How most feeds begin. Nothing before their root could be taken for another. */
const USUAL = /^[\s\ufeff]*(?:<\?xml\s[^<>]*\?>\s*)?<(?:rss|feed|rdf:RDF)[\s>]/
const USUAL_LENGTH = 300

/** Which reader a document needs; throws a ParseError that names what it is when it is no feed. */
export function classify(text: string): DocumentKind {
  const start = firstVisible(text)
  if (start < 0) throw new ParseError('parse_empty', 'the document is empty')
  if (text[start] === '{' || text[start] === '[') return 'json'
  if (USUAL.test(text.slice(0, USUAL_LENGTH))) return 'xml'

  if (isBinary(text)) {
    throw new ParseError('parse_unknown', 'the document is binary data; expected RSS, Atom or JSON Feed')
  }
  const head = withoutNoise(text.slice(start, start + HEAD_LENGTH))
  const root = /<(?:[\w.-]+:)?(rss|feed|rdf|channel|entry|opml|html|urlset|sitemapindex)\b/i
    .exec(head)?.[1]
    ?.toLowerCase()
  if (root === 'opml') throw new ParseError('parse_opml', 'the document is an OPML list of feeds, not a feed')
  if (root === 'urlset' || root === 'sitemapindex') {
    throw new ParseError('parse_sitemap', 'the document is a sitemap, not a feed')
  }
  // Some servers send their feed inside an HTML page; a page that merely links one has no such root element.
  if (root === 'html' && !hasFeedRoot(head)) throw htmlError(head)
  if (root === undefined) {
    if (/<(!doctype\s+html|head|body|title|script|meta|div|center|h1|p)\b/i.test(head)) throw htmlError(head)
    throw new ParseError(
      'parse_unknown',
      `the document starts ${quote(head)}; expected RSS, Atom or JSON Feed`,
    )
  }
  return 'xml'
}

/** Pictures, archives and the like: a tenth of their first characters are of no use in any text. */
function isBinary(text: string): boolean {
  const sample = text.slice(0, 512)
  const useless = sample.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u0080-\u009f\ufffd]/g)?.length ?? 0
  return useless * 10 > sample.length && !/<(?:[\w.-]+:)?(?:rss|feed|rdf)\b/i.test(sample)
}

function hasFeedRoot(head: string): boolean {
  return (
    /<(?:\w+:)?rss\b[^>]{0,2000}\sversion\s*=/i.test(head) ||
    /<(?:\w+:)?feed\b[^>]{0,2000}\sxmlns(?::\w+)?\s*=\s*["'][^"']*atom/i.test(head) ||
    /<(?:\w+:)?rdf\b[^>]{0,2000}\sxmlns(?::\w+)?\s*=\s*["'][^"']*(?:purl\.org\/rss|netscape\.com\/rdf)/i.test(
      head,
    )
  )
}

function htmlError(head: string): ParseError {
  const title = /<title[^>]*>([^<]{1,80})/i.exec(head)?.[1]?.trim()
  return new ParseError(
    'parse_html',
    `the document is an HTML page${title ? ` titled ${quote(title)}` : ''}, not a feed`,
  )
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 60).replace(/\s+/g, ' ').trim())
}

function firstVisible(text: string): number {
  const at = text.search(/[^\s\ufeff\u0000]/)
  return at
}

/** Comments and document types may name any element; they are taken out before the root is looked for. */
function withoutNoise(head: string): string {
  if (!head.includes('<!')) return head
  let out = ''
  let at = 0
  while (at < head.length) {
    const comment = head.indexOf('<!--', at)
    if (comment < 0) break
    out += head.slice(at, comment)
    const end = head.indexOf('-->', comment + 4)
    at = end < 0 ? comment + 4 : end + 3
    if (end < 0) break
  }
  out += head.slice(at)
  return out.replace(/<!doctype(?!\s+html)[^>[]{0,1000}(?:\[[^\]]*\]\s*)?>/i, '')
}
