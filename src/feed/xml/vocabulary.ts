/**
 * What is read of a feed, by element, in canonical lower-case names. Elements that are not listed under their
 * parent are left out before the XML reader sees them: their inner titles and links are not the entry's.
 */
const FEED = [
  'title',
  'link',
  'description',
  'subtitle',
  'tagline',
  'info',
  'id',
  'updated',
  'modified',
  'lastbuilddate',
  'pubdate',
  'published',
  'language',
  'ttl',
  'sy:updateperiod',
  'sy:updatefrequency',
  'skiphours',
  'skipdays',
  'author',
  'managingeditor',
  'image',
  'icon',
  'logo',
  'dc:creator',
  'dc:date',
  'dc:language',
  'dc:title',
  'dc:description',
  'dcterms:modified',
  'dc:author',
  'atom:author',
  'itunes:author',
  'googleplay:author',
  'googleplay:description',
  'itunes:summary',
  'abstract',
  'itunes:subtitle',
  'dcterms:abstract',
  'atom:title',
  'atom:subtitle',
  'atom:tagline',
  'atom:link',
  'atom:updated',
  'atom:modified',
  'atom:icon',
  'atom:logo',
  'webfeeds:icon',
  'itunes:image',
  'itunes:owner',
  'googleplay:image',
  'media:thumbnail',
  'media:content',
]

const ENTRY = [
  'title',
  'link',
  'guid',
  'id',
  'description',
  'summary',
  'content',
  'content:encoded',
  'xhtml:body',
  'body',
  'fullitem',
  'category',
  'enclosure',
  'pubdate',
  'published',
  'updated',
  'issued',
  'modified',
  'created',
  'author',
  'source',
  'dc:title',
  'dc:description',
  'dc:creator',
  'dc:author',
  'dc:contributor',
  'dc:date',
  'dc:subject',
  'dc:identifier',
  'language',
  'dc:language',
  'dcterms:created',
  'dcterms:modified',
  'dcterms:issued',
  'dcterms:date',
  'dcterms:available',
  'dcterms:abstract',
  'itunes:author',
  'itunes:image',
  'itunes:link',
  'itunes:summary',
  'itunes:subtitle',
  'itunes:title',
  'itunes:keywords',
  'itunes:category',
  'media:category',
  'media:keywords',
  'abstract',
  'media:content',
  'media:group',
  'media:thumbnail',
  'media:title',
  'media:description',
  'media:player',
  'media:peerlink',
  'googleplay:author',
  'googleplay:description',
  'googleplay:image',
  'feedburner:origenclosurelink',
  'tags',
  'atom:link',
  'atom:id',
  'atom:title',
  'atom:summary',
  'atom:content',
  'atom:author',
  'atom:source',
  'atom:published',
  'atom:issued',
  'atom:created',
  'atom:updated',
  'atom:modified',
  'atom:category',
  'feedburner:origlink',
  'image',
]

const ENTRY_SOURCE = ['author', 'title', 'link', 'id', 'atom:title', 'atom:link', 'atom:id']
const PERSON = ['name', 'email', 'uri', 'url', 'atom:name', 'atom:email']
const MEDIA = [
  'media:content',
  'media:thumbnail',
  'media:title',
  'media:description',
  'media:player',
  'media:peerlink',
  'media:category',
  'media:keywords',
]
const INLINE: ReadonlySet<string> = new Set([
  'a',
  'b',
  'em',
  'font',
  'i',
  'p',
  'small',
  'span',
  'strong',
  'u',
])

const DATES: ReadonlySet<string> = new Set([
  'pubdate',
  'lastbuilddate',
  'date',
  'published',
  'issued',
  'created',
  'available',
  'updated',
  'modified',
])

const CHILDREN: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    feed: [...FEED, 'entry'],
    channel: [...FEED, 'item'],
    entry: ENTRY,
    item: ENTRY,
    author: PERSON,
    'atom:author': PERSON,
    'itunes:owner': ['itunes:name'],
    source: ENTRY_SOURCE,
    'atom:source': ENTRY_SOURCE,
    enclosure: [...MEDIA, 'url', 'type', 'length'],
    image: ['url', 'title', 'link'],
    skiphours: ['hour'],
    skipdays: ['day'],
    'media:group': MEDIA,
    'media:content': MEDIA,
  }).map(([parent, children]) => [parent, new Set(children)]),
)

export const FEED_FIELDS: readonly string[] = FEED
export const ENTRY_FIELDS: readonly string[] = ENTRY

/** The skeleton of a feed: text between its children means nothing. */
export const STRUCTURE: ReadonlySet<string> = new Set(['rss', 'channel', 'feed', 'item', 'entry'])

/** Elements that may hold other elements. */
export function isContainer(name: string): boolean {
  return CHILDREN.has(name)
}

/** Elements whose text is a name, or which hold one. */
export function isPerson(name: string): boolean {
  return name === 'author' || name === 'atom:author'
}

/** Markup that publishers put around names; of another namespace it is no markup. */
export function isInline(name: string): boolean {
  return INLINE.has(name) || (name.startsWith('xhtml:') && INLINE.has(name.slice('xhtml:'.length)))
}

/** Elements whose text is a time. */
export function isDate(name: string): boolean {
  return DATES.has(name.slice(name.indexOf(':') + 1))
}

export function isChild(parent: string, name: string): boolean {
  return CHILDREN.get(parent)?.has(name) ?? false
}

/** Attributes that are read somewhere; all others are left out. */
export const ATTRIBUTES: ReadonlySet<string> = new Set([
  'href',
  'rel',
  'type',
  'url',
  'length',
  'filesize',
  'medium',
  'ispermalink',
  'term',
  'label',
  'domain',
  'scheme',
  'mode',
  'src',
  'text',
  'lastmod',
  'isdefault',
  'datetime',
  'base',
  'xml:base',
  'xml:lang',
  'rdf:about',
  'rdf:resource',
  'about',
])
