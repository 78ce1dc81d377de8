import type { FeedDocument, FeedItem } from '../../model/index.ts'
import { cleanText } from '../characters.ts'

/** JSON Feed 1.1 (jsonfeed.org); the same document gives the same bytes. It holds no clock field. */
export function writeJson(document: FeedDocument): string {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: document.title,
    home_page_url: document.homeUrl,
    feed_url: document.selfUrl,
    icon: document.iconUrl,
    description: document.description || undefined,
    language: document.language,
    hubs: document.hubUrl ? [{ type: 'WebSub', url: document.hubUrl }] : undefined,
    items: document.items.map(itemFields),
  }
  // Absent values are left out by JSON.stringify; strings lose what no reader can show.
  const clean = (_key: string, value: unknown): unknown =>
    typeof value === 'string' ? cleanText(value) : value
  return `${JSON.stringify(feed, clean, 1)}\n`
}

function itemFields(item: FeedItem): object {
  return {
    id: item.id,
    url: item.url,
    title: item.title,
    summary: item.summary,
    // One of the two contents is required.
    content_html: item.contentHtml,
    content_text: item.contentHtml === undefined ? (item.summary ?? item.title) : undefined,
    image: item.imageUrl,
    date_published: new Date(item.publishedAt).toISOString(),
    date_modified: new Date(item.updatedAt).toISOString(),
    authors: item.authors.length > 0 ? item.authors.map((name) => ({ name })) : undefined,
    tags: item.categories.length > 0 ? item.categories : undefined,
    language: item.language,
  }
}
