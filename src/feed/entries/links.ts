import { absoluteUrl, baseWithin, isWebUrl } from '../urls.ts'
import { attributeOf, type RawElement } from '../xml/raw-element.ts'

export interface Link {
  readonly url: string
  readonly rel: string
  readonly type: string | undefined
  readonly sizeBytes: number | undefined
  /** A text `<link>` that says nothing of itself, as RSS has it. */
  readonly plain: boolean
}

const LINKS = ['link', 'atom:link']
const PREFIX = 'http://www.iana.org/assignments/relation/'

const RELATIVE_PATH = /^\s*[^\s:/]*\/[^\s:]*\s*$/

/** Every link of a feed or entry, absolute, in document order: `<link>` first, then `<atom:link>`. */
export function linksOf(element: RawElement, base: string | undefined): Link[] {
  const links: Link[] = []
  for (const name of element.among(LINKS)) {
    for (const link of element.all(name)) {
      const href = attributeOf(link, 'href')
      const url = absoluteUrl(href ?? link.text, baseWithin(link.attributes, base))
      if (url === undefined) continue
      const written = attributeOf(link, 'rel')
      links.push({
        url,
        rel: written?.toLowerCase().replace(PREFIX, '') ?? 'alternate',
        type: attributeOf(link, 'type')?.toLowerCase(),
        sizeBytes: countOf(attributeOf(link, 'length')),
        plain: href === undefined && written === undefined,
      })
    }
  }
  return links
}

/** The link a person follows: the text link of RSS, else the alternate: of HTML, else of no type, else any. */
export function pageLink(links: readonly Link[]): string | undefined {
  const plain = links.find((link) => link.plain)
  if (plain) return plain.url
  const alternates = links.filter((link) => link.rel === 'alternate')
  const page =
    alternates.find((link) => link.type?.includes('html')) ??
    alternates.find((link) => link.type === undefined) ??
    alternates[0]
  return page?.url
}

export function linksWithRel(links: readonly Link[], rel: string): Link[] {
  return links.filter((link) => !link.plain && (link.rel === rel || link.rel.split(/\s+/).includes(rel)))
}

/**
 * A page link that is not written as one: a guid that is a permalink, or an Atom id that is a URL. Relative are those
 * guids alone that say they are permalinks and look like a path: many call every number one.
 */
export function linkFromIdentity(entry: RawElement, base: string | undefined): string | undefined {
  const guid = entry.all('guid')[0]
  const permanent = guid && attributeOf(guid, 'ispermalink')?.toLowerCase()
  if (guid && permanent !== 'false') {
    const isPath = permanent === 'true' && RELATIVE_PATH.test(guid.text)
    const url = absoluteUrl(guid.text, isPath ? base : undefined)
    if (isWebUrl(url)) return url
  }
  for (const name of ['id', 'atom:id']) {
    const url = absoluteUrl(entry.all(name)[0]?.text, undefined)
    if (isWebUrl(url)) return url
  }
  const written = attributeOf(entry, 'href') ?? attributeOf(entry, 'rdf:about')
  const url = absoluteUrl(written, base)
  return isWebUrl(url) ? url : undefined
}

/** A whole number of zero or more, thousands perhaps apart, bytes perhaps named; undefined for anything else. */
export function countOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const [, plain] = /^(\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?:\s*(?:bytes?|b))?$/i.exec(text.trim()) ?? []
  return plain === undefined ? undefined : Number(plain.replaceAll(',', ''))
}
