import { expect, test } from 'vitest'
import { expandDeclaredEntities } from '../../../src/feed/xml/declared-entities.ts'
import { parse, rss } from './documents.ts'

const declaring = (subset: string): string => `<?xml version="1.0"?><!DOCTYPE rss [${subset}]>`

async function titleOf(subset: string, title: string): Promise<string | undefined> {
  const document = rss(`<item><title>${title}</title></item>`, { before: declaring(subset) })
  return (await parse(document)).entries[0]?.title
}

test('an entity of the document’s own that is plain text is put in', async () => {
  const title = await titleOf(
    '<!ENTITY firm "Acme &#38; Sons"> <!ENTITY town \'Zürich\'>',
    'News of &town; &unknown;',
  )

  expect(title).toBe('News of Zürich &unknown;')
})

test('numeric references in a value are read', async () => {
  expect(await titleOf('<!ENTITY dash "&#8212;"> <!ENTITY sign "&#x2713; ok">', 'a &dash; &sign;')).toBe(
    'a — ✓ ok',
  )
})

test.each([
  ['markup', '<!ENTITY x "<b>bold</b>">'],
  ['another entity', '<!ENTITY y "lol"> <!ENTITY x "&y;&y;">'],
  ['a parameter entity', '<!ENTITY % p "x"> <!ENTITY x "%p;">'],
  ['an address outside', '<!ENTITY x SYSTEM "file:///etc/passwd">'],
  ['a public address', '<!ENTITY x PUBLIC "-//X//X" "https://e.com/x">'],
])('an entity that holds %s stays a reference', async (_, subset) => {
  expect(await titleOf(subset, 'a &x; b')).toBe('a &x; b')
})

test('XML’s own entities cannot be declared away, and the first declaration of a name holds', async () => {
  expect(await titleOf('<!ENTITY gt "stolen"> <!ENTITY x "1"> <!ENTITY x "2">', '1 &gt; &x;')).toBe('1 > 1')
})

test('what entities add to a document is bounded', () => {
  const bomb = `${declaring(`<!ENTITY x "${'y'.repeat(200)}">`)}<rss>${'&x;'.repeat(100_000)}</rss>`

  const expanded = expandDeclaredEntities(bomb)

  expect(expanded.length).toBeLessThan(bomb.length + 64 * 1024)
  expect(expanded).toContain('&x;</rss>')
})

test('a document without a document type is the same string', () => {
  const text = '<rss>&x;</rss>'

  expect(expandDeclaredEntities(text)).toBe(text)
})
