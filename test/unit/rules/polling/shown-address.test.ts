import { expect, test } from 'vitest'
import { shownAddress } from '../../../../src/rules/polling/shown-address.ts'

test.each([
  ['https://u:secret@a.example/feed?x=1', 'https://***@a.example/feed?x=1'],
  ['https://secret@a.example/feed', 'https://***@a.example/feed'],
  ['https://:secret@a.example/feed', 'https://***@a.example/feed'],
  // Nothing to hide: written as it was.
  ['https://a.example/@name/feed', 'https://a.example/@name/feed'],
  ['HTTPS://A.example/feed?to=x@y', 'HTTPS://A.example/feed?to=x@y'],
  ['not an address @ all', 'not an address @ all'],
])('%s is shown as %s', (url, shown) => {
  expect(shownAddress(url)).toBe(shown)
})
