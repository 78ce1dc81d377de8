import type { FeedDocument, FeedItem } from '../../model/index.ts'
import { element, emptyElement } from './xml-text.ts'

const NAMESPACES = {
  xmlns: 'http://www.w3.org/2005/Atom',
  'xmlns:fh': 'http://purl.org/syndication/history/1.0',
  'xmlns:media': 'http://search.yahoo.com/mrss/',
}

/** Atom 1.0 (RFC 4287); the same document gives the same bytes. */
export function writeAtom(document: FeedDocument): string {
  const { hubUrl, previousArchiveUrl, history } = document
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    emptyElement('feed', { ...NAMESPACES, 'xml:lang': document.language }).replace(/\/>$/, '>'),
    element('id', document.id),
    element('title', document.title, { type: 'text' }),
    element('subtitle', document.description, { type: 'text' }),
    element('updated', rfc3339(document.updatedAt)),
    element('generator', 'Tidewire'),
    element('icon', document.iconUrl),
    // RFC 4287 §4.1.1: a feed whose entries do not all name an author names one itself.
    `<author>${element('name', document.title)}</author>`,
    emptyElement('link', { rel: 'alternate', type: 'text/html', href: document.homeUrl }),
    emptyElement('link', { rel: 'self', type: 'application/atom+xml', href: document.selfUrl }),
    hubUrl ? emptyElement('link', { rel: 'hub', href: hubUrl }) : '',
    previousArchiveUrl ? emptyElement('link', { rel: 'prev-archive', href: previousArchiveUrl }) : '',
    history ? `<fh:${history}/>` : '',
    ...document.items.map(writeEntry),
    '\n</feed>\n',
  ].join('')
}

function writeEntry(item: FeedItem): string {
  return [
    '\n',
    emptyElement('entry', { 'xml:lang': item.language }).replace(/\/>$/, '>'),
    element('id', item.id),
    // RFC 4287 §4.1.2: an entry has a title, even an empty one.
    element('title', item.title, { type: 'text' }) || '<title/>',
    element('updated', rfc3339(item.updatedAt)),
    element('published', rfc3339(item.publishedAt)),
    emptyElement('link', { rel: 'alternate', type: 'text/html', href: item.url }),
    ...item.authors.map((author) => `<author>${element('name', author)}</author>`),
    ...item.categories.map((category) => emptyElement('category', { term: category })),
    element('summary', item.summary, { type: 'text' }),
    element('content', item.contentHtml, { type: 'html' }),
    item.imageUrl ? emptyElement('media:thumbnail', { url: item.imageUrl }) : '',
    '</entry>',
  ].join('')
}

function rfc3339(at: number): string {
  return new Date(at).toISOString()
}
