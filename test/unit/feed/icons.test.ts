import { expect, test } from 'vitest'
import { parseFeed } from '../../../src/feed/parse.ts'

const parse = (text: string) => parseFeed(Buffer.from(text), { baseUrl: 'https://harbour.example/feed' })

test.each([
  [
    'Atom: icon and logo',
    '<feed xmlns="http://www.w3.org/2005/Atom"><icon>/i.png</icon><logo>/wide.png</logo></feed>',
    { iconUrl: 'https://harbour.example/i.png', logoUrl: 'https://harbour.example/wide.png' },
  ],
  [
    'RSS: the picture of the channel is no icon',
    '<rss version="2.0"><channel><title>T</title><image><url>https://c.example/w.gif</url></image></channel></rss>',
    { logoUrl: 'https://c.example/w.gif' },
  ],
  [
    'RSS: webfeeds names an icon',
    `<rss version="2.0" xmlns:w="http://webfeeds.org/rss/1.0"><channel><title>T</title>
     <w:icon>https://c.example/i.png</w:icon></channel></rss>`,
    { iconUrl: 'https://c.example/i.png' },
  ],
  [
    'RSS with the icon of Atom',
    `<rss version="2.0" xmlns:a="http://www.w3.org/2005/Atom"><channel><title>T</title>
     <a:icon>/i.ico</a:icon></channel></rss>`,
    { iconUrl: 'https://harbour.example/i.ico' },
  ],
  [
    'RSS: the cover of a podcast is its picture',
    `<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>T</title>
     <itunes:image href="/cover.jpg"/><item><title>1</title><itunes:image href="/one.jpg"/></item></channel></rss>`,
    { logoUrl: 'https://harbour.example/cover.jpg' },
  ],
  [
    'RSS: what the channel calls its image goes before the cover of a podcast',
    `<rss version="2.0" xmlns:g="http://www.google.com/schemas/play-podcasts/1.0"><channel><title>T</title>
     <g:image href="/cover.jpg"/><image><url>/wide.gif</url></image></channel></rss>`,
    { logoUrl: 'https://harbour.example/wide.gif' },
  ],
  [
    'RSS: a picture of Media RSS, no film',
    `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>T</title>
     <media:content url="/film.mp4" type="video/mp4"/><media:content url="/still.jpg" medium="image"/></channel></rss>`,
    { logoUrl: 'https://harbour.example/still.jpg' },
  ],
  [
    'RSS with the logo of Atom',
    `<rss version="2.0" xmlns:a="http://www.w3.org/2005/Atom"><channel><title>T</title>
     <a:logo>/wide.svg</a:logo></channel></rss>`,
    { logoUrl: 'https://harbour.example/wide.svg' },
  ],
  [
    'JSON Feed: favicon before icon',
    '{"version":"https://jsonfeed.org/version/1.1","title":"T","icon":"/512.png","favicon":"/64.png","items":[]}',
    { iconUrl: 'https://harbour.example/64.png', logoUrl: 'https://harbour.example/512.png' },
  ],
  [
    'JSON Feed: icon alone',
    '{"version":"https://jsonfeed.org/version/1.1","title":"T","icon":"/512.png","items":[]}',
    { iconUrl: 'https://harbour.example/512.png' },
  ],
  [
    'what is no address of the web is left out',
    '<feed xmlns="http://www.w3.org/2005/Atom"><icon>data:image/png;base64,AAAA</icon></feed>',
    {},
  ],
])('%s', async (_, text, expected) => {
  const { iconUrl, logoUrl } = await parse(text)
  expect({ ...(iconUrl && { iconUrl }), ...(logoUrl && { logoUrl }) }).toEqual(expected)
})
