import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Candidate } from '../../../src/model/index.ts'
import { packDocument, unpackDocument } from '../../../src/store/pack-document.ts'

const text = fc.string({ unit: 'grapheme' })
const ids = fc.array(fc.stringMatching(/^[0-9a-f]{20}$/), { maxLength: 3 })
const candidate: fc.Arbitrary<Candidate> = fc
  .record({
    storyId: text,
    entryId: text,
    publisherId: text,
    reportedAt: fc.nat(),
    grounds: fc.option(ids, { nil: undefined }),
    fingerprint: fc
      .record({
        titleTerms: fc
          .array(fc.constantFrom('storm', 'coast*1.693', '#12', '央行'))
          .map((terms) => terms.join(' ')),
        summaryTerms: fc.array(fc.constantFrom('ferry', '#7', '降息')).map((terms) => terms.join(' ')),
        facts: fc.array(text),
        urlKey: fc.option(text, { nil: undefined }),
        titleKey: fc.option(text, { nil: undefined }),
      })
      .map(({ urlKey, titleKey, ...rest }) => ({
        group: 'latin',
        ...rest,
        ...(urlKey !== undefined && { urlKey }),
        ...(titleKey !== undefined && { titleKey }),
      })),
  })
  .map(({ grounds, ...rest }) => (grounds ? { ...rest, grounds } : rest))

test('a document is read back as it was, terms in their order, grounds where they are known', () => {
  fc.assert(
    fc.property(candidate, (packed) => {
      const unpacked = unpackDocument(packDocument(packed), 'latin', 'key')

      expect(unpacked).toEqual(packed)
    }),
  )
})

test('countries that an older program stored by codes of the past are those of today', () => {
  const stored = {
    storyId: 's',
    entryId: 'e',
    publisherId: 'p',
    reportedAt: 1,
    fingerprint: {
      group: 'latin',
      titleTerms: 'fire',
      summaryTerms: '',
      facts: ['place:FX', 'place:SU/Moscow', 'place:UK', 'place:CN/江苏', 'place:US', 'n:12', 'work:UK'],
    },
  }

  expect(unpackDocument(packDocument(stored), 'latin', 'key').fingerprint.facts).toEqual([
    'place:FR',
    'place:RU/Moscow',
    'place:GB',
    'place:CN/江苏',
    'place:US',
    'n:12',
    'work:UK',
  ])
})

test('a document of an older program says nothing of its grounds', () => {
  const stored = '["s","e","p",5,0,"title",["n:12"],"fire","coast"]'

  expect(unpackDocument(stored, 'latin', 'key')).toEqual({
    storyId: 's',
    entryId: 'e',
    publisherId: 'p',
    reportedAt: 5,
    fingerprint: {
      group: 'latin',
      titleKey: 'title',
      titleTerms: 'fire',
      summaryTerms: 'coast',
      facts: ['n:12'],
    },
  })
})

const NO_DOCUMENTS = [
  '',
  '{}',
  '["too short"]',
  '["s","e","p",5,0,0,[],"grounds","are no number",7]',
  '["s","e","p",5,0,0,[],"one","too","many","elements"]',
  '"text"',
  'nothing',
]

test.each(NO_DOCUMENTS)('%j is no document, and its key is named', (broken) => {
  expect(() => unpackDocument(broken, 'latin', 'tw:index:latin:1:documents')).toThrow(
    'tw:index:latin:1:documents',
  )
})
