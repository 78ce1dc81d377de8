import type { FeedDocument, FeedItem } from '../../model/index.ts'
import { escapeHtml } from '../entries/constructs.ts'
import { element, emptyElement } from './xml-text.ts'

const NAMESPACES = [
  'xmlns:atom="http://www.w3.org/2005/Atom"',
  'xmlns:content="http://purl.org/rss/1.0/modules/content/"',
  'xmlns:dc="http://purl.org/dc/elements/1.1/"',
  'xmlns:fh="http://purl.org/syndication/history/1.0"',
  'xmlns:media="http://search.yahoo.com/mrss/"',
].join(' ')

/** RSS 2.0; the same document gives the same bytes. */
export function writeRss(document: FeedDocument): string {
  const { hubUrl, previousArchiveUrl, history } = document
  return [
    `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" ${NAMESPACES}><channel>`,
    element('title', document.title),
    element('link', document.homeUrl),
    // The specification wants a description, even of a feed that has none.
    element('description', escapeHtml(document.description || document.title)),
    element('language', document.language),
    element('lastBuildDate', rfc822(document.updatedAt)),
    element('generator', 'Tidewire'),
    element('ttl', document.ttlMinutes),
    emptyElement('atom:link', { rel: 'self', type: 'application/rss+xml', href: document.selfUrl }),
    hubUrl ? emptyElement('atom:link', { rel: 'hub', href: hubUrl }) : '',
    previousArchiveUrl ? emptyElement('atom:link', { rel: 'prev-archive', href: previousArchiveUrl }) : '',
    history ? `<fh:${history}/>` : '',
    ...document.items.map(writeItem),
    '\n</channel></rss>\n',
  ].join('')
}

function writeItem(item: FeedItem): string {
  return [
    '\n<item>',
    element('title', item.title),
    element('link', item.url),
    element('guid', item.id, { isPermaLink: 'false' }),
    element('pubDate', rfc822(item.publishedAt)),
    ...item.authors.map((author) => element('dc:creator', author)),
    ...item.categories.map((category) => element('category', category)),
    // A description is HTML to every reader: plain text is escaped once for HTML and once for XML.
    item.summary ? element('description', escapeHtml(item.summary)) : '',
    element('content:encoded', item.contentHtml),
    item.imageUrl ? emptyElement('media:thumbnail', { url: item.imageUrl }) : '',
    element('dc:language', item.language),
    '</item>',
  ].join('')
}

/** RFC 822 with the four-digit year RSS 2.0 prefers, always GMT. */
function rfc822(at: number): string {
  return new Date(at).toUTCString()
}
