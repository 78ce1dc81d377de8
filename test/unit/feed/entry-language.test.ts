import { expect, test } from 'vitest'
import { printParsed } from '../../../src/feed/print-parsed.ts'
import { parse } from './documents.ts'

const DC = ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
const item = (inner: string, attributes = '') =>
  `<rss version="2.0"${DC}><channel><language>en</language><item${attributes}><title>t</title>${inner}</item></channel></rss>`
const entry = (attributes: string, inner = '') =>
  `<feed xmlns="http://www.w3.org/2005/Atom"${DC} xml:lang="en"><entry${attributes}><title>t</title>${inner}</entry></feed>`
const json = (fields: object) =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    language: 'en',
    items: [{ id: '1', title: 't', ...fields }],
  })

test.each([
  ['xml:lang of an Atom entry', entry(' xml:lang="pt-BR"'), 'pt-BR'],
  ['xml:lang of an RSS item', item('', ' xml:lang="de"'), 'de'],
  ['dc:language', item('<dc:language> zh_TW </dc:language>'), 'zh-TW'],
  ['language', item('<language>fr</language>'), 'fr'],
  ['dc:language before xml:lang', entry(' xml:lang="en"', '<dc:language>ja</dc:language>'), 'ja'],
  ['language of a JSON Feed item', json({ language: 'sv' }), 'sv'],
  ['nothing', entry(''), undefined],
  ['what is no language', item('<dc:language>German (Austria)</dc:language>'), undefined],
  ['a number', json({ language: 12 }), undefined],
])('an entry is in the language that it says: %s', async (_, document, expected) => {
  const feed = await parse(document)

  expect([feed.language, feed.entries[0]?.language]).toEqual(['en', expected])
  const printed = JSON.parse(JSON.stringify(printParsed('-', feed)))
  expect(printed.entries[0].language).toBe(expected)
})
