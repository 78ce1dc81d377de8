import { decodeHTML } from 'entities'

/** Paragraphs, lists, links, pictures and emphasis with whole attributes: what most summaries are made of. */
const TAG =
  /<(\/?)(?:(p|br|div|ul|ol|li|blockquote)|(a|abbr|b|cite|code|em|i|img|small|span|strong|sub|sup|u))(?:\s+[\w:-]+(?:=(?:"[^"<>]*"|'[^'<>]*'))?)*\s*\/?>/iy
const VOID: ReadonlySet<string> = new Set(['br', 'img'])

/**
 * The text of HTML that is simple and well nested, a line end for each block's beginning and end; undefined for all
 * other HTML. Reading that takes a parser, which costs several times as much; the two agree where both answer.
 */
export function textOfSimple(html: string): string | undefined {
  const open: string[] = []
  let out = ''
  let at = 0
  for (let next = html.indexOf('<'); next >= 0; next = html.indexOf('<', at)) {
    TAG.lastIndex = next
    const [tag, slash, block, inline] = TAG.exec(html) ?? []
    if (tag === undefined) return undefined
    const name = (block ?? inline ?? '').toLowerCase()
    if (slash !== '/') enter(name, block !== undefined)
    else if (!close(name)) return undefined
    out += decoded(html.slice(at, next))
    if (block !== undefined) out += '\n'
    at = next + tag.length
  }
  return out + decoded(html.slice(at))

  function enter(name: string, isBlock: boolean): void {
    const top = open.at(-1)
    // HTML ends these by itself.
    const endsTop =
      (top === 'p' && isBlock && name !== 'li' && name !== 'br') ||
      (top === name && (name === 'li' || name === 'a'))
    if (endsTop) open.pop()
    if (!VOID.has(name)) open.push(name)
  }

  function close(name: string): boolean {
    if (open.at(-1) === name) {
      open.pop()
      return true
    }
    return name === 'br' || name === 'img' || (name === 'p' && !open.includes('p'))
  }
}

function decoded(text: string): string {
  return text.includes('&') ? decodeHTML(text) : text
}
