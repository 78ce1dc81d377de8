export type FeedFormat = 'rss' | 'atom' | 'rdf' | 'json'

export interface Enclosure {
  readonly url: string
  readonly type?: string
  readonly sizeBytes?: number
}

/** The feed an entry was taken from, as the entry says: nobody has checked it. Not a `Source`, which the operator declares. */
export interface EntrySource {
  /** One line of plain text, at most 200 characters, with a letter or digit in it. */
  readonly name?: string
  /** Absolute, http or https: of its site, else of its feed. */
  readonly url?: string
}

/** One item of a feed document, already plain: no markup in `title` and `summary`, absolute URLs. */
export interface ParsedEntry {
  readonly guid?: string
  readonly url?: string
  readonly title?: string
  readonly summary?: string
  /** Sanitised by an allow-list. */
  readonly contentHtml?: string
  /** Epoch ms, as the publisher says. */
  readonly publishedAt?: number
  readonly updatedAt?: number
  readonly authors: readonly string[]
  readonly categories: readonly string[]
  readonly enclosures: readonly Enclosure[]
  readonly imageUrl?: string
  readonly source?: EntrySource
  /** BCP 47, where the entry itself says it. */
  readonly language?: string
  /**
   * Of an item that was read before and is known by no more than guid, address, title and dates: all else is left out, and
   * this is what `Entry.contentHash` was of the whole.
   */
  readonly contentHash?: string
}

/** A feed document as the rest of the program sees it, whatever its format was. */
export interface ParsedFeed {
  readonly format: FeedFormat
  readonly title?: string
  readonly description?: string
  readonly siteUrl?: string
  readonly feedUrl?: string
  readonly language?: string
  /** The site's icon, as the feed names it. */
  readonly iconUrl?: string
  /** A picture of the whole feed, of any size. */
  readonly logoUrl?: string
  readonly updatedAt?: number
  /** WebSub hubs (W3C WebSub §4). */
  readonly hubs: readonly string[]
  readonly ttlMinutes?: number
  /** From the RSS syndication module: period divided by frequency. */
  readonly updatePeriodMinutes?: number
  readonly skipHours?: readonly number[]
  readonly skipDays?: readonly number[]
  readonly entries: readonly ParsedEntry[]
  /** The document ended before its root element did: what is missing may come with the next answer. */
  readonly isCut?: true
  /** What was repaired or left out, in words for the operator. */
  readonly warnings: readonly string[]
}

/** What parsing must know of a document besides its bytes. */
export interface ParseContext {
  /** URL the document was got from, after redirects: base of relative links. */
  readonly baseUrl?: string
  /** The HTTP `Content-Type` header. */
  readonly contentType?: string
  /** The HTTP `Content-Language` header: the language of a feed that names none. */
  readonly contentLanguage?: string
  /** IANA zone for dates without one; UTC when absent. */
  readonly timeZone?: string
  readonly encoding?: string
  /** Entries without `contentHtml`: sanitising is the dearest part of reading, and a poll stores none of it. */
  readonly content?: 'left_out'
}

/** A list as its feeds show it; the writers turn it into bytes. Times in epoch ms. */
export interface FeedDocument {
  /** Permanent, never changes: a `tag:` URI (RFC 4151). */
  readonly id: string
  readonly title: string
  readonly description: string
  readonly language?: string
  readonly homeUrl: string
  readonly iconUrl?: string
  readonly selfUrl: string
  readonly hubUrl?: string
  readonly updatedAt: number
  /** RSS `ttl`, from the list's own rate of change. */
  readonly ttlMinutes: number
  /** RFC 5005: `complete` for a trending list, whose whole content this document is. */
  readonly history?: 'complete' | 'archive'
  readonly previousArchiveUrl?: string
  readonly items: readonly FeedItem[]
}

export interface FeedItem {
  /** Permanent; a move in rank changes neither this nor `publishedAt`. */
  readonly id: string
  readonly url: string
  readonly title: string
  readonly summary?: string
  readonly contentHtml?: string
  readonly publishedAt: number
  readonly updatedAt: number
  readonly authors: readonly string[]
  readonly categories: readonly string[]
  readonly imageUrl?: string
  readonly language?: string
}

/** Bytes to serve, made once per edition. */
export interface RenderedFeed {
  readonly format: 'rss' | 'atom' | 'json'
  readonly contentType: string
  readonly body: Uint8Array
  /** Strong entity tag of `body`, quotes included. */
  readonly etag: string
  readonly lastModifiedAt: number
  readonly editionNumber: number
}
