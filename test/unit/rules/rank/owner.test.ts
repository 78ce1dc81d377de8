import { expect, test } from 'vitest'
import { ownerOf } from '../../../../src/rules/rank/owner.ts'

const GROUPS = [
  { name: 'House', members: ['Morning Post', 'evening.co.uk'] },
  { name: 'Tenant', members: ['Tenant Gazette'] },
]
const owner = (name: string, siteUrl: string | undefined, url = 'https://feeds.other.org/rss') =>
  ownerOf({ name, siteUrl, url }, GROUPS)

test.each([
  [
    'hosts of one registrable domain',
    owner('A', 'https://www.bbc.co.uk/news'),
    owner('B', 'https://bbc.co.uk/'),
  ],
  [
    'feeds without a site',
    owner('A', undefined, 'https://in.reuters.com/f'),
    owner('B', undefined, 'https://uk.reuters.com/f'),
  ],
  [
    'a publisher and a domain of one group',
    owner('MORNING  POST', 'https://mp.org/'),
    owner('x', 'https://www.evening.co.uk/'),
  ],
  [
    'feeds behind a shared host, by their sites',
    owner('A', 'https://a.org', 'https://feeds.feedburner.com/a'),
    owner('B', 'https://a.org', 'https://b.org/f'),
  ],
])('one owner: %s', (_, a, b) => {
  expect(a).toBeDefined()
  expect(a).toBe(b)
})

test.each([
  ['two domains', owner('A', 'https://a.co.uk'), owner('B', 'https://b.co.uk')],
  ['two blogs of one platform', owner('A', 'https://a.github.io'), owner('B', 'https://b.github.io')],
  [
    'a group of its own on a domain of others',
    owner('Tenant Gazette', 'https://x.org'),
    owner('B', 'https://x.org'),
  ],
])('two owners: %s', (_, a, b) => {
  expect(a).not.toBe(b)
})

test.each([
  ['an address', 'http://127.0.0.5:8080/'],
  ['IPv6', 'http://[::1]/'],
  ['a name within a network', 'http://localhost/'],
  ['a single label', 'http://feeds/'],
  ['a reserved name', 'https://news.example.com/'],
  ['a reserved top level', 'https://daily.example/'],
  ['a host of many publishers', 'https://www.youtube.com/c/a'],
  ['a platform with names for each', 'https://a.substack.com/'],
  ['a generator somebody runs', 'https://rsshub.mine.org/163'],
  ['nothing', ''],
  ['no address at all', 'nonsense'],
])('only the publisher itself: %s', (_, url) => {
  expect(ownerOf({ name: 'A', siteUrl: url, url }, GROUPS)).toBeUndefined()
})
