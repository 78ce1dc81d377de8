import { expect, test } from 'vitest'
import { nextHop } from '../../../src/net/redirects.ts'

const FROM = 'https://press.example/a/feed.xml?x=1'

function hop(statusCode: number, location: string | undefined, from = FROM) {
  const next = nextHop({ what: 'GET feed', from: new URL(from), statusCode, location })
  return next && { url: next.url.href, permanent: next.permanent }
}

test.each([
  [301, true],
  [302, false],
  [303, false],
  [307, false],
  [308, true],
])('a %i leads on, for good: %s', (statusCode, permanent) => {
  expect(hop(statusCode, 'https://other.example/feed')).toEqual({
    url: 'https://other.example/feed',
    permanent,
  })
})

test.each([200, 204, 299, 300, 304, 305, 306, 309, 404])('a %i leads nowhere', (statusCode) => {
  expect(hop(statusCode, 'https://other.example/feed')).toBeUndefined()
})

test.each([
  ['relative to where it was said', '../b', 'https://press.example/b'],
  ['without its scheme', '//other.example/b', 'https://other.example/b'],
  ['in UTF-8 bytes, which arrive as Latin-1', '/é', 'https://press.example/%C3%A9'],
  [
    'with credentials, which are the operator’s to give',
    'https://me:secret@other.example/',
    'https://other.example/',
  ],
  ['with a user alone', 'https://me@press.example/', 'https://press.example/'],
])('a Location %s is followed', (_, location, url) => {
  expect(hop(302, Buffer.from(location, 'utf8').toString('latin1'))?.url).toBe(url)
})

test.each([undefined, 'https://', 'http://[::1'])('a redirect to %s is no use to anybody', (location) => {
  expect(() => hop(301, location)).toThrow('GET feed answered 301 without a usable Location')
})

test('https is never left for http, and http may be left for https', () => {
  expect(() => hop(301, 'http://press.example/')).toThrow('from https to http')
  expect(hop(301, 'http://other.example/', 'http://press.example/')?.url).toBe('http://other.example/')
  expect(hop(301, 'https://press.example/', 'http://press.example/')?.url).toBe('https://press.example/')
})
