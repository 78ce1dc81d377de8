import { describe, expect, test } from 'vitest'
import {
  feedCandidates,
  isSameFeed,
  isSearchDue,
  sitePage,
} from '../../../../src/rules/polling/rediscovery.ts'

const NOW = Date.UTC(2026, 2, 10)
const DAY = 24 * 3_600_000

describe('whether to search', () => {
  const lost = { lastOutcome: 'not_found', lastSucceededAt: NOW - 4 * DAY, failureCount: 5 } as const
  const ask = (state: Parameters<typeof isSearchDue>[0]['state'], isGone = false) =>
    isSearchDue({ state, isGone, now: NOW, afterMs: 3 * DAY })

  test.each([
    ['missing for long enough', lost, true],
    ['no feed any more', { ...lost, lastOutcome: 'not_a_feed' as const }, true],
    ['missing for a day', { ...lost, lastSucceededAt: NOW - DAY }, false],
    ['missing twice', { ...lost, failureCount: 2 }, false],
    ['never there', { lastOutcome: 'not_found' as const, failureCount: 9 }, false],
    ['in trouble', { ...lost, lastOutcome: 'failed' as const }, false],
    ['searched for yesterday', { ...lost, searchedAt: NOW - DAY }, false],
    ['searched for last week', { ...lost, searchedAt: NOW - 7 * DAY }, true],
    ['searched for tomorrow, by a clock that was set back', { ...lost, searchedAt: NOW + DAY }, true],
  ])('%s: %s', (_, state, due) => {
    expect(ask(state)).toBe(due)
  })

  test('what is gone for good is searched for at once', () => {
    const state = { lastOutcome: 'gone' as const, lastSucceededAt: NOW - 3_600_000, failureCount: 2 }

    expect(ask(state, true)).toBe(true)
    expect(ask(state)).toBe(false)
  })
})

test('the page is the one the feed named, else the root of its host', () => {
  const url = 'https://blog.example/feed.xml?key=1'

  expect(sitePage({ url }, { siteUrl: 'https://www.example/blog/' })).toBe('https://www.example/blog/')
  expect(sitePage({ url }, { siteUrl: 'javascript:alert(1)' })).toBe('https://blog.example/')
  expect(sitePage({ url }, {})).toBe('https://blog.example/')
})

test('three are asked, the same title first, and none that failed', () => {
  const feeds = ['a', 'b', 'c', 'd', 'old'].map((name) => ({ url: `https://x.example/${name}`, title: name }))

  expect(
    feedCandidates([...feeds, { url: 'https://x.example/e', title: 'Harbour Blog' }], {
      failed: ['https://x.example/old', 'https://x.example/a'],
      title: 'Harbour  blog',
    }),
  ).toEqual(['https://x.example/e', 'https://x.example/b', 'https://x.example/c'])
})

describe('the same feed', () => {
  const found = {
    title: 'Shop',
    formerTitle: 'Harbour Blog',
    url: 'https://blog.example/new.xml',
    formerUrls: ['https://blog.example/'],
  }

  test.each([
    ['half of its entries are known', { entries: 10, known: 5 }, true],
    ['one of ten is', { entries: 10, known: 1 }, false],
    ['its only entry is', { entries: 1, known: 1 }, true],
    ['none is', { entries: 10, known: 0 }, false],
    ['it is empty', { entries: 0, known: 0 }, false],
  ])('when %s: %s', (_, counted, same) => {
    expect(isSameFeed({ ...found, ...counted })).toBe(same)
  })

  test('when it has the title, on the same site and nowhere else', () => {
    const titled = { ...found, title: 'HARBOUR BLOG', entries: 10, known: 0 }

    expect(isSameFeed(titled)).toBe(true)
    expect(isSameFeed({ ...titled, url: 'https://elsewhere.test/new.xml' })).toBe(false)
    expect(isSameFeed({ ...titled, title: '', formerTitle: '' })).toBe(false)
  })

  test.each([
    ['https://medium.com/feed/a', 'https://medium.com/feed/b', false],
    ['https://a.github.io/feed.xml', 'https://b.github.io/feed.xml', false],
    ['https://feeds.paper.co.uk/rss', 'https://www.paper.co.uk/rss.xml', true],
    ['http://127.0.0.1:8001/rss', 'http://127.0.0.1:8002/rss', false],
  ])('that a title names, of %s at %s: %s', (former, url, same) => {
    const titled = { ...found, title: 'Harbour Blog', url, formerUrls: [former], entries: 10, known: 0 }

    expect(isSameFeed(titled)).toBe(same)
  })
})
