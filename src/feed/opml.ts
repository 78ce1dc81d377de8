import { TidewireError } from '../model/index.ts'
import { decodeBytes } from './encoding/decode.ts'
import { withoutFeedScheme } from './feed-scheme.ts'
import { oneLine } from './html/text.ts'
import { LIMITS } from './limits.ts'
import type { OwnAttributes, OwnName } from './write/write-opml.ts'
import { type ElementAttributes, scanElements } from './xml/scan-elements.ts'

/** One feed of an OPML list. */
export interface OpmlFeed {
  /** As written, without a `feed:` scheme; nobody has checked that it may be fetched. */
  readonly url: string
  readonly title?: string
  readonly siteUrl?: string
  /** The folders around it, outermost first. */
  readonly folders: readonly string[]
  /** Folders and tags of its `category` attribute (OPML 2.0), each a path like `folders`. */
  readonly categories: readonly (readonly string[])[]
  readonly language?: string
  readonly description?: string
  /** What our export writes beyond OPML, as it is written: nobody has checked it. */
  readonly own: OwnAttributes
}

export interface OpmlReading {
  /** In document order; the same feed comes as often as it is written. */
  readonly feeds: readonly OpmlFeed[]
  /** Outlines that say they are a feed and cannot be one. */
  readonly skipped: readonly { readonly title?: string; readonly reason: string }[]
}

export type OpmlErrorCode = 'opml_empty' | 'opml_unknown' | 'opml_too_large'

/** A document that is no OPML list. */
export class OpmlError extends TidewireError {
  declare readonly code: OpmlErrorCode

  constructor(code: OpmlErrorCode, message: string) {
    super(code, message, { retry: 'never' })
  }
}

/** Folders kept of one path; those nested deeper are looked through. Hand-made lists have three or four. */
const MAX_FOLDERS = 32

const OWN_NAMES: readonly OwnName[] = ['publisher', 'weight', 'timeZone', 'encoding', 'status', 'aggregates']

const ELEMENTS: ReadonlySet<string> = new Set(['opml', 'body', 'outline'])
/** Outlines whose `url` is a feed when they have no `xmlUrl`. */
const FEED_TYPES: ReadonlySet<string> = new Set(['rss', 'atom', 'rdf', 'feed', 'json', 'link'])

/**
 * Reads OPML 1.0, 1.1 and 2.0, however the names are capitalised, also when tags are missing or text is not escaped.
 * Throws only OpmlError. Linear in the document's length.
 */
export function readOpml(bytes: Uint8Array): OpmlReading {
  const { text } = decodeBytes(bytes)
  if (text.length > LIMITS.documentLength) {
    throw new OpmlError(
      'opml_too_large',
      `the list has ${text.length} characters; at most ${LIMITS.documentLength} are read`,
    )
  }
  if (text.trim() === '') throw new OpmlError('opml_empty', 'the list is empty')

  const feeds: OpmlFeed[] = []
  const skipped: OpmlReading['skipped'][number][] = []
  /** One entry per open outline: the folders for what is inside it. */
  const open: (readonly string[])[] = []
  let isOpml = false

  scanElements(
    text,
    { xml: true, names: ELEMENTS },
    {
      open(name, attributes, selfClosing) {
        isOpml ||= name !== 'body'
        if (name !== 'outline') return
        const folders = open.at(-1) ?? []
        const outline = readOutline(attributes, folders)
        if (outline.kind === 'feed') feeds.push(outline.feed)
        if (outline.kind === 'skipped') skipped.push(outline.skipped)
        if (!selfClosing) open.push(outline.kind === 'folder' ? outline.folders : folders)
      },
      close(name) {
        if (name === 'outline') open.pop()
        else open.length = 0
      },
    },
  )
  if (!isOpml) {
    const start = JSON.stringify(oneLine(text.slice(0, 200), 60))
    throw new OpmlError('opml_unknown', `the document starts ${start}; expected an OPML list of feeds`)
  }
  return { feeds, skipped }
}

type Outline =
  | { readonly kind: 'feed'; readonly feed: OpmlFeed }
  | { readonly kind: 'skipped'; readonly skipped: OpmlReading['skipped'][number] }
  | { readonly kind: 'folder'; readonly folders: readonly string[] }

function readOutline(attributes: ElementAttributes, folders: readonly string[]): Outline {
  const type = attributes.get('type')?.trim().toLowerCase() ?? ''
  const link = addressOf(attributes.get('url'))
  const url =
    addressOf(attributes.get('xmlurl')) ?? (FEED_TYPES.has(type) && !isList(link) ? link : undefined)
  if (url !== undefined) return { kind: 'feed', feed: feedOf(url, attributes, folders) }

  const name = textOf(attributes, 'text') ?? textOf(attributes, 'title')
  const reason = reasonToSkip(type, link, attributes)
  if (reason !== undefined) return { kind: 'skipped', skipped: { ...(name && { title: name }), reason } }
  const isFull = name === undefined || folders.length >= MAX_FOLDERS
  return { kind: 'folder', folders: isFull ? folders : [...folders, name] }
}

function reasonToSkip(
  type: string,
  link: string | undefined,
  attributes: ElementAttributes,
): string | undefined {
  if (type === 'include' || (type === 'link' && isList(link))) {
    return `another list is included by reference (${link ?? 'no url'}); import that one too`
  }
  if (type === 'link' || !FEED_TYPES.has(type)) return undefined
  const siteUrl = addressOf(attributes.get('htmlurl'))
  return `type "${type}" without xmlUrl${siteUrl ? `; try: tidewire discover ${siteUrl}` : ''}`
}

function feedOf(url: string, attributes: ElementAttributes, folders: readonly string[]): OpmlFeed {
  const title = textOf(attributes, 'title') ?? textOf(attributes, 'text')
  const siteUrl = addressOf(attributes.get('htmlurl'))
  const language = textOf(attributes, 'language')
  const description = textOf(attributes, 'description')
  return {
    url,
    ...(title && { title }),
    ...(siteUrl && { siteUrl }),
    folders,
    categories: categoriesOf(attributes.get('category')),
    ...(language && { language }),
    ...(description && { description }),
    own: Object.fromEntries(
      OWN_NAMES.flatMap((name) => {
        const value = textOf(attributes, `tidewire:${name.toLowerCase()}`)
        return value === undefined ? [] : [[name, value]]
      }),
    ),
  }
}

function textOf(attributes: ElementAttributes, name: string): string | undefined {
  return oneLine(attributes.get(name) ?? '', LIMITS.titleLength) || undefined
}

function addressOf(written: string | undefined): string | undefined {
  const url = withoutFeedScheme((written ?? '').replace(/[\u0000-\u001f\u007f-\u009f]+/g, '').trim())
  return url === '' || url.length > LIMITS.urlLength ? undefined : url
}

/** `/Boston/Weather,/Harvard/Berkman,Politics`: slash-delimited paths and plain tags, separated by commas. */
function categoriesOf(written: string | undefined): string[][] {
  if (!written) return []
  return written
    .split(',', LIMITS.categories)
    .map((category) =>
      category
        .split('/', MAX_FOLDERS + 1)
        .map((name) => oneLine(name, LIMITS.titleLength))
        .filter(Boolean),
    )
    .filter((path) => path.length > 0)
}

const isList = (url: string | undefined): boolean => url !== undefined && /\.opml(?:$|[?#])/i.test(url)
