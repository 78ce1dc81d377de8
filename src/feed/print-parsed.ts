import type { ParsedEntry, ParsedFeed } from '../model/index.ts'

/**
 * The JSON object `tidewire parse` prints for a document: times in ISO 8601 UTC, absent values left out. A feed that
 * does not name its own address has the one it was read from, where that is known.
 */
export function printParsed(source: string, feed: ParsedFeed, readFrom?: string): object {
  return present({
    source,
    format: feed.format,
    title: feed.title,
    description: feed.description,
    siteUrl: feed.siteUrl,
    feedUrl: feed.feedUrl ?? readFrom,
    language: feed.language,
    updatedAt: isoTime(feed.updatedAt),
    hubs: feed.hubs,
    ttlMinutes: feed.ttlMinutes,
    entries: feed.entries.map(printEntry),
    warnings: feed.warnings,
  })
}

/** What `tidewire parse` prints for a document that is no feed. */
export function printParseError(
  source: string,
  error: { readonly code: string; readonly message: string },
): object {
  return { source, error: { code: error.code, message: error.message } }
}

function printEntry(entry: ParsedEntry): object {
  return present({
    guid: entry.guid,
    url: entry.url,
    title: entry.title,
    summary: entry.summary,
    contentHtml: entry.contentHtml,
    publishedAt: isoTime(entry.publishedAt),
    updatedAt: isoTime(entry.updatedAt),
    authors: entry.authors,
    categories: entry.categories,
    enclosures: entry.enclosures.map(({ url, type, sizeBytes }) => present({ url, type, sizeBytes })),
    source: entry.source,
    language: entry.language,
  })
}

function isoTime(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString()
}

function present(fields: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
