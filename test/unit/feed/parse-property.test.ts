import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseFeed } from '../../../src/feed/parse.ts'
import { ParseError } from '../../../src/feed/parse-error.ts'
import { FEED_NAMES, FEEDS } from '../../support/feed-fixtures.ts'
import { wrongFields } from './documents.ts'

const VALID = [
  `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>News</title><link>https://e.com/</link><description>d</description><atom:link rel="self" href="https://e.com/feed"/><ttl>15</ttl><skipHours><hour>3</hour></skipHours><image><url>https://e.com/i.png</url><title>i</title></image><item><title><![CDATA[A & B]]></title><link>https://e.com/1</link><guid isPermaLink="false">g1</guid><pubDate>Mon, 06 Oct 2025 00:05:03 GMT</pubDate><dc:creator>Ann</dc:creator><category domain="x">c</category><description>one &lt;p&gt;two&lt;/p&gt;</description><content:encoded><![CDATA[<p>three <img src="/x.png"></p>]]></content:encoded><media:group><media:content url="https://e.com/a.jpg" medium="image"/></media:group><enclosure url="https://e.com/a.mp3" length="1" type="audio/mpeg"/></item><item><title>二</title></item></channel></rss>`,
  `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://e.com/" xml:lang="en"><title type="html">T &amp;amp; t</title><id>urn:1</id><updated>2025-10-06T00:05:03Z</updated><link rel="hub" href="https://hub.e.com/"/><author><name>Ann</name></author><entry><id>1</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">a <b>b</b></div></title><link href="p/1"/><content type="html">&lt;p&gt;x&lt;/p&gt;</content><source><title>s</title><author><name>Bob</name></author></source></entry></feed>`,
  `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="u"><title>T</title><items><rdf:Seq><rdf:li rdf:resource="a"/></rdf:Seq></items></channel><item rdf:about="a"><title>t</title><link>https://e.com/1</link></item></rdf:RDF>`,
  '{"rss":{"version":"2.0","channel":{"title":"T","link":"https://e.com/","item":[{"title":"t & u","guid":{"isPermaLink":false,"#value":"g"},"enclosure":{"url":"https://e.com/a.mp3","length":1},"dc:creator":["Ann","Bob"],"author":{"name":"Ann"}}]}}}',
  '{"version":"https://jsonfeed.org/version/1.1","title":"T","home_page_url":"https://e.com/","items":[{"id":1,"title":"t","content_html":"<p>x</p>","tags":["a"],"authors":[{"name":"Ann"}],"attachments":[{"url":"https://e.com/a.mp3","mime_type":"audio/mpeg","size_in_bytes":1}],"date_published":"2025-10-06T00:05:03Z"}]}',
].map((document) => Buffer.from(document))

/** In encodings of all sorts; a page and a JSON that are no feeds among them. */
const REAL = FEED_NAMES.map((name) => readFileSync(join(FEEDS, name)))
/** The long ones take longer to read: half as many are tried. */
const DOCUMENTS = [
  ['short ones with everything in them', VALID, 1],
  ['whole ones of publishing systems', REAL, 0.5],
] as const

const PIECES = [
  '<',
  '>',
  '&',
  '"',
  "'",
  '/',
  ']]>',
  '<![CDATA[',
  '<!--',
  '-->',
  '<?',
  '?>',
  '<item>',
  '</item>',
  '<entry/>',
  '</title>',
  '<title>',
  '<br>',
  '</channel>',
  '<rss>',
  'xmlns="http://www.w3.org/2005/Atom"',
  '\u0000',
  '\ud800',
  '\ufeff',
  '&#0;',
  '&amp',
  '<a b="',
  '[',
  '{',
  ',',
  '\\',
]

/** Set for a long search; else the same few thousand documents are repeated. */
const RUNS = Number(process.env.TIDEWIRE_FUZZ_RUNS ?? 0)
const runs = (usual: number) => (RUNS > 0 ? { numRuns: RUNS } : { numRuns: usual })
const TIMEOUT_MS = RUNS > 0 ? 3_600_000 : undefined

const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.oneof({ weight: 4, arbitrary: fc.nat(12) }, { weight: 1, arbitrary: fc.nat(400) }),
  piece: fc.constantFrom('', ...PIECES),
})

test.each(DOCUMENTS)(
  '%s, mutated anywhere, are read or refused; nothing else is ever thrown, no field is an object',
  async (_, documents, share) => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...documents),
        fc.array(mutation, { minLength: 1, maxLength: 8 }),
        async (whole, mutations) => {
          let document = whole
          for (const { at, cut, piece } of mutations) {
            const index = Math.floor(at * document.length)
            const rest = document.subarray(index + cut)
            document = Buffer.concat([document.subarray(0, index), Buffer.from(piece), rest])
          }

          const outcome = await parseFeed(document, { baseUrl: 'https://e.com/feed' }).catch(
            (error: unknown) => error,
          )

          if (outcome instanceof Error) expect(outcome).toBeInstanceOf(ParseError)
          else expect(wrongFields(outcome as never)).toEqual([])
          // A repaired document must never fail for being XML.
          if (outcome instanceof ParseError && outcome.code === 'parse_xml')
            expect(outcome.message).toContain('nothing of a feed')
        },
      ),
      runs(3_000 * share),
    )
  },
  TIMEOUT_MS,
)

test(
  'any bytes at all are read or refused',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom('', '<rss><channel><item>', '<feed xmlns="http://www.w3.org/2005/Atom"><entry>'),
        async (noise, start) => {
          const outcome = await parseFeed(Buffer.concat([Buffer.from(start), noise])).catch(
            (error: unknown) => error,
          )

          if (outcome instanceof Error) expect(outcome).toBeInstanceOf(ParseError)
        },
      ),
      runs(1_000),
    )
  },
  TIMEOUT_MS,
)

test.each(DOCUMENTS)(
  '%s, with bytes flipped, cut and spliced with other encodings, are read or refused, as a poll and as a whole',
  async (_, documents, share) => {
    const SPLICES = ['utf8', 'utf16le', 'latin1', 'hex'] as const
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...documents),
        fc.array(fc.record({ at: fc.nat(), bit: fc.nat(7) }), { maxLength: 6 }),
        fc.option(fc.nat()),
        fc.option(fc.record({ at: fc.nat(), as: fc.constantFrom(...SPLICES), text: fc.string() })),
        fc.constantFrom('', 'text/xml; charset=gbk', 'text/xml; charset=utf-16', 'text/xml; charset=koi8-r'),
        async (whole, flips, cut, splice, contentType) => {
          let bytes = Buffer.from(whole)
          for (const { at, bit } of flips) bytes[at % bytes.length]! ^= 1 << bit
          if (splice) {
            const at = splice.at % bytes.length
            bytes = Buffer.concat([
              bytes.subarray(0, at),
              Buffer.from(splice.text, splice.as),
              bytes.subarray(at),
            ])
          }
          if (cut !== null) bytes = bytes.subarray(0, cut % bytes.length)

          for (const context of [{ contentType }, { contentType, content: 'left_out' as const }]) {
            const outcome = await parseFeed(bytes, context).catch((error: unknown) => error)

            if (outcome instanceof Error) expect(outcome).toBeInstanceOf(ParseError)
            else expect(wrongFields(outcome as never)).toEqual([])
          }
        },
      ),
      runs(1_500 * share),
    )
  },
  TIMEOUT_MS,
)
