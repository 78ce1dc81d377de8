import { expect, test } from 'vitest'
import type { GuidMemory, ParsedEntry } from '../../../../src/model/index.ts'
import { observeGuids } from '../../../../src/rules/identity/guid-memory.ts'
import { identifyEntries } from '../../../../src/rules/identity/identity.ts'

function item(guid: string | undefined, path: string, title = path): ParsedEntry {
  const named = guid === undefined ? {} : { guid }
  return { ...named, url: `https://n.example/${path}`, title, authors: [], categories: [], enclosures: [] }
}

/** What is known after the documents, in their order. */
function after(...documents: readonly (readonly ParsedEntry[])[]): GuidMemory | undefined {
  return documents.reduce<GuidMemory | undefined>(observeGuids, undefined)
}

test('guids that change at every fetch under the same links are unstable, at the second document', () => {
  const memory = after([item('1', 'a'), item('2', 'b')], [item('3', 'a'), item('4', 'b')])

  expect(memory).toMatchObject({ trust: 'unstable', sample: [] })
})

test('a source of one item needs a third document', () => {
  expect(after([item('1', 'a')], [item('2', 'a')])?.trust).toBe('trusted')
  expect(after([item('1', 'a')], [item('2', 'a')], [item('3', 'a')])?.trust).toBe('unstable')
})

test.each<[string, readonly ParsedEntry[], readonly ParsedEntry[]]>([
  ['they stay', [item('1', 'a'), item('2', 'b')], [item('1', 'a'), item('2', 'b')]],
  ['other items come', [item('1', 'a'), item('2', 'b')], [item('3', 'c'), item('4', 'd')]],
  [
    'some items are issued again',
    [item('1', 'a'), item('2', 'b'), item('3', 'c')],
    [item('1', 'a'), item('8', 'b'), item('9', 'c')],
  ],
  [
    'one page carries another report',
    [item('1', 'live', 'Monday'), item('2', 'live', 'Sunday')],
    [item('4', 'live', 'Wednesday'), item('3', 'live', 'Tuesday')],
  ],
  [
    'a link blog repeats link and title',
    [item('1', 'a'), item('2', 'a'), item('3', 'a')],
    [item('4', 'a'), item('5', 'a'), item('6', 'a')],
  ],
  [
    'they flip between http and https',
    [item('http://n.example/?p=1', 'a'), item('http://n.example/?p=2', 'b')],
    [item('https://n.example/?p=1&preview=true', 'a'), item('https://n.example/?p=2', 'b')],
  ],
])('guids are trusted while %s', (_, first, second) => {
  expect(after(first, second, first, second)?.trust).not.toBe('unstable')
})

test('a document without items, or without guids, takes nothing away', () => {
  const memory = after([item('1', 'a'), item('2', 'b')], [], [item(undefined, 'a')])

  expect(memory).toEqual(after([item('1', 'a'), item('2', 'b')]))
})

test('it stays unstable, since going back would make every item another entry', () => {
  const unstable = after([item('1', 'a'), item('2', 'b')], [item('3', 'a'), item('4', 'b')])

  expect(observeGuids(unstable, [item('3', 'a'), item('4', 'b')])).toBe(unstable)
})

test('a long document leaves some hundred bytes', () => {
  const document = Array.from({ length: 1_000 }, (_, n) => item(`guid-${n}`, `page-${n}`))

  expect(JSON.stringify(after(document, document)).length).toBeLessThan(200)
})

test('unstable guids are not looked at, but where there is no link', () => {
  const keysOf = (...entries: ParsedEntry[]) => identifyEntries(entries, 'unstable').map(({ key }) => key)
  const { url: _, ...unlinked } = item('9', 'x')

  expect(keysOf(item('1', 'a'), item('2', 'b'))).toEqual(keysOf(item('3', 'a'), item('4', 'b')))
  expect(keysOf(unlinked)).toEqual(['guid:9'])
  expect(new Set(keysOf(item('1', 'a', 'One'), item('2', 'a', 'Two'))).size).toBe(2)
})
