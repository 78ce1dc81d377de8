import { expect, test } from 'vitest'
import { politenessGroup, politenessGroups } from '../../../../src/rules/polling/politeness-group.ts'

test.each([
  ['blogs of one platform', 'https://a.tumblr.com/rss', 'https://b.tumblr.com/rss', 'domain'],
  ['blogs under a private suffix', 'https://a.blogspot.com/f', 'https://b.blogspot.com/f', 'domain'],
  ['a domain under a two-part suffix', 'https://www.a.co.uk/f', 'https://news.a.co.uk/g', 'domain'],
  ['schemes and ports of one site', 'http://a.com/f', 'https://a.com:8443/f', 'domain'],
  ['routes of one private server', 'http://127.0.0.5:21200/a', 'http://127.0.0.5:21200/b', 'host'],
  ['routes of a name on the LAN', 'http://rsshub:1200/a', 'http://rsshub:1200/b', 'host'],
])('%s are one group', (_, a, b, kind) => {
  expect(politenessGroup(a)).toEqual(politenessGroup(b))
  expect(politenessGroup(a).kind).toBe(kind)
})

test.each([
  ['sites under one public suffix', 'https://a.co.uk/f', 'https://b.co.uk/f'],
  ['ports of one private address', 'http://10.0.0.2:1200/f', 'http://10.0.0.2:1201/f'],
  ['addresses', 'http://[2001:db8::1]/f', 'http://[2001:db8::2]/f'],
  ['hosts under a suffix of one’s own network', 'http://a.home.lan/f', 'http://b.home.lan/f'],
])('%s are not', (_, a, b) => {
  expect(politenessGroup(a)).not.toEqual(politenessGroup(b))
})

test('what is no URL is a group of its own', () => {
  expect(politenessGroup('nonsense').kind).toBe('host')
})

test('a domain may be narrowed to a host under it, of any scheme and port; an address to nothing', () => {
  const groups = (url: string) => politenessGroups(url)
  const [domain, news] = groups('https://news.a.com/f')

  expect(groups('https://news.a.com/f').map(({ kind }) => kind)).toEqual(['domain', 'subdomain'])
  expect(groups('http://news.a.com:8080/g')).toEqual([domain, news])
  expect(groups('https://blog.a.com/f')).toEqual([
    domain,
    { id: expect.not.stringMatching(news!.id), kind: 'subdomain' },
  ])
  expect(groups('https://a.com/f')[1]).not.toEqual(domain)
  expect(groups('http://127.0.0.5:21200/a').map(({ kind }) => kind)).toEqual(['host'])
  expect(groups('nonsense')).toHaveLength(1)
})
