import type { Enclosure } from '../model/index.ts'
import { LIMITS } from './limits.ts'
import { countOf, type Link, linksWithRel } from './links.ts'
import { attributeOf, firstText, type RawElement } from './raw-element.ts'
import { absoluteUrl, baseWithin, isWebUrl } from './urls.ts'

interface Medium extends Enclosure {
  readonly image: boolean
}

/** What hangs on an entry: RSS enclosures, Atom enclosure links, Media RSS contents; one each URL. */
export function enclosuresOf(
  entry: RawElement,
  links: readonly Link[],
  base: string | undefined,
): { enclosures: Enclosure[]; imageUrl: string | undefined } {
  const media = [
    ...entry.all('enclosure').flatMap((element) => mediumOf(element, 'url', 'length', base)),
    ...linksWithRel(links, 'enclosure').map((link) => mediumOfLink(link)),
    ...mediaContents(entry).flatMap((element) => mediumOf(element, 'url', 'filesize', base)),
  ]
  const first = new Map<string, Medium>()
  for (const medium of media) if (!first.has(medium.url)) first.set(medium.url, medium)
  const kept = [...first.values()].slice(0, LIMITS.enclosures)
  return {
    enclosures: kept.map(({ image: _image, ...enclosure }) => enclosure),
    imageUrl: thumbnailOf(entry, base) ?? kept.find((medium) => medium.image)?.url,
  }
}

function mediaContents(entry: RawElement): RawElement[] {
  return [
    ...entry.all('media:content'),
    ...entry.all('media:group').flatMap((group) => group.all('media:content')),
  ]
}

function mediumOf(
  element: RawElement,
  urlName: string,
  sizeName: string,
  base: string | undefined,
): Medium[] {
  const within = baseWithin(element.attributes, base)
  const written =
    attributeOf(element, urlName) ?? attributeOf(element, 'href') ?? attributeOf(element, 'rdf:resource')
  const url = absoluteUrl(written ?? firstText(element, 'url') ?? element.text, within)
  if (url === undefined) return []
  const type = (attributeOf(element, 'type') ?? firstText(element, 'type'))?.toLowerCase()
  const size = countOf(attributeOf(element, sizeName) ?? firstText(element, 'length'))
  const image = attributeOf(element, 'medium')?.toLowerCase() === 'image' || isImage(type, url)
  return [{ url, ...(type ? { type } : {}), ...(size ? { sizeBytes: size } : {}), image }]
}

function mediumOfLink({ url, type, sizeBytes }: Link): Medium {
  return { url, ...(type ? { type } : {}), ...(sizeBytes ? { sizeBytes } : {}), image: isImage(type, url) }
}

function isImage(type: string | undefined, url: string): boolean {
  return type === undefined ? /\.(avif|gif|jpe?g|png|webp)(\?|$)/i.test(url) : type.startsWith('image/')
}

/** The picture the publisher chose to stand for the entry. */
function thumbnailOf(entry: RawElement, base: string | undefined): string | undefined {
  const places = [entry, ...entry.all('media:group'), ...mediaContents(entry)]
  const thumbnails = places
    .flatMap((place) => place.all('media:thumbnail'))
    .map((one) => attributeOf(one, 'url'))
  const podcast = entry.all('itunes:image').map((image) => attributeOf(image, 'href'))
  const own = entry.all('image').map((image) => firstText(image, 'url') ?? image.text)
  return [...thumbnails, ...podcast, ...own].map((url) => absoluteUrl(url, base)).find(isWebUrl)
}

/** First picture of sanitised HTML, whose attributes are double-quoted and escaped. */
export function firstImage(html: string | undefined): string | undefined {
  const written = /<img\s[^>]*?src="([^"]{1,4096})"/.exec(html ?? '')?.[1]?.replaceAll('&amp;', '&')
  return isWebUrl(written) ? written : undefined
}
