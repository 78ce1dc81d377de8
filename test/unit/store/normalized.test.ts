import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normalized } from '../../../src/store/normalized.ts'

test.each([
  ['http://News.example:80/feed#', 'http://news.example/feed'],
  ['http://news.example/feed#top', 'http://news.example/feed'],
  [' http://news.example/feed?q=%23 ', 'http://news.example/feed?q=%23'],
  ['no address', 'no address'],
])('%j is kept relative to %j', (url, expected) => {
  expect(normalized(url)).toBe(expected)
})

test('no address keeps a fragment, not even an empty one', () => {
  fc.assert(
    fc.property(
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc.constantFrom('', '#', '#a'),
      (url, end) => {
        const parsed = new URL(url + end)
        parsed.hash = ''

        expect(normalized(url + end)).toBe(parsed.href)
      },
    ),
  )
})
