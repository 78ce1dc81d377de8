export interface DocumentItem {
  readonly title: string
  readonly guid?: string
  readonly link?: string
  /** Epoch ms. */
  readonly publishedAt?: number
  readonly description?: string
  /** Whom it was taken from. */
  readonly source?: { readonly name: string; readonly url: string }
}

export interface RssOptions {
  readonly title?: string
  readonly link?: string
  /** XML put into the channel as it is: `<ttl>60</ttl>`, `<skipHours>…`. */
  readonly channel?: string
}

/** RSS 2.0 with the `sy` and `atom` namespaces declared. */
export function rss(items: readonly DocumentItem[], options: RssOptions = {}): string {
  const entries = items.map(({ title, guid, link, publishedAt, description, source }) =>
    [
      '<item>',
      `<title>${escapeXml(title)}</title>`,
      guid === undefined ? '' : `<guid isPermaLink="false">${escapeXml(guid)}</guid>`,
      link === undefined ? '' : `<link>${escapeXml(link)}</link>`,
      publishedAt === undefined ? '' : `<pubDate>${new Date(publishedAt).toUTCString()}</pubDate>`,
      description === undefined ? '' : `<description>${escapeXml(description)}</description>`,
      source === undefined ? '' : `<source url="${escapeXml(source.url)}">${escapeXml(source.name)}</source>`,
      '</item>',
    ].join(''),
  )
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"',
    ' xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel>',
    `<title>${escapeXml(options.title ?? 'A publisher')}</title>`,
    `<link>${escapeXml(options.link ?? 'https://publisher.example/')}</link>`,
    options.channel ?? '',
    ...entries,
    '</channel></rss>',
  ].join('\n')
}

/** `count` items, the newest first and an hour apart, the same at every call. */
export function someItems(count: number, newestAt: number, name = 'item'): DocumentItem[] {
  return Array.from({ length: count }, (_, n) => ({
    title: `${name} ${count - n} of the day`,
    guid: `${name}-${count - n}`,
    link: `https://publisher.example/${name}/${count - n}`,
    publishedAt: newestAt - n * 3_600_000,
  }))
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
