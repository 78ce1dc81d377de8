import type { Enclosure } from '../../model/index.ts'
import { LIMITS } from '../limits.ts'
import { absoluteUrl, baseWithin, isWebUrl } from '../urls.ts'
import { attributeOf, firstText, type RawElement } from '../xml/raw-element.ts'
import { createTagScanner, readAttributes } from '../xml/scan-tag.ts'
import { countOf, type Link, linksWithRel } from './links.ts'

interface Medium extends Enclosure {
  readonly image: boolean
}

const THUMBNAIL = ['media:thumbnail', 'itunes:image', 'googleplay:image', 'itunes:link', 'image']
const MEDIA = ['enclosure', 'media:content', 'media:peerlink', ...THUMBNAIL]

/** What hangs on an entry: RSS enclosures, Atom enclosure links, Media RSS contents; one each URL. */
export function enclosuresOf(
  entry: RawElement,
  links: readonly Link[],
  base: string | undefined,
  { contents, places }: MediaPlaces,
): { enclosures: Enclosure[]; imageUrl: string | undefined } {
  if (entry.among(MEDIA).length === 0 && links.every(({ rel }) => rel === 'alternate'))
    return { enclosures: [], imageUrl: undefined }
  const media = [
    ...publishedEnclosures(entry, base),
    ...linksWithRel(links, 'enclosure').map((link) => mediumOfLink(link)),
    ...contents.flatMap((element) => mediumOf(element, 'url', 'filesize', base)),
    ...allIn(places, 'media:peerlink').flatMap((element) => mediumOf(element, 'url', 'length', base)),
  ]
  const first = new Map<string, Medium>()
  for (const medium of media) if (!first.has(medium.url)) first.set(medium.url, medium)
  const kept = [...first.values()].slice(0, LIMITS.enclosures)
  return {
    enclosures: kept.map(({ image: _image, ...enclosure }) => enclosure),
    imageUrl: thumbnailOf(entry, places, base) ?? kept.find((medium) => medium.image)?.url,
  }
}

/** RSS enclosures; FeedBurner counts downloads of one by an address of its own and keeps the publisher's beside it. */
function publishedEnclosures(entry: RawElement, base: string | undefined): Medium[] {
  const enclosures = entry.all('enclosure').flatMap((element) => mediumOf(element, 'url', 'length', base))
  const original = absoluteUrl(firstText(entry, 'feedburner:origenclosurelink'), base)
  const [only] = enclosures
  return original && only && enclosures.length === 1 ? [{ ...only, url: original }] : enclosures
}

/** Where Media RSS says something of an entry. */
export interface MediaPlaces {
  readonly groups: readonly RawElement[]
  /** In groups or not. */
  readonly contents: readonly RawElement[]
  /** The entry itself, its groups, their contents and its own. */
  readonly places: readonly RawElement[]
}

export function mediaPlaces(entry: RawElement): MediaPlaces {
  const groups = entry.all('media:group')
  const own = entry.all('media:content')
  const contents = groups.length === 0 ? own : [...own, ...allIn(groups, 'media:content')]
  return { groups, contents, places: [entry, ...groups, ...contents] }
}

/** Elements of a name in several places, one place after the other. */
export function allIn(places: readonly RawElement[], name: string): readonly RawElement[] {
  return places.length === 1 ? places[0]!.all(name) : places.flatMap((place) => place.all(name))
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
  const image = isPictureMedium(element) || isImage(type, url)
  return [{ url, ...(type ? { type } : {}), ...(size ? { sizeBytes: size } : {}), image }]
}

function mediumOfLink({ url, type, sizeBytes }: Link): Medium {
  return { url, ...(type ? { type } : {}), ...(sizeBytes ? { sizeBytes } : {}), image: isImage(type, url) }
}

const isPictureMedium = (element: RawElement): boolean =>
  attributeOf(element, 'medium')?.toLowerCase() === 'image'

/** Whether a `media:content` is a picture by what it says of itself. */
export function isPicture(content: RawElement): boolean {
  const url = attributeOf(content, 'url')
  return url !== undefined && (isPictureMedium(content) || isImage(attributeOf(content, 'type'), url))
}

function isImage(type: string | undefined, url: string): boolean {
  return type === undefined ? /\.(avif|gif|jpe?g|png|webp)(\?|$)/i.test(url) : type.startsWith('image/')
}

/** The picture the publisher chose to stand for the entry. */
function thumbnailOf(
  entry: RawElement,
  places: readonly RawElement[],
  base: string | undefined,
): string | undefined {
  if (entry.among(THUMBNAIL).length === 0) return undefined
  const thumbnails = allIn(places, 'media:thumbnail').map((one) => attributeOf(one, 'url'))
  const podcast = [
    ...['itunes:image', 'googleplay:image']
      .flatMap((name) => entry.all(name))
      .map((image) => attributeOf(image, 'href') ?? attributeOf(image, 'url') ?? image.text),
    ...entry
      .all('itunes:link')
      .filter((link) => attributeOf(link, 'rel') === 'image')
      .map((link) => attributeOf(link, 'href')),
  ]
  const own = entry.all('image').map((image) => firstText(image, 'url') ?? image.text)
  return [...thumbnails, ...podcast, ...own].map((url) => absoluteUrl(url, base)).find(isWebUrl)
}

const PICTURE = /<img[\s/]/i
const PICTURES_IN = new RegExp(PICTURE, 'gi')
/** Pictures looked at: an article whose first ones are all pixels has no picture to show. */
const PICTURES = 10

/**
 * First picture of HTML as the publisher wrote it. Pixels that count readers are passed over, and so are the `data:`
 * stand-ins of pages that load their pictures late.
 */
export function firstImage(html: string, base: string | undefined): string | undefined {
  const bounded = html.slice(0, LIMITS.contentLength)
  if (!PICTURE.test(bounded)) return undefined
  const scanTag = createTagScanner(bounded)
  let looked = 0
  for (const { index } of bounded.matchAll(PICTURES_IN)) {
    looked += 1
    if (looked > PICTURES) return undefined
    const tag = scanTag(index)
    if (!tag) continue
    const attributes = new Map(readAttributes(tag).map(([name, value]) => [name.toLowerCase(), value]))
    if (isPixel(attributes.get('width')) || isPixel(attributes.get('height'))) continue
    const url = absoluteUrl(attributes.get('src'), base)
    if (isWebUrl(url)) return url
  }
  return undefined
}

const isPixel = (length: string | undefined): boolean =>
  length !== undefined && /^\s*[012](px)?\s*$/.test(length)
