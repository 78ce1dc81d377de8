import { describe, expect, test } from 'vitest'
import { isTrusted, pushTarget } from '../../../../src/rules/polling/push-target.ts'

const SOURCE = 'https://news.example/feed.xml'
const HUB = 'https://hub.example/'

function found(more: Partial<Parameters<typeof pushTarget>[0]> = {}) {
  return pushTarget({
    sourceUrl: SOURCE,
    answeredUrl: SOURCE,
    header: undefined,
    body: { hubs: [HUB], self: SOURCE },
    ...more,
  })
}

describe('which hub and topic a source has', () => {
  test('the document names both', () => {
    expect(found()).toEqual({ hub: HUB, topic: SOURCE })
  })

  test('headers go before the document', () => {
    const header = { hubs: ['https://other.example/'], self: 'https://news.example/topic' }

    expect(found({ header })).toEqual({ hub: 'https://other.example/', topic: 'https://news.example/topic' })
  })

  test('a header that names only itself leaves the hub to the document', () => {
    const header = { hubs: [], self: 'https://news.example/topic' }

    expect(found({ header })).toEqual({ hub: HUB, topic: 'https://news.example/topic' })
  })

  test('without self the URL that answered is the topic', () => {
    expect(found({ body: { hubs: [HUB] } })?.topic).toBe(SOURCE)
  })

  test('of several hubs the first https one is chosen', () => {
    const hubs = ['ftp://x.example/', 'http://plain.example/', 'https://safe.example/']

    expect(found({ body: { hubs } })?.hub).toBe('https://safe.example/')
  })

  test.each([
    ['another site', 'https://victim.example/feed.xml', undefined],
    ['a host that only ends alike', 'https://evilnews.example/feed', undefined],
    ['a host with a user name', 'https://me@news.example/feed', undefined],
    ['a host with a password', 'https://:secret@news.example/feed', undefined],
    ['a whole top-level domain', 'https://example/feed', undefined],
    ['a host above', 'https://news.example/a', 'https://news.example/a', 'https://feeds.news.example/a'],
    ['a part of the document', 'https://news.example/feed#new', 'https://news.example/feed'],
    ['a URL of two thousand characters and more', `https://news.example/${'x'.repeat(2_000)}`, undefined],
    ['a host below', 'https://feeds.news.example/a', 'https://feeds.news.example/a'],
    ['the same host by plain http', 'http://news.example/feed.xml', 'http://news.example/feed.xml'],
  ])('a topic on %s is %s → %s', (_, self, topic, sourceUrl = SOURCE) => {
    expect(found({ sourceUrl, answeredUrl: sourceUrl, body: { hubs: [HUB], self } })?.topic).toBe(topic)
  })

  test.each([['ftp://hub.example/'], ['https://me:secret@hub.example/'], ['hub']])(
    'the hub %s is none',
    (hub) => {
      expect(found({ body: { hubs: [hub], self: SOURCE } })).toBeUndefined()
    },
  )

  test('where no hub speaks https the first is chosen', () => {
    const hubs = ['http://one.example/', 'http://two.example/']

    expect(found({ body: { hubs } })?.hub).toBe('http://one.example/')
  })

  test('a topic where a redirect led is the source’s own', () => {
    const answeredUrl = 'https://feeds.press.example/x'

    expect(found({ answeredUrl, body: { hubs: [HUB], self: answeredUrl } })?.topic).toBe(answeredUrl)
  })

  test('no hub, no target', () => {
    expect(found({ body: { hubs: [], self: SOURCE } })).toBeUndefined()
  })
})

test('a push is no easier to forge than a poll', () => {
  expect(isTrusted({ hub: 'https://h.example/', topic: 'https://t.example/' })).toBe(true)
  expect(isTrusted({ hub: 'http://h.example/', topic: 'http://t.example/' })).toBe(true)
  expect(isTrusted({ hub: 'http://h.example/', topic: 'https://t.example/' })).toBe(false)
})
