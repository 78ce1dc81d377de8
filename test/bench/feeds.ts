/** Deterministic documents: the same feed with the same number of items is the same bytes. */

const ITEMS = 20
const SPACING_MS = 30 * 60_000
const WORDS = (
  'accord airport archive auction bakery balloon battery bridge budget cabinet canal carrier census charter chip ' +
  'clinic coast comet council court cyclone data deal debate deficit desert drought dune embassy engine estuary ' +
  'exchange factory ferry festival fleet forest fossil galaxy garden glacier grain grid harbour harvest helium ' +
  'heritage hospital inquiry island jury kelp labour lagoon laser launch league library lithium mayor merger meteor ' +
  'ministry monsoon mosaic museum nebula novel nurse orbit orchard parade parliament patent pension pilot planet ' +
  'pollen port premiere protest quarry quota railway reactor reef referee refinery reform river robot rover satellite ' +
  'school senate sensor signal stadium storm strike summit surgeon tariff telescope theatre tide trade treaty tribunal ' +
  'tunnel turbine union vaccine valley verdict virus volcano wage water weather wheat yield'
).split(' ')

/** A number in [0, 2^32) that depends on all of its arguments. */
export function mix(...parts: readonly number[]): number {
  let state = 0x811c9dc5
  for (const part of parts) {
    state = Math.imul(state ^ part, 0x01000193) ^ (part >>> 13)
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d)
  }
  return (state ^ (state >>> 12)) >>> 0
}

function words(seed: number, count: number): string {
  return Array.from({ length: count }, (_, n) => WORDS[mix(seed, n) % WORDS.length]).join(' ')
}

const PARAGRAPHS = Array.from(
  { length: 512 },
  (_, n) =>
    `<p>${words(n, 60)}.</p><p><a href="https://example.org/${n}">${words(n + 1_000, 5)}</a> ${words(n + 2_000, 45)}.</p>`,
)

export interface FeedBytes {
  readonly contentType: string
  readonly body: Buffer
}

/**
 * The newest 20 of `total` items of feed `feed`: 70 % RSS, 20 % Atom, 10 % JSON Feed, about 20 KB. `baseTime` is when
 * the twentieth was published.
 */
export function renderFixtureFeed(feed: number, total: number, baseTime: number, size = ITEMS): FeedBytes {
  return createFeedRenderer(feed, baseTime, size)(total)
}

/** Renders one feed again and again; items that it has rendered before cost nothing. */
export function createFeedRenderer(
  feed: number,
  baseTime: number,
  size = ITEMS,
): (total: number) => FeedBytes {
  const format = feed % 10 < 7 ? RSS : feed % 10 < 9 ? ATOM : JSON_FEED
  const title = `Feed ${feed} ${words(feed, 3)}`
  const home = `https://site${feed}.example/`
  let rendered = new Map<number, string>()
  return (total) => {
    const current = new Map<number, string>()
    for (let number = total; number > total - size; number--) {
      current.set(number, rendered.get(number) ?? format.item(itemOf(feed, number, baseTime)))
    }
    rendered = current
    const text = format.document({ title, home, baseTime }, [...current.values()])
    return { contentType: format.contentType, body: Buffer.from(text) }
  }
}

interface Format {
  readonly contentType: string
  item(item: ReturnType<typeof itemOf>): string
  document(
    feed: { readonly title: string; readonly home: string; readonly baseTime: number },
    items: readonly string[],
  ): string
}

const RSS: Format = {
  contentType: 'application/rss+xml; charset=utf-8',
  item: (item) =>
    `<item><title>${item.title}</title><link>${item.url}</link><guid isPermaLink="false">${item.guid}</guid>` +
    `<pubDate>${new Date(item.at).toUTCString()}</pubDate><dc:creator>${item.author}</dc:creator>` +
    `<category>${item.category}</category><description><![CDATA[${item.html.slice(0, 240)}]]></description>` +
    `<content:encoded><![CDATA[${item.html}]]></content:encoded></item>`,
  document: ({ title, home }, items) =>
    `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" ` +
    `xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>${title}</title><link>${home}</link>` +
    `<description>${title}</description><language>en</language>${items.join('\n')}</channel></rss>`,
}

const ATOM: Format = {
  contentType: 'application/atom+xml; charset=utf-8',
  item: (item) =>
    `<entry><title>${item.title}</title><link href="${item.url}"/><id>${item.guid}</id>` +
    `<published>${new Date(item.at).toISOString()}</published><updated>${new Date(item.at).toISOString()}</updated>` +
    `<author><name>${item.author}</name></author><category term="${item.category}"/>` +
    `<content type="html">${item.html.replace(/</g, '&lt;')}</content></entry>`,
  document: ({ title, home, baseTime }, items) =>
    `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>${title}</title>` +
    `<link href="${home}"/><id>${home}</id><updated>${new Date(baseTime).toISOString()}</updated>${items.join('\n')}</feed>`,
}

const JSON_FEED: Format = {
  contentType: 'application/feed+json',
  item: (item) =>
    JSON.stringify({
      id: item.guid,
      url: item.url,
      title: item.title,
      content_html: item.html,
      date_published: new Date(item.at).toISOString(),
      authors: [{ name: item.author }],
      tags: [item.category],
    }),
  document({ title, home }, items) {
    const version = 'https://jsonfeed.org/version/1.1'
    const feed = JSON.stringify({ version, title, language: 'en', home_page_url: home })
    return `${feed.slice(0, -1)},"items":[${items.join(',')}]}`
  },
}

function itemOf(feed: number, number: number, baseTime: number) {
  const seed = mix(feed, number)
  const title = words(seed, 9)
  return {
    guid: `tag:site${feed}.example,2026:${number}`,
    url: `https://site${feed}.example/${number}/${title.replaceAll(' ', '-')}`,
    title: title.charAt(0).toUpperCase() + title.slice(1),
    author: words(seed + 1, 2),
    category: WORDS[seed % WORDS.length] ?? '',
    html: PARAGRAPHS[seed % PARAGRAPHS.length] ?? '',
    // What is published while the bench runs is published now, not in the future.
    at: Math.min(baseTime, baseTime - (ITEMS - number) * SPACING_MS),
  }
}

export { ITEMS as ITEMS_PER_FEED }
