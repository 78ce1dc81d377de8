import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalUrl, isSiteRoot } from '../../../src/rules/canonical-url.ts'

describe('one page', () => {
  test.each([
    ['tracking parameters', 'https://n.example/a?utm_source=rss&id=7&fbclid=x', 'https://n.example/a?id=7'],
    ['scheme, www and trailing slash', 'http://www.n.example/a/b/', 'https://n.example/a/b'],
    [
      'case of host, default port, escapes, order, fragment',
      'https://N.EXAMPLE:443/a%2Db?b=2&a=1#top',
      'https://n.example/a-b?a=1&b=2',
    ],
    ['hexadecimal digits of escapes', 'https://n.example/%e4%b8%ad', 'https://n.example/%E4%B8%AD'],
    ['AMP host', 'https://amp.n.example/x', 'https://n.example/x'],
    ['AMP path', 'https://n.example/x/amp/', 'https://n.example/x'],
    ['AMP file', 'https://n.example/x.amp.html', 'https://n.example/x.html'],
    ['AMP parameter', 'https://n.example/x.html?amp=1', 'https://n.example/x.html'],
    [
      'AMP cache',
      'https://n-example.cdn.ampproject.org/v/s/n.example/x?amp_js_v=0.1&id=2',
      'https://n.example/x?amp_js_v=0.1&id=2',
    ],
    [
      'search redirect',
      'https://www.google.com/url?q=https%3A%2F%2Fn.example%2Fx&sa=D',
      'https://n.example/x',
    ],
    ['mobile host', 'https://m.n.example/x', 'https://n.example/x'],
    ['referrer', 'https://n.example/x?ref=rss&from=timeline1', 'https://n.example/x?from=timeline1'],
    ['dot after the host', 'https://n.example./x', 'https://n.example/x'],
  ])('%s', (_, url, canonical) => {
    expect(canonicalUrl(url)).toBe(canonical)
  })
})

describe('different pages', () => {
  test.each([
    ['https://n.example/?p=123', 'https://n.example/?p=124'],
    ['https://n.example/item?id=1', 'https://n.example/item?id=2'],
    ['https://n.example/Story', 'https://n.example/story'],
    ['https://n.example/x?ref=7', 'https://n.example/x?ref=8'],
    ['http://127.0.0.5:21200/a', 'http://127.0.0.5:21201/a'],
    ['http://127.0.0.5:21200/a', 'http://127.0.0.6:21200/a'],
    ['https://n.example/#!/a', 'https://n.example/#!/b'],
  ])('%s and %s', (a, b) => {
    expect(canonicalUrl(a)).not.toBe(canonicalUrl(b))
  })
})

test.each([
  '',
  'no url',
  'javascript:alert(1)',
  'mailto:a@b.example',
  'data:text/html,x',
  'ftp://n.example/a',
])('%j is no page', (url) => {
  expect(canonicalUrl(url)).toBeUndefined()
})

test('a front page is told from a page', () => {
  expect(isSiteRoot(canonicalUrl('http://www.n.example/?utm_source=x') ?? '')).toBe(true)
  expect(isSiteRoot(canonicalUrl('https://n.example/?p=1') ?? '')).toBe(false)
})

test('canonical form is its own canonical form, for any URL', () => {
  const part = fc.constantFrom(
    'amp',
    'www',
    'm',
    'x',
    'a b',
    '%2d',
    '%E4',
    'c',
    's',
    'n.example',
    '',
    '中',
    'utm_x=1',
    'id=2&ref=rss',
    'q=https://n.example/amp',
  )
  const url = fc
    .tuple(
      fc.array(part, { maxLength: 3 }),
      fc.array(part, { maxLength: 5 }),
      fc.array(part, { maxLength: 3 }),
    )
    .map(
      ([host, path, query]) =>
        `http://${[...host.filter((p) => /^\w+$/.test(p)), 'n.example'].join('.')}/${path.join('/')}?${query.join('&')}`,
    )
  fc.assert(
    fc.property(
      fc.oneof(url, fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string()),
      (input) => {
        const once = canonicalUrl(input)
        if (once !== undefined) expect(canonicalUrl(once)).toBe(once)
      },
    ),
    { numRuns: 1000 },
  )
})
