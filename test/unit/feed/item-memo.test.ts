import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseFeed, placeOf } from '../../../src/feed/parse.ts'
import { createItemMemo, type ItemMemo } from '../../../src/feed/xml/item-memo.ts'
import { repairXml } from '../../../src/feed/xml/repair.ts'
import type { ParseContext } from '../../../src/model/index.ts'

const NOW = Date.UTC(2026, 2, 4, 5, 6, 7)
const MAX_BYTES = 1_000_000
const RUNS = Number(process.env.TIDEWIRE_FUZZ_RUNS ?? 0)
const runs = (usual: number) => (RUNS > 0 ? { numRuns: RUNS } : { numRuns: usual })

/** What stands around the items: other bases, namespaces, defaults for entries, languages; fields after the items. */
const FRAMES: readonly (readonly [string, string])[] = [
  ['<rss version="2.0"><channel><title>T</title><link>https://e.com/</link>', '</channel></rss>'],
  ['<rss version="2.0"><channel><title>T</title>', '<link>https://late.example/a/</link></channel></rss>'],
  [
    '<rss xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"><channel xml:base="https://b.com/x/"><title>T</title>',
    '</channel></rss>',
  ],
  [
    '<rss xmlns:dc="http://purl.org/dc/terms/" xmlns:x="http://www.w3.org/1999/xhtml"><channel>',
    '</channel>',
  ],
  [
    '<?xml version="1.0"?><rss><channel><item xmlns:dc="http://example.com/other"><title>o</title></item>',
    '',
  ],
  ['<rss xmlns:p="http://purl.org/rss/1.0/"><channel><p:title xmlns="urn:a">T', '</channel></rss>'],
  ['<rss><channel><title>T</title><image><url>i.png</url>', ']]></channel></rss>'],
  ['<rss><channel><title>T</title><description><![CDATA[ d', '</channel></rss>'],
  ['<rss><channel><title xmlns="http://www.w3.org/2005/Atom">T<b>', '<!-- --> ?></channel></rss>'],
  ['<!DOCTYPE rss [<!ENTITY e "one">]><rss><channel><link>https://e.com/</link>', '</channel></rss>'],
  ['<!DOCTYPE rss [<!ENTITY e "two">]><rss><channel><link>https://e.com/</link>', '<a b="></channel></rss>'],
  [
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="u"><link>/r/</link></channel>',
    '</rdf:RDF>',
  ],
  ['<channel><title>T</title>', '</channel>'],
  ['<feed xmlns="http://www.w3.org/2005/Atom"><author><name>Ann</name></author>', '</feed>'],
  ['<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/c/">', '<author><name>Bob</name></author></feed>'],
  [
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"><title>T</title>',
    '</feed>',
  ],
]

const FIELDS = [
  '<title>Ministers settle &amp; part</title>',
  '<title><![CDATA[Über </item> den &amp; Fluss]]></title>',
  '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">a <b>b</b></div></title>',
  '<title>never closed',
  '<dc:title>other</dc:title>',
  '<p:title>prefixed</p:title>',
  '<dc:language>de</dc:language>',
  '<link>https://e.com/1</link>',
  '<link>relative/2</link>',
  '<link href="p/3?a=1&amp;b=2" rel="alternate"/>',
  '<link xml:base="https://l.com/" href="4"/>',
  '<link href="foo>broken</link>',
  '<guid isPermaLink="false">g &e;</guid>',
  '<guid>https://e.com/guid</guid>',
  '<id>urn:1</id>',
  '<pubDate>Mon, 06 Oct 2025 00:05:03 GMT</pubDate>',
  '<pubDate>2025-10-06 00:05:03</pubDate>',
  '<pubDate>3 hours ago</pubDate>',
  '<pubDate>10/06/2025</pubDate>',
  '<pubDate>28/05/2025</pubDate>',
  '<pubDate>05/28/2025</pubDate>',
  '<pubDate>昨天 08:05</pubDate>',
  '<dc:date>2025-10-07</dc:date>',
  '<updated>2025-10-06T00:05:03Z</updated>',
  '<author><name>Cid</name></author>',
  '<dc:creator>Dee</dc:creator>',
  '<description>one &lt;p&gt;two &lt;img src="x.png"&gt;</description>',
  '<description><p>unescaped <x:b>markup</x:b></p></description>',
  '<description><![CDATA[<p>endless </description>',
  '<content type="html">&lt;p&gt;x&lt;/p&gt;</content>',
  '<content xmlns="http://purl.org/rss/1.0/modules/content/">y</content>',
  '<media:group><media:content url="a.jpg" medium="image"/></media:group>',
  '<media:group><media:thumbnail url="t.jpg"/>',
  '<enclosure url="a.mp3" length="1" type="audio/mpeg"/>',
  '<category>c</category>',
  '<related><item><title>inner</title></item></related>',
  '<related>',
  '</channel><description>d</description>',
  '<!-- <item> --><?php echo 1 ?>',
  '<!-- open',
  '<?open',
  '<!ODD [',
  '<ttl>5</ttl>',
  '\u0000&#0;\ud83d',
  '</title>',
]
const STARTS = ['<item>', '<entry>', '<item rdf:about="a" xml:base="https://i.com/">', '<ITEM>', '<item']
const ENDS = ['</item>', '</entry>', '</item >', '</items>', '']

