import { createHash } from 'node:crypto'
import type { FeedDocument, RenderedFeed } from '../../model/index.ts'
import { writeAtom } from './write-atom.ts'
import { writeJson } from './write-json.ts'
import { writeRss } from './write-rss.ts'

const WRITERS: Readonly<Record<RenderedFeed['format'], (document: FeedDocument) => string>> = {
  rss: writeRss,
  atom: writeAtom,
  json: writeJson,
}

const CONTENT_TYPES: Readonly<Record<RenderedFeed['format'], string>> = {
  rss: 'application/rss+xml; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
}

/**
 * The bytes to serve for an edition. The entity tag is the hash of the document as if it had never been updated: a
 * reader that holds the same entries gets a 304, however often the clock fields moved on.
 */
export function renderFeed(
  document: FeedDocument,
  format: RenderedFeed['format'],
  editionNumber: number,
): RenderedFeed {
  const write = WRITERS[format]
  const timeless = write({ ...document, updatedAt: 0 })
  return {
    format,
    contentType: CONTENT_TYPES[format],
    body: new TextEncoder().encode(write(document)),
    etag: `"${createHash('sha256').update(timeless).digest('base64url')}"`,
    lastModifiedAt: document.updatedAt,
    editionNumber,
  }
}
