/** Prefix this program uses for a namespace, whatever prefix a document declares. '' is RSS itself. */
const PREFIXES: ReadonlyMap<string, string> = new Map([
  ['www.w3.org/2005/atom', 'atom'],
  ['purl.org/atom/ns', 'atom'],
  ['www.w3.org/1999/02/22-rdf-syntax-ns', 'rdf'],
  ['purl.org/rss/1.0', ''],
  ['purl.org/rss', ''],
  ['purl.org/net/rss1.1', ''],
  ['my.netscape.com/rdf/simple/0.9', ''],
  ['my.netscape.com/publish/formats/rss-0.91.dtd', ''],
  ['channel.netscape.com/rdf/simple/0.9', ''],
  ['backend.userland.com/rss', ''],
  ['backend.userland.com/rss2', ''],
  ['backend.userland.com/rss091', ''],
  ['blogs.law.harvard.edu/tech/rss', ''],
  // Enclosures of RSS 1.0, in a module that calls them as RSS 2.0 does.
  ['purl.oclc.org/net/rss_2.0/enc', ''],
  ['www.rssboard.org/rss-specification', ''],
  ['cyber.law.harvard.edu/rss', ''],
  ['purl.org/dc/elements/1.0', 'dc'],
  ['purl.org/dc/elements/1.1', 'dc'],
  ['purl.org/dc/terms', 'dcterms'],
  ['purl.org/rss/1.0/modules/content', 'content'],
  ['purl.org/rss/1.0/modules/syndication', 'sy'],
  ['www.itunes.com/dtds/podcast-1.0.dtd', 'itunes'],
  ['example.com/dtds/podcast-1.0.dtd', 'itunes'],
  ['www.itunes.com/dtds/podcast-1.0', 'itunes'],
  ['search.yahoo.com/mrss', 'media'],
  ['video.search.yahoo.com/mrss', 'media'],
  ['tools.search.yahoo.com/mrss', 'media'],
  ['rssnamespace.org/feedburner/ext/1.0', 'feedburner'],
  ['www.google.com/schemas/play-podcasts/1.0', 'googleplay'],
  ['webfeeds.org/rss/1.0', 'webfeeds'],
  ['www.w3.org/1999/xhtml', 'xhtml'],
  ['www.w3.org/xml/1998/namespace', 'xml'],
])

/** The elements that DCMI Terms took over from Dublin Core and that are read of it. */
const DUBLIN_CORE: ReadonlySet<string> = new Set([
  ...['title', 'creator', 'contributor', 'subject', 'description', 'identifier', 'language'],
])

/** Our prefix for a namespace name; tolerant of scheme, case and a trailing slash or hash. */
export function prefixOf(namespace: string): string | undefined {
  const key = namespace
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
  let end = key.length
  while (end > 0 && (key[end - 1] === '/' || key[end - 1] === '#')) end -= 1
  return PREFIXES.get(key.slice(0, end))
}

export interface Names {
  /** Records `xmlns:prefix="namespace"`. The first declaration of a prefix holds for the whole document. */
  declare(prefix: string, namespace: string): void
  /** Lower-case name under our prefixes. `own` is our prefix of the tag's own default namespace. */
  canonical(name: string, own?: string): string
  /** Equal for two documents that read every name alike from here on, as long as nothing more is declared. */
  signature(): string
  /** Declared prefixes of XHTML, for taking them off inline markup. */
  xhtmlPrefixes(): readonly string[]
}

interface RootNames {
  /**
   * The root is `feed` or `entry` of Atom, or one of RSS, under this prefix. In an Atom document Atom's own elements carry
   * none; the root's prefix is the format's, whatever namespace it stands for: drafts and typing errors have their own.
   */
  setRoot(format: 'atom' | 'rss', prefix: string | undefined): void
}

/** Names of one document whose canonical ones are remembered; a hostile document may have a million. */
const MOST_KNOWN = 1_000

/** Names of one document. */
export function createNames(): Names & RootNames {
  const declared = new Map<string, string>()
  // Publishers who declare no `rss:` mean the format itself by it.
  let impliesRss = true
  let bare = ''
  let signature: string | undefined
  /** Canonical names by what is written: documents have a dozen, and write each of them a hundred times. */
  const known = new Map<string, string>()

  function forget(): void {
    signature = undefined
    known.clear()
  }

  function prefixFor(written: string): string {
    const ours = declared.get(written)
    if (ours !== undefined) return ours
    return written === 'rss' && impliesRss ? '' : written.toLowerCase()
  }

  function canonicalOf(name: string, own: string): string {
    const colon = name.indexOf(':')
    const local = name.slice(colon + 1).toLowerCase()
    const prefix = colon < 0 ? own : prefixFor(name.slice(0, colon))
    if (prefix === '' || prefix === bare) return local
    return prefix === 'dcterms' && DUBLIN_CORE.has(local) ? `dc:${local}` : `${prefix}:${local}`
  }

  return {
    setRoot(format, prefix) {
      if (format === 'atom') bare = 'atom'
      if (prefix !== undefined && !declared.has(prefix)) declared.set(prefix, bare)
      forget()
    },
    declare(prefix, namespace) {
      const ours = prefixOf(namespace)
      if (prefix === 'rss' && impliesRss) {
        impliesRss = false
        forget()
      }
      if (ours === undefined || declared.has(prefix)) return
      declared.set(prefix, ours)
      forget()
    },
    canonical(name, own) {
      if (own !== undefined) return canonicalOf(name, own)
      let canonical = known.get(name)
      if (canonical === undefined) {
        canonical = canonicalOf(name, '')
        if (known.size < MOST_KNOWN) known.set(name, canonical)
      }
      return canonical
    },
    signature() {
      signature ??= JSON.stringify([bare, impliesRss, ...[...declared].sort()])
      return signature
    },
    xhtmlPrefixes: () => [...declared].filter(([, ours]) => ours === 'xhtml').map(([prefix]) => prefix),
  }
}
