import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { sanitiseHtml } from '../../../src/feed/html/sanitise.ts'
import { textOf } from '../../../src/feed/html/text.ts'

const BASE = 'https://e.com/blog/post'

test.each([
  ['<script>alert(1)</script>ok', 'ok'],
  ['<p onclick="x()">ok</p>', '<p>ok</p>'],
  ['<p style="position:fixed">ok</p>', '<p>ok</p>'],
  ['<a href="javascript:alert(1)">x</a>', '<a>x</a>'],
  ['<a href=" java\nscript:alert(1)">x</a>', '<a>x</a>'],
  ['<a href="data:text/html,x">x</a>', '<a>x</a>'],
  ['<img src="x" onerror="alert(1)">', '<img src="https://e.com/blog/x" />'],
  ['<iframe src="https://x.com/"></iframe>ok', 'ok'],
  ['<svg><script>1</script></svg>ok', 'ok'],
  ['<form><input value="x">ok</form>', 'ok'],
  ['<style>p{}</style><noscript>n</noscript>ok', 'ok'],
  ['<a href="/p">x</a>', '<a href="https://e.com/p" rel="noopener noreferrer nofollow">x</a>'],
  [
    '<a href="//cdn.com/p" target="_blank">x</a>',
    '<a href="https://cdn.com/p" rel="noopener noreferrer nofollow">x</a>',
  ],
  [
    '<img srcset="a.png 1x, /b.png 2x">',
    '<img srcset="https://e.com/blog/a.png 1x, https://e.com/b.png 2x" />',
  ],
  [
    '<img srcset="a.png, /b.png 1.5x ,  c.png 300w">',
    '<img srcset="https://e.com/blog/a.png, https://e.com/b.png 1.5x, https://e.com/blog/c.png 300w" />',
  ],
  [
    '<img src="/a" srcset="a.png 1q, b.png 0w, c.png 1w 2x, d.png -1x, javascript:x 1x">',
    '<img src="https://e.com/a" />',
  ],
  ['<b>never closed', '<b>never closed</b>'],
])('%s is shown as %s', (html, expected) => {
  expect(sanitiseHtml(html, BASE)).toBe(expected)
})

test('nothing in a document writes to the console', () => {
  const written = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  const unit = fc.constantFrom(
    'a',
    ',',
    ' ',
    '1',
    '0',
    '.',
    '-',
    'x',
    'w',
    'h',
    '(',
    ')',
    '/',
    'http://b/',
    '&',
    '\n',
    '=',
  )
  try {
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 16 }), (parts) => {
        sanitiseHtml(`<img src="a" srcset="${parts.join('')}">`, BASE)
        sanitiseHtml(`<picture><source srcset='${parts.join('')}'></picture>`)
        expect(written).not.toHaveBeenCalled()
      }),
      { numRuns: 3_000 },
    )
  } finally {
    written.mockRestore()
  }
})

describe('the text of HTML', () => {
  test.each([
    ['<p>one</p><p>two</p>', 'one\ntwo'],
    ['one<br>two', 'one\ntwo'],
    ['a&nbsp;&amp;&lt;b&gt;', 'a &<b>'],
    ['<style>x</style>a<script>if (1<2) {}</script>b', 'ab'],
    ['<table><tr><td>a</td><td>b</td></tr></table>', 'a b'],
    ['  spaced \n\t out  ', 'spaced\nout'],
    ['a\u0000b', 'ab'],
  ])('%j is %j', (html, expected) => {
    expect(textOf(html, 100)).toBe(expected)
  })

  test('is cut between characters, with an ellipsis inside the bound', () => {
    expect(textOf('🚄'.repeat(10), 6)).toBe('🚄🚄…')
    expect(textOf('abcdef', 6)).toBe('abcdef')
  })
})

test('what an object shows where it cannot be shown stays, and an unclosed one swallows nothing', () => {
  expect(sanitiseHtml('a<object data="javascript:x"><param name="b"><b>text</b></object>')).toBe(
    'a<b>text</b>',
  )
  expect(sanitiseHtml('a<object classid="x"> <b>rest</b>')).toBe('a <b>rest</b>')
})
