import { expect, test } from 'vitest'
import { createTopics, readIntent, topicUrl } from '../../../../src/rules/deliver/hub-requests.ts'

const NOW = Date.UTC(2026, 10, 29)
const SITE = 'https://tide.example'
const topicOf = createTopics(SITE, ['top', 'world'])

function read(fields: Record<string, string> = {}) {
  const form = new URLSearchParams({
    'hub.mode': 'subscribe',
    'hub.topic': `${SITE}/lists/world.json`,
    'hub.callback': 'https://reader.example/in?a=1',
    ...fields,
  })
  return readIntent(form, topicOf, NOW)
}

test('an intent names its list, its callback, its secret and when it was asked for; the rest is ignored', () => {
  expect(read({ 'hub.secret': 's', 'hub.verify': 'sync', whatever: 'x' })).toEqual({
    kind: 'intent',
    topic: { listId: 'world', format: 'json' },
    callback: 'https://reader.example/in?a=1',
    intent: { mode: 'subscribe', leaseMs: 864_000_000, secret: 's', askedAt: NOW },
  })
})

test.each([
  ['1', 300],
  ['0', 300],
  ['3600', 3_600],
  ['99999999', 2_592_000],
  ['9'.repeat(40), 864_000],
  ['-5', 864_000],
  ['soon', 864_000],
  ['', 864_000],
])('a lease of "%s" seconds is %i', (asked, granted) => {
  expect(read({ 'hub.lease_seconds': asked })).toMatchObject({ intent: { leaseMs: granted * 1000 } })
})

test.each([
  [{ 'hub.mode': 'publish' }, 'hub.mode'],
  [{ 'hub.mode': '' }, 'hub.mode'],
  [{ 'hub.topic': 'https://other.example/lists/top.rss' }, 'hub.topic'],
  [{ 'hub.topic': `${SITE}/lists/top` }, 'hub.topic'],
  [{ 'hub.topic': `${SITE}/lists/sprots.rss` }, 'hub.topic'],
  [{ 'hub.topic': `${SITE}/lists/top/editions/1.rss` }, 'hub.topic'],
  [{ 'hub.callback': '' }, 'hub.callback'],
  [{ 'hub.callback': `https://reader.example/${'x'.repeat(3_000)}` }, 'hub.callback'],
  // Bytes, not characters.
  [{ 'hub.secret': 'é'.repeat(100) }, 'hub.secret'],
])('%j is wrong in %s', (fields: Record<string, string>, where) => {
  expect(read(fields)).toEqual({ kind: 'wrong', message: expect.stringContaining(where) })
})

test('every list is a topic in each of its formats, under the address it is served at', () => {
  for (const format of ['rss', 'atom', 'json'] as const) {
    const url = topicUrl(SITE, { listId: 'top', format })
    expect([url, topicOf(url)]).toEqual([`${SITE}/lists/top.${format}`, { listId: 'top', format }])
  }
})
