import type { ParsedEntry } from '../../../src/model/index.ts'
import { atom, rss } from './documents.ts'

type Expected = { [K in keyof ParsedEntry]?: ParsedEntry[K] | undefined } & { count?: number }

const OCTOBER_6 = Date.parse('2025-10-06T00:05:03Z')
const entry = (inside: string): string => rss(`<item>${inside}</item>`)
const dated = (date: string): string => entry(`<title>t</title><pubDate>${date}</pubDate>`)

/** One document for each way feeds break; values are of the first entry. `undefined` means: not there. */
export const READABLE: [string, string, Expected][] = [
  ['CDATA in the title', entry('<title><![CDATA[A & B]]></title>'), { title: 'A & B' }],
  ['text and CDATA mixed', entry('<title>x <![CDATA[<y>]]> z</title>'), { title: 'x <y> z' }],
  ['markup in an RSS title', entry('<title>A <b>bold</b> move</title>'), { title: 'A bold move' }],
  [
    'a title with an attribute and no text',
    entry('<title type="html"/><guid isPermaLink="false"/><link>/1</link>'),
    { title: undefined, guid: undefined },
  ],
  [
    'unescaped HTML in the description',
    entry('<description>one <p>two</p> three <img src="x.png"/> <p>four</p></description>'),
    {
      summary: 'one\ntwo\nthree\nfour',
      contentHtml: 'one <p>two</p> three <img src="https://e.com/x.png" /> <p>four</p>',
      imageUrl: 'https://e.com/x.png',
    },
  ],
  [
    'unescaped HTML that is not well-formed',
    entry('<title>t</title><description>one<br>two<p>three</description>'),
    { summary: 'one\ntwo\nthree' },
  ],
  [
    'order of Atom XHTML',
    atom(
      '<id>1</id><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">one <b>two</b> three <i>four</i> five <b>six</b></div></content>',
    ),
    { contentHtml: 'one <b>two</b> three <i>four</i> five <b>six</b>' },
  ],
  [
    'an Atom XHTML title',
    atom(
      '<id>1</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <b>bold</b> move</div></title>',
    ),
    { title: 'A bold move' },
  ],
  [
    'XHTML under a prefix',
    atom(
      '<id>1</id><content type="xhtml"><x:div xmlns:x="http://www.w3.org/1999/xhtml">one <x:b>two</x:b></x:div></content>',
    ),
    { summary: 'one two' },
  ],
  [
    'xml:base and a relative link',
    atom('<id>1</id><link href="post/1"/>', ' xml:base="https://b.com/blog/"'),
    { url: 'https://b.com/blog/post/1' },
  ],
  ['a relative link in RSS', entry('<link>/p/1</link>'), { url: 'https://e.com/p/1' }],
  [
    'Atom rel=self before an alternate without rel',
    atom('<id>1</id><link rel="self" href="https://e.com/self"/><link href="https://e.com/alt"/>'),
    { url: 'https://e.com/alt' },
  ],
  [
    'Atom rel=enclosure first',
    atom('<id>1</id><link rel="enclosure" href="https://e.com/a.mp3"/><link href="https://e.com/alt"/>'),
    { url: 'https://e.com/alt', enclosures: [{ url: 'https://e.com/a.mp3' }] },
  ],
  [
    'an Atom link written as text',
    atom('<id>1</id><link>https://e.com/1</link>'),
    { url: 'https://e.com/1' },
  ],
  ['Atom categories', atom('<id>1</id><category term="x"/>'), { categories: ['x'] }],
  [
    'Atom under a prefix',
    '<atom:feed xmlns:atom="http://www.w3.org/2005/Atom"><atom:title>T</atom:title><atom:entry><atom:title>t</atom:title><atom:id>1</atom:id></atom:entry></atom:feed>',
    { title: 't', guid: '1' },
  ],
  [
    'the content module under another prefix',
    rss('<item><title>t</title><c:encoded>body</c:encoded></item>', {
      attributes: ' xmlns:c="http://purl.org/rss/1.0/modules/content/"',
    }),
    { contentHtml: 'body', summary: 'body' },
  ],
  [
    'Dublin Core under another prefix',
    rss('<item><title>t</title><d:date>2025-10-06T00:05:03Z</d:date></item>', {
      attributes: ' xmlns:d="http://purl.org/dc/elements/1.1/"',
    }),
    { publishedAt: OCTOBER_6 },
  ],
  [
    'RDF',
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="u"><title>T</title><items><rdf:Seq><rdf:li rdf:resource="https://e.com/1"/></rdf:Seq></items></channel><item rdf:about="https://e.com/1"><title>t</title><link>https://e.com/1</link><dc:date>2025-10-06T00:05:03Z</dc:date></item></rdf:RDF>',
    { title: 't', guid: 'https://e.com/1', publishedAt: OCTOBER_6, count: 1 },
  ],
  [
    'RDF under another prefix',
    '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>T</title></channel><item><title>t</title></item></r:RDF>',
    { title: 't' },
  ],
  [
    'RDF without a channel',
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><item><title>t</title></item></rdf:RDF>',
    { title: 't' },
  ],
  [
    'rss without a version',
    '<rss><channel><title>T</title><item><title>t</title></item></channel></rss>',
    { title: 't' },
  ],
  [
    'rss without a channel',
    '<rss version="2.0"><title>T</title><item><title>t</title></item></rss>',
    { title: 't' },
  ],
  [
    'a channel without rss',
    '<channel><title>T</title><item><title>t</title></item></channel>',
    { title: 't' },
  ],
  [
    'entries after the channel',
    '<rss version="2.0"><channel><title>T</title></channel><item><title>t</title></item></rss>',
    { title: 't', count: 1 },
  ],
  [
    'an Atom entry as a document',
    '<entry xmlns="http://www.w3.org/2005/Atom"><id>1</id><title>t</title></entry>',
    { title: 't', count: 1 },
  ],
  [
    'element names in another case',
    '<RSS version="2.0"><Channel><Title>T</Title><Item><Title>t</Title><PubDate>Mon, 06 Oct 2025 00:05:03 GMT</PubDate></Item></Channel></RSS>',
    { title: 't', publishedAt: OCTOBER_6 },
  ],
  ['a byte order mark', `\ufeff${entry('<title>t</title>')}`, { title: 't' }],
  ['two byte order marks', `\ufeff\ufeff${entry('<title>t</title>')}`, { title: 't' }],
  ['undeclared HTML entities', entry('<title>it&rsquo;s&nbsp;5</title>'), { title: 'it’s 5' }],
  [
    'undeclared HTML entities in Atom',
    atom('<id>1</id><title>caf&eacute;&hellip;</title>'),
    { title: 'café…' },
  ],
  [
    'a bare ampersand in text and URL',
    entry('<title>AT&T</title><link>https://e.com/?a=1&b=2</link>'),
    { title: 'AT&T', url: 'https://e.com/?a=1&b=2' },
  ],
  ['references to control characters', entry('<title>a&#x0;b&#11;c</title>'), { title: 'abc' }],
  ['control characters', entry('<title>a\u000bb\u0008c\u0003</title>'), { title: 'abc' }],
  ['control characters in CDATA', entry('<title><![CDATA[a\u0003b\u001dc]]></title>'), { title: 'abc' }],
  ['blank lines before the declaration', `\n\n  ${entry('<title>t</title>')}`, { title: 't' }],
  [
    'a PHP warning before the declaration',
    `Warning: foo in /x.php on line 3 <br />\n${entry('<title>t</title>')}`,
    { title: 't' },
  ],
  [
    'a script after the root',
    `${entry('<title>t</title>')}\n<script>1<2 && 3</script>`,
    { title: 't', count: 1 },
  ],
  [
    'JSON Feed',
    '{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{"id":"1","url":"https://e.com/1","title":"t","content_text":"x","date_published":"2025-10-06T08:05:03+08:00"}]}',
    { title: 't', publishedAt: OCTOBER_6 },
  ],
  [
    'a missing end of an item',
    rss('<item><title>a</title><item><title>b</title></item>'),
    { title: 'a', count: 2 },
  ],
  [
    'a document cut off in its second item',
    rss('<item><title>a</title></item><item><title>b</title><description>half').replace(
      '</channel></rss>',
      '',
    ),
    { title: 'a', count: 1 },
  ],
  [
    'a misspelt end tag',
    rss('<item><title>a</titel></item><item><title>b</title></item>'),
    { title: 'a', count: 2 },
  ],
  [
    'a lost end tag before other fields',
    rss('<item><title>a<link>https://e.com/1</link></item><item><title>b</title></item>'),
    { title: 'a', url: 'https://e.com/1', count: 2 },
  ],
  [
    'a misspelt end tag before another element of its name',
    rss('<item><title>a</titel><link>https://e.com/1</link><image><title>b</title></image></item>'),
    { title: 'a', url: 'https://e.com/1' },
  ],
  [
    'a misspelt end tag of an author',
    atom('<author><name>A</name></authors><id>1</id><title>t</title>'),
    { guid: '1', title: 't' },
  ],
  [
    'a misspelt end tag of one of two authors',
    atom('<author><name>A</name></authors><author><name>B</name></author><id>1</id><title>t</title>'),
    { authors: ['A', 'B'], guid: '1', title: 't' },
  ],
  [
    'a lost end tag of something unknown in an author',
    atom('<author><x:y><name>A</name><author/></author><id>1</id><title>t</title>'),
    { guid: '1', title: 't' },
  ],
  [
    'an attribute that lost its closing quote',
    atom('<id>1</id><link rel="alternate" href="https://e.com/1/><title type="text">t</title>'),
    { url: 'https://e.com/1', title: 't', count: 1 },
  ],
  [
    'an entry whose attribute lost its closing quote',
    "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry xml:lang='de><id>1</id><link href='https://e.com/1'/></entry><entry><id>2</id></entry></feed>",
    { url: 'https://e.com/1', count: 2 },
  ],
  [
    'a quoted > before another tag',
    atom('<id>1</id><category term="a > b"/><category term="<c>"/><title>t</title>'),
    { categories: ['a > b', '<c>'], title: 't' },
  ],
  [
    'attributes without quotes and without value',
    entry('<title>a</title><enclosure url=https://e.com/a.mp3 type="audio/mpeg" hidden/>'),
    { title: 'a', enclosures: [{ url: 'https://e.com/a.mp3', type: 'audio/mpeg' }] },
  ],
  [
    'an empty entry',
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry/><entry><id>1</id><title>t</title></entry></feed>',
    { title: 't', count: 1 },
  ],
  [
    'one bad date',
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><id>1</id><title>t</title><updated>some day</updated></entry><entry><id>2</id><title>u</title></entry></feed>',
    { title: 't', updatedAt: undefined, count: 2 },
  ],
  ['no date at all', atom('<id>1</id><title>t</title>'), { publishedAt: undefined }],
  [
    'a date element with an attribute',
    atom('<id>1</id><updated x="y">2025-10-06T00:05:03Z</updated>'),
    { updatedAt: OCTOBER_6 },
  ],
  ['a date with a space', dated('2025-10-06 00:05:03'), { publishedAt: OCTOBER_6 }],
  ['a Chinese date', dated('2025年10月06日 00:05'), { publishedAt: Date.parse('2025-10-06T00:05Z') }],
  ['a date without a zone', dated('Mon, 06 Oct 2025 00:05:03'), { publishedAt: OCTOBER_6 }],
  ['a date in CEST', dated('Mon, 06 Oct 2025 02:05:03 CEST'), { publishedAt: OCTOBER_6 }],
  ['a German date', dated('Mo, 06 Okt 2025 02:05:03 +0200'), { publishedAt: OCTOBER_6 }],
  ['Hugo’s zero date', dated('Mon, 01 Jan 0001 00:00:00 +0000'), { publishedAt: undefined }],
  ['a date in CDATA', dated('<![CDATA[Mon, 06 Oct 2025 00:05:03 GMT]]>'), { publishedAt: OCTOBER_6 }],
  [
    'a date in the year 2099',
    dated('Tue, 06 Oct 2099 00:05:03 GMT'),
    { publishedAt: Date.parse('2099-10-06T00:05:03Z') },
  ],
  [
    'a guid that is no permalink, and no link',
    entry('<title>t</title><guid isPermaLink="false">https://e.com/x</guid>'),
    { guid: 'https://e.com/x', url: undefined },
  ],
  [
    'a guid that is the permalink',
    entry('<title>t</title><guid>https://e.com/1</guid>'),
    { guid: 'https://e.com/1', url: 'https://e.com/1' },
  ],
  [
    'space around guid and link',
    entry('<title>t</title><guid>\n   abc\n  </guid><link>\n https://e.com/1\n</link>'),
    { guid: 'abc', url: 'https://e.com/1' },
  ],
  ['neither guid nor link', entry('<title>t</title>'), { title: 't', guid: undefined, url: undefined }],
  [
    'an empty title',
    entry('<title></title><description>hello</description>'),
    { title: undefined, summary: 'hello' },
  ],
  [
    'the same item twice',
    rss('<item><guid>1</guid><title>a</title></item><item><guid>1</guid><title>a</title></item>'),
    { count: 2 },
  ],
  [
    'a category with a domain',
    entry('<title>t</title><category domain="d">x</category><category>y</category>'),
    { categories: ['x', 'y'] },
  ],
  [
    'two enclosures',
    entry(
      '<title>t</title><enclosure url="https://e.com/1.mp3" length="12"/><enclosure url="https://e.com/2.mp3"/>',
    ),
    { enclosures: [{ url: 'https://e.com/1.mp3', sizeBytes: 12 }, { url: 'https://e.com/2.mp3' }] },
  ],
  [
    'media:content only',
    rss('<item><title>t</title><media:content url="https://e.com/1.jpg" medium="image"/></item>', {
      attributes: ' xmlns:media="http://search.yahoo.com/mrss/"',
    }),
    { enclosures: [{ url: 'https://e.com/1.jpg' }], imageUrl: 'https://e.com/1.jpg' },
  ],
  [
    'an RSS link with href',
    entry('<title>t</title><link href="https://e.com/1"/>'),
    { url: 'https://e.com/1' },
  ],
  [
    'an author with a name inside',
    entry('<title>t</title><author><name>Ann</name></author>'),
    { authors: ['Ann'] },
  ],
  [
    'authors with addresses',
    entry(
      '<title>t</title><author>ann@e.com (Ann Lee)</author><dc:creator>Bob &lt;bob@e.com&gt;</dc:creator>',
    ),
    { authors: ['Bob', 'Ann Lee'] },
  ],
  ['hasOwnProperty as an attribute', entry('<title hasOwnProperty="1" a="2">t</title>'), { title: 't' }],
  ['a title escaped twice', entry('<title>A &amp;amp; B</title>'), { title: 'A & B' }],
  [
    'angle brackets that are no tags',
    entry('<title>vector&lt;int&gt; &amp; &lt;T&gt;</title>'),
    { title: 'vector<int> & <T>' },
  ],
  [
    'RDF inside an HTML page',
    '<html><body><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>T</title></channel><item><title>t</title></item></rdf:RDF></body></html>',
    { title: 't' },
  ],
  ['a feed inside an HTML page', `<html><body>${entry('<title>t</title>')}</body></html>`, { title: 't' }],
  [
    'titles of nested things',
    entry(
      '<related><item><title>no</title></item></related><source url="https://s.com/">S</source><title>t</title>',
    ),
    { title: 't', count: 1 },
  ],
  [
    'text links in Atom that say what they are for',
    atom(
      '<id>1</id><link rel="enclosure">https://e.com/a.mp3</link><link rel="alternate">https://e.com/1</link>',
    ),
    { url: 'https://e.com/1', enclosures: [{ url: 'https://e.com/a.mp3' }] },
  ],
  [
    'a title inside an enclosure',
    entry('<enclosure url="https://e.com/a.jpg"><media:title>no</media:title></enclosure><title>t</title>'),
    { title: 't', enclosures: [{ url: 'https://e.com/a.jpg' }] },
  ],
  [
    'an enclosure that is never closed',
    rss(
      '<item><enclosure url="https://e.com/a.jpg"><title>t</title></item><item><enclosure url="/b"></enclosure></item>',
    ),
    { title: 't', enclosures: [{ url: 'https://e.com/a.jpg' }], count: 2 },
  ],
  [
    'an Atom source with fields of its own',
    atom(
      '<source><id>s</id><title>S</title><link href="https://s.com/"/><updated>2020-01-01T00:00:00Z</updated></source><id>1</id><title>t</title><link href="https://e.com/1"/>',
    ),
    { guid: '1', title: 't', url: 'https://e.com/1', updatedAt: undefined },
  ],
  [
    'FeedBurner’s own link',
    entry(
      '<title>t</title><link>https://feedproxy.example/~r/1</link><feedburner:origLink>https://e.com/1</feedburner:origLink>',
    ),
    { url: 'https://e.com/1' },
  ],
  [
    'a link no reader should follow',
    entry('<title>t</title><link>javascript:alert(1)</link>'),
    { url: undefined },
  ],
]

