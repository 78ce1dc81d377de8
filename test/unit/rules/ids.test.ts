import { expect, test } from 'vitest'
import { entryId, eventId, hashId, hostId, publisherId, sourceId, storyId } from '../../../src/rules/ids.ts'

test('a hash is 16 characters of lower-case Crockford base32 and tells its parts apart', () => {
  expect(hashId('a', 'b')).toMatch(/^[0-9a-hjkmnp-tv-z]{16}$/)
  expect(hashId('a', 'b')).toBe(hashId('a', 'b'))
  expect(hashId('a', 'b')).not.toBe(hashId('ab'))
  expect(hashId('a', 'b')).not.toBe(hashId('b', 'a'))
})

test('the hash never changes: stored ids depend on it', () => {
  // SHA-256 of the empty string begins e3b0c44298fc1c149afb.
  expect(hashId('')).toBe('werc8gmrzge196qv')
})

test.each([
  ['https://Feeds.Example.com/rss', 'https://feeds.example.com:443/rss'],
  ['https://a.example/rss#latest', ' https://a.example/rss '],
])('%s and %s are one source', (a, b) => {
  expect(sourceId(a)).toBe(sourceId(b))
})

test('http and https, and two paths, are different sources', () => {
  expect(sourceId('http://a.example/rss')).not.toBe(sourceId('https://a.example/rss'))
  expect(sourceId('https://a.example/rss')).not.toBe(sourceId('https://a.example/atom'))
})

test('publisher names differ by more than case, width and spacing', () => {
  expect(publisherId('ＢＢＣ  News ')).toBe(publisherId('bbc news'))
  expect(publisherId('网易')).not.toBe(publisherId('新华网'))
})

test('story ids sort by time and name their founding entry', () => {
  const ids = [0, 1, 31, 32, 1_700_000_000_000, 1_700_000_000_001].map((time) => storyId(time, 'e'))

  expect(ids.map((id) => id.length)).toEqual(ids.map(() => 26))
  expect([...ids].sort()).toEqual(ids)
  expect(storyId(5, 'e')).toBe(storyId(5, 'e'))
  expect(storyId(5, 'e')).not.toBe(storyId(5, 'f'))
  expect(storyId(Number.NaN, 'e')).toHaveLength(26)
})

test('kinds of ids never meet', () => {
  expect(
    new Set([hashId('x'), sourceId('x'), publisherId('x'), entryId('x', ''), eventId('x'), hostId('x')]).size,
  ).toBe(6)
})

test('ports of one private address are different hosts', () => {
  expect(hostId('http://127.0.0.5:21200/a')).toBe(hostId('http://127.0.0.5:21200/b'))
  expect(hostId('http://127.0.0.5:21200/a')).not.toBe(hostId('http://127.0.0.5:21201/a'))
})
