import iconv from 'iconv-lite'
import type { Publisher, PublisherFeed } from './publishers.ts'
import type { Language } from './script.ts'

/** An item as it stands in a publisher's feed. */
export interface Item {
  readonly guid: string | undefined
  readonly url: string
  /** As the feed writes it: relative, or with tracking parameters, where the publisher does so. */
  readonly link: string
  readonly title: string
  readonly summary: string
  readonly publishedAt: number
  readonly updatedAt: number
  readonly category: string
}

export interface Rendered {
  readonly body: Buffer
  readonly contentType: string
}

export interface RenderInput {
  readonly publisher: Publisher
  readonly feed: PublisherFeed
  readonly homeUrl: string
  readonly selfUrl: string
  readonly hubUrl?: string
  readonly items: readonly Item[]
}

const CHANNEL_TITLES: Readonly<Record<string, Partial<Record<Language, string>> & { en: string }>> = {
  world: { en: 'World', zh: '国际', es: 'Mundo', ar: 'العالم', de: 'Nachrichten', fr: 'À la une' },
  china: { en: 'China', zh: '要闻' },
  business: { en: 'Business', zh: '财经', es: 'Economía', ar: 'اقتصاد', de: 'Wirtschaft', fr: 'Économie' },
  technology: { en: 'Technology', zh: '科技', es: 'Tecnología' },
  science: { en: 'Science', zh: '科学', es: 'Ciencia' },
  sports: { en: 'Sport', zh: '体育', es: 'Deportes' },
}

export function channelTitle(channel: string, language: Language): string {
  const titles = CHANNEL_TITLES[channel]
  return titles?.[language] ?? titles?.en ?? channel
}

export function escapeXml(text: string): string {
  return text.replace(
    /[&<>"]/g,
    (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] as string,
  )
}

const HTML_ENTITIES: Readonly<Record<string, string>> = {
  '—': '&mdash;',
  '–': '&ndash;',
  '’': '&rsquo;',
  '‘': '&lsquo;',
  é: '&eacute;',
  ñ: '&ntilde;',
  á: '&aacute;',
  '£': '&pound;',
}

const pad = (n: number): string => String(n).padStart(2, '0')

/** The two forms that carry no zone are wall-clock time in Shanghai, eight hours ahead of UTC all year. */
function writeDate(at: number, dates: Publisher['dates']): string {
  if (dates === 'standard') return new Date(at).toUTCString()
  const local = new Date(at + 8 * 3_600_000)
  const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth() + 1, local.getUTCDate()]
  const time = `${pad(local.getUTCHours())}:${pad(local.getUTCMinutes())}:${pad(local.getUTCSeconds())}`
  return dates === 'chinese'
    ? `${year}年${month}月${day}日 ${time}`
    : `${year}-${pad(month)}-${pad(day)} ${time}`
}

function titleOf({ publisher, feed }: RenderInput): string {
  const channel = feed.channels.at(-1) ?? 'world'
  return `${publisher.name} · ${channelTitle(channel, publisher.language)}`
}

function hubLink({ hubUrl }: RenderInput, element: string): string {
  return hubUrl === undefined ? '' : `\n<${element} rel="hub" href="${escapeXml(hubUrl)}"/>`
}

function writeRss(input: RenderInput): string {
  const { publisher, items } = input
  const text = (raw: string): string => {
    const escaped = escapeXml(raw)
    return publisher.htmlEntities
      ? escaped.replace(/[—–’‘éñá£]/g, (c) => HTML_ENTITIES[c] as string)
      : escaped
  }
  const encoding =
    publisher.charset === 'gbk' ? 'gbk' : publisher.charset === 'latin1' ? 'ISO-8859-1' : 'utf-8'
  const prolog = publisher.charset === 'gbk-by-header' ? '' : `<?xml version="1.0" encoding="${encoding}"?>\n`
  const rows = items.map((item) => {
    const guid =
      item.guid === undefined
        ? ''
        : `\n      <guid isPermaLink="${item.guid === item.url}">${text(item.guid)}</guid>`
    return `    <item>
      <title>${text(item.title)}</title>
      <link>${text(item.link)}</link>${guid}
      <pubDate>${writeDate(item.publishedAt, publisher.dates)}</pubDate>
      <category>${text(item.category)}</category>
      <description>${text(`<p>${escapeXml(item.summary)}</p>`)}</description>
    </item>`
  })
  return `${prolog}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
  <channel>
    <title>${text(titleOf(input))}</title>
    <link>${text(input.homeUrl)}</link>
    <description>${text(publisher.name)}</description>
    <language>${publisher.language}</language>
    <atom:link href="${text(input.selfUrl)}" rel="self" type="application/rss+xml"/>${hubLink(input, 'atom:link')}
${rows.join('\n')}
  </channel>
</rss>
`
}

