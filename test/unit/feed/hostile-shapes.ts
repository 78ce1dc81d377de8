import { atom, rss } from './documents.ts'

export const item = (inside: string): string =>
  rss(`<item><title>ok</title><link>https://e.com/1</link><guid>1</guid>${inside}</item>`)
const filled = (text: string, inside: string): string => item(`<description>${text}${inside}</description>`)

/** Documents of a size; each has hung, crashed or emptied some parser. `n` is about the number of characters. */
export const SHAPES: [string, (n: number) => string][] = [
  ['bare ampersands', (n) => item(`<title>${'&'.repeat(n)}</title>`)],
  ['angle brackets', (n) => item(`<x>${'<'.repeat(n)}</x>`)],
  ['angle brackets in a description', (n) => filled('', `<![CDATA[${'<'.repeat(n)}]]>`)],
  ['tags without ends in a description', (n) => filled('', `<![CDATA[${'<p'.repeat(n / 2)}]]>`)],
  [
    'tags without ends in Atom',
    (n) => atom(`<id>1</id><content type="html"><![CDATA[${'<p'.repeat(n / 2)}]]></content>`),
  ],
  ['CDATA that never ends', (n) => filled('', `<![CDATA[${'x'.repeat(n)}`)],
  ['CDATA opened again and again', (n) => item('<description><![CDATA['.repeat(n / 22))],
  ['comments opened again and again', (n) => item('<!--'.repeat(n / 4))],
  ['instructions opened again and again', (n) => item('<?'.repeat(n / 2))],
  ['document types', (n) => '<!DOCTYPE '.repeat(n / 10) + rss('<item><title>ok</title></item>')],
  [
    'document types with open quotes',
    (n) => `${"<!DOCTYPE ' >".repeat(n / 13)}<!X ' >${rss('<item><title>ok</title></item>')}`,
  ],
  ['titles that never close', (n) => item('<title>'.repeat(n / 7))],
  [
    'titles that close in another entry',
    (n) => rss(`${'<item><title>a</item>'.repeat(n / 21)}<item><title>ok</title></item>`),
  ],
  ['attributes that never close', (n) => item('<a b="'.repeat(n / 6))],
  ['attributes that lost their closing quotes', (n) => item('<a b="c><d>'.repeat(n / 11))],
  ['attributes of two quotes that never close', (n) => item(`<a b="'><c d='>`.repeat(n / 15))],
  ['misspelt end tags of authors', (n) => item('<author></authors>'.repeat(n / 18))],
  ['groups whose end tags are of others', (n) => item('<source><media:group></author>'.repeat(n / 30))],
  ['misspelt end tags of titles', (n) => item('<title>a</titel><link/>'.repeat(n / 23))],
  ['end tags without ends', (n) => item('</'.repeat(n / 2))],
  ['an end tag of a long name without a bracket', (n) => item(`<x></${'a'.repeat(n)}"`)],
  ['end tags without brackets', (n) => item('<x></x'.repeat(n / 6))],
  ['blanks in end tags', (n) => item(`<x></x${' '.repeat(n)}`)],
  [
    'unknown elements that never end',
    (n) => item(Array.from({ length: n / 9 }, (_, i) => `<n${i}>`).join('')),
  ],
  ['unknown elements that end late', (n) => `${item('<x><y>'.repeat(n / 8))}${'</x>'.repeat(n / 16)}`],
  [
    'a date of two readings among quotation marks',
    (n) => item(`<pubDate>10/06/2025</pubDate><x>${'"  abc, '.repeat(n / 8)}</x>`),
  ],
  [
    'a date of two readings before blanks',
    (n) => item(`<pubDate>10/06/2025</pubDate><x>${' '.repeat(n)}</x>`),
  ],
  ['deep nesting', (n) => item('<a>'.repeat(n / 7) + '</a>'.repeat(n / 7))],
  ['deep groups', (n) => item('<media:group>'.repeat(n / 13))],
  [
    'entries that never close',
    (n) => `<rss version="2.0"><channel><title>t</title>${'<item><title>x</title>'.repeat(n / 22)}`,
  ],
  [
    'many attributes',
    (n) => item(`<enclosure ${Array.from({ length: n / 12 }, (_, i) => `a${i}="1"`).join(' ')}/>`),
  ],
  ['a huge attribute', (n) => item(`<enclosure url="https://e.com/${'a'.repeat(n)}"/>`)],
  ['many categories', (n) => item('<category>c</category>'.repeat(n / 22))],
  ['many names', (n) => item(Array.from({ length: n / 16 }, (_, i) => `<n${i}>1</n${i}>`).join(''))],
  [
    'many namespaces',
    (n) =>
      rss('<item><title>ok</title></item>', {
        attributes: Array.from({ length: n / 36 }, (_, i) => ` xmlns:p${i}="http://e.com/${i}"`).join(''),
      }),
  ],
  ['white space before the root', (n) => ' '.repeat(n) + rss('<item><title>ok</title></item>')],
  ['spaces in a link', (n) => atom(`<id>1</id><link>${' '.repeat(n)}x<y></link>`)],
  ['a long date', (n) => item(`<pubDate>${'1'.repeat(n)}</pubDate>`)],
  [
    'XHTML prefixes',
    (n) =>
      atom(
        `<id>1</id><content type="xhtml" xmlns:h="http://www.w3.org/1999/xhtml">${'<h:b>'.repeat(n / 5)}</content>`,
      ),
  ],
  [
    'titles whose CDATA never ends',
    (n) => rss('<item><title><![CDATA[x</title></item>'.repeat(n / 38)) + ']]>'.repeat(9),
  ],
  ['links whose CDATA never ends', (n) => rss('<item><link><![CDATA[x</link></item>'.repeat(n / 36))],
  ['markup around a name', (n) => item(`<author>${'<a>'.repeat(n / 3)}</author>`)],
  ['a declared entity', (n) => `<!DOCTYPE rss [<!ENTITY a "b">]>${filled('&a;'.repeat(n / 3), '')}`],
  ['names that are nearly addresses', (n) => item(`<author>${'(@'.repeat(100)}</author>`.repeat(n / 217))],
  ['empty elements', (n) => filled('', `<![CDATA[${'<a/>'.repeat(n / 4)}]]>`)],
  ['control characters', (n) => filled('\u0001a'.repeat(n / 2), '')],
  [
    'white space within JSON',
    (n) => `{"version":"https://jsonfeed.org/version/1",${' '.repeat(n)}"items":[]}`,
  ],
  ['backslashes in JSON that is none', (n) => `{"items":[{"title":"${'\\x'.repeat(n / 2)}"}],}`],
  ['commas in JSON that is none', (n) => `{"items":[${',  '.repeat(n / 3)}],}`],
  ['open strings in JSON that is none', (n) => `{"items":[{"title":"${'\n'.repeat(n)}`],
  ['numbers and spaces for a date', (n) => item(`<pubDate>${'1 '.repeat(50)}</pubDate>${' '.repeat(n)}`)],
]
