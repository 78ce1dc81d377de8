import { describe, expect, test } from 'vitest'
import type { EntrySource } from '../../../../src/model/index.ts'
import { publisherId } from '../../../../src/rules/ids.ts'
import { createEntryPublishers } from '../../../../src/rules/rank/entry-publisher.ts'
import { ownerOf } from '../../../../src/rules/rank/owner.ts'
import { aSource } from '../../stages/given.ts'

const GROUPS = [{ name: 'House', members: ['Morning Post', 'evening.org'] }]
const FEED = {
  title: 'Planet Tides',
  siteUrl: 'https://planet.org/',
  feedUrl: 'https://planet.org/feed.xml',
}
const PLANET = aSource('planet', {
  url: 'https://www.planet.org/feed.xml',
  publisherName: 'The Planet',
  publisherId: publisherId('The Planet'),
  aggregates: true,
})

function publisherOf(source: EntrySource | undefined, url?: string, of = PLANET) {
  return createEntryPublishers(of, FEED, GROUPS)({ ...(source && { source }), ...(url && { url }) })
}
const domain = (siteUrl: string) => ownerOf({ name: 'x', siteUrl, url: '' }, [])

describe('an entry of a source that aggregates', () => {
  test('is its own publisher’s, with the owner of that address, and says who carried it', () => {
    expect(publisherOf({ name: 'Reuters', url: 'https://www.reuters.com' })).toEqual({
      publisherId: publisherId('reuters'),
      publisherName: 'Reuters',
      ownerId: domain('https://uk.reuters.com/'),
      carriedBy: 'The Planet',
      names: ['Reuters', 'reuters.com'],
    })
  })

  test.each<[string, EntrySource | undefined, string | undefined, string]>([
    ['its name', { name: 'Reuters', url: 'https://www.reuters.com' }, 'https://a.org/1', 'Reuters'],
    ['a name alone', { name: '晚报' }, undefined, '晚报'],
    [
      'else the host of its address',
      { url: 'https://www.reuters.com/rss' },
      'https://a.org/1',
      'reuters.com',
    ],
    ['else the host of its link', undefined, 'https://m.reuters.com/1', 'reuters.com'],
    [
      'the link behind an address of many',
      { url: 'https://feeds.feedburner.com/a' },
      'https://a.org/1',
      'a.org',
    ],
    [
      'where a redirect leads that can be read',
      undefined,
      'https://www.google.com/url?q=https%3A%2F%2Fwww.reuters.com%2F1',
      'reuters.com',
    ],
  ])('is called by %s', (_, source, url, name) => {
    expect(publisherOf(source, url).publisherName).toBe(name)
  })

  test.each<[string, EntrySource | undefined, string | undefined]>([
    ['which says nothing', undefined, undefined],
    ['with a link to the aggregator', undefined, 'https://planet.org/go/1'],
    ['with a link of another device', undefined, 'https://m.planet.org/go/1'],
    ['with a redirect that says nothing', undefined, 'https://bit.ly/3xyz'],
    ['with a link of Google News', undefined, 'https://news.google.com/rss/articles/CBMi0gFBVV95cUxQ?oc=5'],
    ['on a host of many', undefined, 'https://www.youtube.com/watch?v=1'],
    [
      'which names the aggregator',
      { name: ' THE  planet', url: 'https://reuters.com' },
      'https://reuters.com/1',
    ],
    ['which names its feed’s title', { name: 'Planet Tides' }, 'https://a.org/1'],
    ['which names its host', { name: 'planet.org' }, 'https://a.org/1'],
    ['which names its feed', { name: 'Tides!', url: 'http://planet.org/feed.xml' }, 'https://a.org/1'],
    ['which names its site', { url: 'https://www.planet.org' }, undefined],
  ])('stays the aggregator’s: one %s', (_, source, url) => {
    expect(publisherOf(source, url)).toEqual({
      publisherId: PLANET.publisherId,
      publisherName: 'The Planet',
      ownerId: domain('https://planet.org'),
      names: [],
    })
  })

  test('is of the operator’s groups of owners, by name or by domain', () => {
    const house = ownerOf({ name: 'Morning Post', url: '' }, GROUPS)

    expect(publisherOf({ name: 'MORNING POST' }).ownerId).toBe(house)
    expect(publisherOf({ name: 'x', url: 'https://www.evening.org/' }).ownerId).toBe(house)
    expect(publisherOf({ name: 'x' }, 'https://www.evening.org/1').ownerId).toBe(house)
  })

  test('of another part of the aggregator’s domain is another publisher of one owner', () => {
    const ann = publisherOf({ name: 'Ann', url: 'https://planet.org/blogs/ann' })

    expect(ann).toMatchObject({ publisherName: 'Ann', ownerId: domain('https://planet.org') })
  })

  test('counts for nobody new once its document has named 200 publishers', () => {
    const of = createEntryPublishers(PLANET, FEED, [])
    const names = Array.from(
      { length: 1_000 },
      (_, n) => of({ source: { name: `Paper ${n}` } }).publisherName,
    )

    expect(new Set(names).size).toBe(201)
    expect(names.at(-1)).toBe('The Planet')
    expect(of({ source: { name: 'paper  7' } }).publisherName).toBe('paper  7')
  })

  test.each([
    ['half a character', `Post \ud800`, 'Post \ufffd'],
    ['10,000 characters', 'x'.repeat(10_000), 'x'.repeat(200)],
  ])('with a name of %s is stored all the same', (_, name, shown) => {
    expect(publisherOf({ name }).publisherName).toBe(shown)
  })
})

test('nobody else is believed: an entry is its source’s publisher’s, whatever it says', () => {
  const { aggregates: _, ...plain } = PLANET
  const said = { name: 'Reuters', url: 'https://www.reuters.com' }

  for (const source of [plain, { ...plain, aggregates: false }])
    expect(publisherOf(said, 'https://reuters.com/1', source)).toEqual({
      publisherId: PLANET.publisherId,
      publisherName: 'The Planet',
      ownerId: domain('https://planet.org'),
      names: [],
    })
})
