import { expect, test } from 'vitest'
import type { ParsedEntry } from '../../../../src/model/index.ts'
import { identifyEntries } from '../../../../src/rules/identity/identity.ts'

function item(part: Partial<ParsedEntry>): ParsedEntry {
  return { authors: [], categories: [], enclosures: [], ...part }
}

function keys(...items: Partial<ParsedEntry>[]): string[] {
  return identifyEntries(items.map(item)).map(({ key }) => key)
}

test('an item without guid and link is known by its text, the same at every poll', () => {
  const first = keys({ title: 'Quake', summary: 'near the coast' })

  expect(first).toHaveLength(1)
  expect(keys({ title: 'Other' }, { title: 'Quake', summary: ' near  the coast' })[1]).toBe(first[0])
})

test('twenty items under one guid are twenty entries, whatever their order', () => {
  const items = Array.from({ length: 20 }, (_, n) => ({
    guid: 'x',
    url: `https://n.example/${n}`,
    title: `Item ${n}`,
  }))

  expect(new Set(keys(...items)).size).toBe(20)
  expect(new Set(keys(...[...items].reverse()))).toEqual(new Set(keys(...items)))
})

test('items that share guid and link are told apart by title', () => {
  expect(
    new Set(
      keys(
        { guid: 'x', url: 'https://n.example/a', title: 'A' },
        { guid: 'x', url: 'https://n.example/a', title: 'B' },
      ),
    ).size,
  ).toBe(2)
})

test('a link blog: thirty items with one link and different guids are thirty entries', () => {
  const items = Array.from({ length: 30 }, (_, n) => ({
    guid: `g${n}`,
    url: 'https://n.example/a',
    title: `Note ${n}`,
  }))

  expect(new Set(keys(...items)).size).toBe(30)
})

test('items with one link and no guid are told apart by title', () => {
  expect(
    new Set(keys({ url: 'https://n.example/a', title: 'A' }, { url: 'https://n.example/a', title: 'B' }))
      .size,
  ).toBe(2)
})

test.each([
  ['http://n.example/?p=1', 'https://n.example/?p=1'],
  ['https://n.example/?p=1', 'https://n.example/?p=1&preview=true'],
])('guids %s and %s are one', (a, b) => {
  expect(keys({ guid: a, title: 'A' })).toEqual(keys({ guid: b, title: 'A' }))
})

test('guids that software writes when it has none are ignored', () => {
  expect(keys({ guid: '0', url: 'https://n.example/a' })).toEqual(
    keys({ guid: 'https://n.example/', url: 'http://www.n.example/a/' }),
  )
})

test('tracking in a link does not make another entry', () => {
  expect(keys({ url: 'https://n.example/a?utm_source=rss' })).toEqual(keys({ url: 'https://n.example/a' }))
})

test('exact repeats and items with nothing to know them by are dropped', () => {
  expect(keys({ guid: 'x', title: 'A' }, { guid: 'x', title: 'A' }, {}, { title: ' ' })).toHaveLength(1)
})

test('order is kept', () => {
  const found = identifyEntries([item({ guid: 'b' }), item({ guid: 'a' }), item({ guid: 'c' })])

  expect(found.map(({ entry }) => entry.guid)).toEqual(['b', 'a', 'c'])
})
