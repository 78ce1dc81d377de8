import { replaceEach } from '../replace-each.ts'

const VOID: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
)
/** Elements that would take what follows them along: as raw text, or into what is left out. */
const GREEDY: ReadonlySet<string> = new Set(
  'audio canvas iframe math noscript object script style svg template textarea title video xmp'.split(' '),
)
/** A slash that ends an unquoted address (`<a href=http://e.com/>`) is part of it. */
const SELF_CLOSED = /<([a-z][a-z\d-]*)(\s[^<>]*?["'\s])?\/>/gi

/**
 * `<iframe src="…"/>` as HTML readers need it: `<iframe src="…"></iframe>`. XML writers close every empty element so;
 * in markup that is known to be XML all of them, in HTML those that would otherwise swallow the rest of the article.
 */
export function closeEmptyElements(html: string, from: 'xml' | 'html'): string {
  if (!html.includes('/>')) return html
  return replaceEach(html, SELF_CLOSED, ([tag, name = '', attributes]) => {
    const element = name.toLowerCase()
    const closes = from === 'xml' ? !VOID.has(element) : GREEDY.has(element)
    return closes ? `<${name}${attributes ?? ''}></${name}>` : tag
  })
}