const PLACE: ParseContext = { baseUrl: 'https://e.com/feed' }
const PLAIN = '<item><title>plain</title></item>'
const PREFIXED = '<item><p:title>prefixed</p:title></item>'
const PERSONAL = '<item><author><name>Ann</name></author><title>personal</title></item>'
const MARKED = '<item><description>one<p>two</p></description></item>'
const ENDLESS = '<item><title><![CDATA[endless</title></item>'

const usually = <T>(usual: T, ...others: T[]) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) })

const item = fc
  .tuple(
    usually(STARTS[0]!, ...STARTS),
    fc.array(fc.constantFrom(...FIELDS), { maxLength: 7 }),
    usually(ENDS[0]!, ...ENDS),
  )
  .map(([start, fields, end]) => start + fields.join('') + end)

const place = fc.record({
  frame: fc.constantFrom(...FRAMES),
  baseUrl: usually('https://e.com/feed', 'https://f.com/a/feed'),
  timeZone: usually('UTC', 'Asia/Shanghai', 'America/New_York'),
  content: usually<'left_out' | undefined>('left_out', undefined),
  ageMs: fc.constantFrom(0, 60_000, 86_400_000),
  cut: fc.option(fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.nat(9) }), {
    freq: 2,
  }),
})

/** Documents of one publisher: the same few items come again, in other orders and under other circumstances. */
const documents = fc.array(item, { minLength: 1, maxLength: 5 }).chain((items) =>
  fc.array(
    fc.record({
      at: place,
      items: fc.array(fc.constantFrom(...items), { maxLength: 6 }),
      sharesPlace: fc.boolean(),
    }),
    { minLength: 2, maxLength: 5 },
  ),
)

async function outcomeOf(text: string, context: ParseContext, now: number, memo?: ItemMemo): Promise<string> {
  const outcome = await parseFeed(Buffer.from(text), context, now, memo).catch((error: unknown) => error)
  return outcome instanceof Error ? `${outcome.name}: ${outcome.message}` : JSON.stringify(outcome)
}

