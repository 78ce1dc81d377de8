import type { EntrySource } from '../../model/index.ts'
import { lineOf, looksLikeHtml, oneLine } from '../html/text.ts'
import { LIMITS } from '../limits.ts'
import { absoluteUrl, baseWithin, isWebUrl } from '../urls.ts'
import { attributeOf, firstText, type RawElement } from '../xml/raw-element.ts'
import { type ConstructContext, firstConstruct } from './constructs.ts'
import { linksOf, linksWithRel, pageLink } from './links.ts'

/**
 * Whom an entry was taken from: `source` of RSS 2.0, which holds a name, or of Atom (RFC 4287 §4.2.11), which holds what
 * the other feed says of itself. Undefined where neither says anything.
 */
export function entrySourceOf(entry: RawElement, context: ConstructContext): EntrySource | undefined {
  for (const element of [...entry.all('source'), ...entry.all('atom:source')]) {
    const written = firstConstruct(element, ['title', 'atom:title'], context)?.value || element.text
    const text = nameIn(written)
    // Some write the address where the name should be.
    const isAddress = text !== undefined && /^(?:https?:\/\/|www\.)\S+$/i.test(text)
    const name = isAddress ? undefined : text
    const url = urlOf(element, context.base) ?? (isAddress && isWebUrl(text) ? text : undefined)
    if (name !== undefined || url !== undefined) return { ...(name && { name }), ...(url && { url }) }
  }
  return undefined
}

function nameIn(written: string): string | undefined {
  const text = written.slice(0, LIMITS.nameLength * 10)
  const line = looksLikeHtml(text) ? lineOf(text, LIMITS.nameLength) : oneLine(text, LIMITS.nameLength)
  return /[\p{L}\p{N}]/u.test(line) ? line : undefined
}

function urlOf(element: RawElement, outer: string | undefined): string | undefined {
  const base = baseWithin(element.attributes, outer)
  const links = linksOf(element, base)
  return [
    absoluteUrl(attributeOf(element, 'url'), base),
    pageLink(links),
    linksWithRel(links, 'self')[0]?.url,
    absoluteUrl(firstText(element, 'id', 'atom:id'), undefined),
  ].find(isWebUrl)
}
