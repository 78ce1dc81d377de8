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

const PREFIX = 'http://www.iana.org/assignments/relation/'

/** Every link of a feed or entry, absolute, in document order: `<link>` first, then `<atom:link>`. */
export function linksOf(element: RawElement, base: string | undefined): Link[] {
  return [...element.all('link'), ...element.all('atom:link')].flatMap((link) => {
    const href = attributeOf(link, 'href')
    const url = absoluteUrl(href ?? link.text, baseWithin(link.attributes, base))
    if (url === undefined) return []
    const written = attributeOf(link, 'rel')
    const rel = (written ?? 'alternate').toLowerCase().replace(PREFIX, '')
    const type = attributeOf(link, 'type')?.toLowerCase()
    return [
      {
        url,
        rel,
        type,
        sizeBytes: countOf(attributeOf(link, 'length')),
        plain: href === undefined && written === undefined,
      },
    ]
  })
}

/** The link a person follows: the text link of RSS, else the alternate, HTML before other types. */
export function pageLink(links: readonly Link[]): string | undefined {
  const plain = links.find((link) => link.plain)
  if (plain) return plain.url
  const alternates = links.filter((link) => link.rel === 'alternate')
  const page = alternates.find((link) => link.type === undefined || link.type.includes('html'))
  return (page ?? alternates[0])?.url
}

export function linksWithRel(links: readonly Link[], rel: string): Link[] {
  return links.filter((link) => !link.plain && link.rel.split(/\s+/).includes(rel))
}

/** A page link that is not written as one: a guid that is a permalink, or an Atom id that is a URL. */
export function linkFromIdentity(entry: RawElement, base: string | undefined): string | undefined {
  const guid = entry.all('guid')[0]
  if (guid && attributeOf(guid, 'ispermalink')?.toLowerCase() !== 'false') {
    const url = absoluteUrl(guid.text, undefined)
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
  const [, plain] = /^(\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?:\s*(?:bytes?|b))?$/i.exec(text?.trim() ?? '') ?? []
  return plain === undefined ? undefined : Number(plain.replaceAll(',', ''))
}