describe('a feed whose items are remembered', () => {
  test('reads to the byte as one whose items are not, whatever changes around them', async () => {
    await fc.assert(
      fc.asyncProperty(documents, async (polls) => {
        const memo = createItemMemo(MAX_BYTES)
        const [first] = polls
        for (const poll of polls) {
          const { frame, baseUrl, timeZone, content } = poll.sharesPlace ? first!.at : poll.at
          const { ageMs, cut } = poll.at
          const whole = frame[0] + poll.items.join('\n') + frame[1]
          const at = Math.floor((cut?.at ?? 0) * whole.length)
          const text = cut ? whole.slice(0, at) + whole.slice(at + cut.length) : whole
          const context = { baseUrl, timeZone, ...(content && { content }) }

          const remembered = await outcomeOf(text, context, NOW + ageMs, memo)

          expect(remembered).toBe(await outcomeOf(text, context, NOW + ageMs))
        }
      }),
      // Wrong memories are found within some hundred, or by the table below.
      runs(1_000),
    )
  })

  test.each<[string, string, string]>([
    [
      'a prefix that is declared no more',
      `<rss xmlns:p="http://purl.org/rss/1.0/"><channel>${PREFIXED}</channel></rss>`,
      `<rss><channel>${PREFIXED}</channel></rss>`,
    ],
    [
      'a prefix that another item declares',
      `<rss><channel><item xmlns:p="http://purl.org/rss/1.0/"><title>a</title></item>${PREFIXED}</channel></rss>`,
      `<rss><channel><item xmlns:p="http://purl.org/rss/1.0/"><title>a</title></item>${PREFIXED}${PLAIN}</channel></rss>`,
    ],
    [
      'an end tag that may be of an element far above',
      `<rss><channel>${PLAIN}${PERSONAL}</channel></rss>`,
      `<rss><channel><author xmlns="http://www.w3.org/2005/Atom">${PLAIN}${PERSONAL}</channel></rss>`,
    ],
    [
      'so many lost end tags that none is looked for any more',
      `<rss><channel>${MARKED}</channel></rss>`,
      `<rss><channel>${'<item><title>lost <b></item>'.repeat(40)}${PLAIN}${MARKED}</channel></rss>`,
    ],
    [
      'a CDATA section that may end far below',
      `<rss><channel>${ENDLESS}</channel></rss>`,
      `<rss><channel>${ENDLESS}<item><title>]]></title></item></channel></rss>`,
    ],
  ])('reads as if new what hangs on %s', async (_, before, after) => {
    const memo = createItemMemo(MAX_BYTES)
    await outcomeOf(before, PLACE, NOW, memo)

    const remembered = await outcomeOf(after, PLACE, NOW, memo)

    expect(remembered).toBe(await outcomeOf(after, PLACE, NOW))
    expect(remembered).not.toBe(await outcomeOf(before, PLACE, NOW))
  })

  test('costs its new items only', async () => {
    const memo = createItemMemo(MAX_BYTES)
    await outcomeOf(feedOf(1, 2, 3), PLACE, NOW, memo)

    const items = recalledOf(memo, feedOf(4, 1, 2), PLACE)

    expect(items).toEqual([false, true, true])
  })

  test('is not remembered at another place, nor when it is read in another way', async () => {
    const memo = createItemMemo(MAX_BYTES)
    await outcomeOf(feedOf(1), PLACE, NOW, memo)

    expect(recalledOf(memo, feedOf(1), { ...PLACE, baseUrl: 'https://other.example/feed' })).toEqual([false])
    expect(recalledOf(memo, feedOf(1), { ...PLACE, timeZone: 'Asia/Tokyo' })).toEqual([false])
    expect(recalledOf(memo, feedOf(1), { ...PLACE, content: 'left_out' })).toEqual([false])
  })

  test('makes room for others when it was not read for the longest, and never takes it all', async () => {
    const memo = createItemMemo(20_000)
    const places = Array.from({ length: 60 }, (_, n) => ({ baseUrl: `https://e.com/${n}` }))
    for (const place of places) await outcomeOf(feedOf(1, 2), place, NOW, memo)
    const held = places.map((place) => recalledOf(memo, feedOf(1), place)[0])

    const huge = { baseUrl: 'https://e.com/huge' }
    await outcomeOf(feedOf(...Array.from({ length: 40 }, (_, n) => n)), huge, NOW, memo)

    const count = held.filter(Boolean).length
    expect(count).toBeGreaterThan(10)
    expect(count).toBeLessThan(50)
    expect(held).toEqual(held.toSorted())
    expect(recalledOf(memo, feedOf(1), huge)).toEqual([false])
    expect(recalledOf(memo, feedOf(1), places.at(-1)!)).toEqual([true])
  })
})

function feedOf(...numbers: number[]): string {
  const items = numbers.map((n) => `<item><title>Report ${n}</title><guid>g${n}</guid></item>`)
  return `<rss><channel><title>T</title>${items.join('')}</channel></rss>`
}

/** Of each item, whether it is recalled. */
function recalledOf(memo: ItemMemo, text: string, place: ParseContext): boolean[] {
  return repairXml(text, memo.open(placeOf(place)))?.items?.map(({ isKnown }) => isKnown) ?? []
}