function writeRdf(input: RenderInput): string {
  const { publisher, items } = input
  const list = items.map((item) => `        <rdf:li rdf:resource="${escapeXml(item.url)}"/>`)
  const rows = items.map(
    (item) => `  <item rdf:about="${escapeXml(item.url)}">
    <title>${escapeXml(item.title)}</title>
    <link>${escapeXml(item.link)}</link>
    <description>${escapeXml(item.summary)}</description>
    <dc:date>${new Date(item.publishedAt).toISOString()}</dc:date>
  </item>`,
  )
  return `<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel rdf:about="${escapeXml(input.selfUrl)}">
    <title>${escapeXml(titleOf(input))}</title>
    <link>${escapeXml(input.homeUrl)}</link>
    <description>${escapeXml(publisher.name)}</description>
    <dc:language>${publisher.language}</dc:language>
    <items>
      <rdf:Seq>
${list.join('\n')}
      </rdf:Seq>
    </items>
  </channel>
${rows.join('\n')}
</rdf:RDF>
`
}

function writeAtom(input: RenderInput): string {
  const { publisher, items } = input
  const updatedAt = Math.max(0, ...items.map((item) => item.updatedAt))
  const rows = items.map(
    (item) => `  <entry>
    <id>${escapeXml(item.guid ?? item.url)}</id>
    <title>${escapeXml(item.title)}</title>
    <link rel="alternate" href="${escapeXml(item.link)}"/>
    <published>${new Date(item.publishedAt).toISOString()}</published>
    <updated>${new Date(item.updatedAt).toISOString()}</updated>
    <category term="${escapeXml(item.category)}"/>
    <summary type="html">${escapeXml(`<p>${escapeXml(item.summary)}</p>`)}</summary>
  </entry>`,
  )
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${publisher.language}">
  <id>${escapeXml(input.selfUrl)}</id>
  <title>${escapeXml(titleOf(input))}</title>
  <updated>${new Date(updatedAt).toISOString()}</updated>
  <link rel="self" href="${escapeXml(input.selfUrl)}"/>${hubLink(input, 'link')}
  <link rel="alternate" href="${escapeXml(input.homeUrl)}"/>
  <author><name>${escapeXml(publisher.name)}</name></author>
${rows.join('\n')}
</feed>
`
}

function writeJson(input: RenderInput): string {
  const { publisher, items } = input
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: titleOf(input),
    home_page_url: input.homeUrl,
    feed_url: input.selfUrl,
    language: publisher.language,
    items: items.map((item) => ({
      id: item.guid ?? item.url,
      url: item.link,
      title: item.title,
      content_html: `<p>${escapeXml(item.summary)}</p>`,
      summary: item.summary,
      date_published: new Date(item.publishedAt).toISOString(),
      tags: [item.category],
    })),
  })
}

const CONTENT_TYPES = {
  rss: 'application/rss+xml',
  rdf: 'application/rdf+xml',
  atom: 'application/atom+xml',
  json: 'application/feed+json',
} as const

/** The feed's bytes in the publisher's own format, charset and habits. */
export function renderNewsFeed(input: RenderInput): Rendered {
  const { format, charset } = input.publisher
  const write = { rss: writeRss, rdf: writeRdf, atom: writeAtom, json: writeJson }[format]
  const text = write(input)
  const type = CONTENT_TYPES[format]
  switch (charset) {
    case 'gbk':
      return { body: iconv.encode(text, 'gbk'), contentType: type }
    case 'gbk-by-header':
      return { body: iconv.encode(text, 'gbk'), contentType: `${type}; charset=gb2312` }
    case 'latin1':
      return { body: iconv.encode(text, 'win1252'), contentType: type }
    case 'mislabelled':
      return { body: Buffer.from(text), contentType: `${type}; charset=iso-8859-1` }
    case 'utf-8':
      return { body: Buffer.from(text), contentType: `${type}; charset=utf-8` }
  }
}
