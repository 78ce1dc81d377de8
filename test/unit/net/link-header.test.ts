import { expect, test } from 'vitest'
import { hubLinks } from '../../../src/net/link-header.ts'

const BASE = 'https://news.example/feeds/a.xml'

test.each([
  [
    '<https://hub.example/>; rel="hub", <https://news.example/t>; rel="self"',
    ['https://hub.example/'],
    'https://news.example/t',
  ],
  ['<https://h.example/>;rel=hub', ['https://h.example/'], undefined],
  ['</hub>; REL=HUB, <b.xml>; rel="SELF"', ['https://news.example/hub'], 'https://news.example/feeds/b.xml'],
  ['<https://h.example/?a=1,2;b>; title="x, <y>; z"; rel="hub"', ['https://h.example/?a=1,2;b'], undefined],
  ['<https://h.example/>; rel="self hub"', ['https://h.example/'], 'https://h.example/'],
  [
    '<https://a.example/>; rel=hub; rel=self, <https://b.example/>; rel=hub',
    ['https://a.example/', 'https://b.example/'],
    undefined,
  ],
])('%s', (link, hubs, self) => {
  expect(hubLinks({ link }, BASE)).toEqual({ hubs, ...(self !== undefined && { self }) })
})

test('several headers are one', () => {
  const link = ['<https://a.example/>; rel=hub', '<https://news.example/t>; rel=self']

  expect(hubLinks({ link }, BASE)).toEqual({ hubs: ['https://a.example/'], self: 'https://news.example/t' })
})

test.each([
  '',
  'nonsense',
  '<>',
  '<https://a.example/>; rel=alternate',
  '<https://a.example/>; rel=hub; anchor="/x"',
])('nothing in %s', (link) => {
  expect(hubLinks({ link }, BASE)).toBeUndefined()
})

test('a long hostile header holds nothing', () => {
  expect(hubLinks({ link: `<a>${';a="'.repeat(4_000)}` }, BASE)).toBeUndefined()
})
