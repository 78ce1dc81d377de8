import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBalancedWriter } from '../../../src/feed/xml/balance.ts'
import { attributeOf } from '../../../src/feed/xml/raw-element.ts'
import { readXml } from '../../../src/feed/xml/read-xml.ts'

const field = fc.record({
  name: fc.constantFrom('category', 'link', 'author'),
  url: fc.option(fc.constantFrom('https://a.example/?a=1&b="2"', '\t<x>'), { nil: undefined }),
  texts: fc.array(fc.constantFrom('one', '<b>two</b> & 2', '12 3', ' '), { maxLength: 2 }),
  person: fc.option(fc.constantFrom('Ann', ''), { nil: undefined }),
})

test('fields come back in their order, with their texts and attributes, however they stand for them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(field, { maxLength: 5 }), { maxLength: 3 }), async (items) => {
      const writer = createBalancedWriter()
      writer.open('rss')
      writer.open('channel')
      for (const fields of items) {
        writer.open('item')
        for (const { name, url, texts, person } of fields) {
          // Taken back, it leaves nothing behind.
          writer.open(name)
          writer.drop(name)
          writer.open(name, url === undefined ? [] : [['url', url]])
          for (const text of texts) writer.text(text)
          if (person !== undefined && name === 'author') {
            writer.open('name')
            writer.text(person)
            writer.close('name')
          }
          writer.close(name)
        }
        writer.close('item')
      }
      const { entries } = await readXml({ ...writer, xml: writer.finish() })

      const read = entries.map((entry) =>
        ['author', 'category', 'link'].map((name) =>
          entry.all(name).map((element) => ({
            url: attributeOf(element, 'url'),
            text: element.text.trim(),
            people: element.all('name').map(({ text }) => text),
          })),
        ),
      )
      expect(read).toEqual(
        items.map((fields) =>
          ['author', 'category', 'link'].map((name) =>
            fields
              .filter((one) => one.name === name)
              .map(({ url, texts, person }) => ({
                url: url?.trim(),
                text: texts.join('').trim(),
                people: person !== undefined && name === 'author' ? [person] : [],
              })),
          ),
        ),
      )
    }),
    { numRuns: 500 },
  )
})