/** Documents that are no feeds, and the code of each refusal. */
export const REFUSED: [string, string, string][] = [
  ['an empty body', '', 'parse_empty'],
  ['nothing but white space', ' \n\ufeff ', 'parse_empty'],
  [
    'an HTML error page',
    '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><center>nginx<br></center></body></html>',
    'parse_html',
  ],
  [
    'an HTML page with RDF of another kind',
    '<html><body><rdf:RDF xmlns="http://web.resource.org/cc/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><Work rdf:about=""/></rdf:RDF></body></html>',
    'parse_html',
  ],
  ['an HTML page without html tags', '<h1>Just a moment...</h1>', 'parse_html'],
  ['an OPML list', '<?xml version="1.0"?><opml version="2.0"><body/></opml>', 'parse_opml'],
  [
    'a sitemap',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://e.com/</loc></url></urlset>',
    'parse_sitemap',
  ],
  ['a sitemap index', '<sitemapindex><sitemap/></sitemapindex>', 'parse_sitemap'],
  ['a JSON error', '{"error":"rate limited"}', 'parse_json'],
  ['broken JSON', '{"version":"https://jsonfeed.org/version/1.1","items":[', 'parse_json'],
  ['plain text', 'No such feed.', 'parse_unknown'],
  ['another XML document', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'parse_unknown'],
  ['a feed cut off before its first field', '<rss version="2.0"><channel><item><title>x', 'parse_xml'],
]
