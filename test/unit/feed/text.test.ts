import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textOfSimple } from '../../../src/feed/html/simple-html.ts'
import { textOf } from '../../../src/feed/html/text.ts'

const PIECES = [
  ...['<p>', '</p>', '<P class="x">', '<br>', '</br>', '<div>', '</div>', '<ul>', '</ul>', '<li>', '</li>'],
  ...[
    '<a href="https://a.example/?b=1&amp;c">',
    '</a>',
    '<b>',
    '</b>',
    '<em >',
    '</em>',
    "<img src='a\"b'/>",
  ],
  ...[
    '<h2>',
    '</h2>',
    '<td>',
    '<script>',
    '</script>',
    '<!-- c -->',
    '<p',
    '<',
    '>',
    '"',
    ' ',
    '\n',
    'words',
  ],
  ...['&amp;', '&#8217;', '&nbsp', '&', '&#x41', 'lt;', 'é', '1'],
]

test('simple HTML read by itself says what the parser says', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }), (pieces) => {
      const html = pieces.join('')

      // A tag that says nothing, and that only the parser knows.
      expect(textOf(html, 2_000)).toBe(textOf(`<wbr>${html}`, 2_000))
    }),
    { numRuns: 3_000 },
  )
})

test.each([
  ['<p>One</p><p><a href="https://a.example/">two</a> &amp; three</p>', '\nOne\n\ntwo & three\n'],
  ['a<br/>b', 'a\nb'],
])('%s needs no parser', (html, text) => {
  expect(textOfSimple(html)).toBe(text)
})

test.each(['<b><p>x</b>', '<script>x</script>', '<a href="x>y">z</a>', 'a < b'])('%s does', (html) => {
  expect(textOfSimple(html)).toBeUndefined()
})
