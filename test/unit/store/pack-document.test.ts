import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Candidate } from '../../../src/model/index.ts'
import { packDocument, unpackDocument } from '../../../src/store/pack-document.ts'

const text = fc.string({ unit: 'grapheme' })
const candidate: fc.Arbitrary<Candidate> = fc.record({
  storyId: text,
  entryId: text,
  publisherId: text,
  reportedAt: fc.nat(),
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

test('a document is read back as it was, terms in their order', () => {
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

test.each(['', '{}', '["too short"]', '"text"', 'nothing'])(
  '%j is no document, and its key is named',
  (broken) => {
    expect(() => unpackDocument(broken, 'latin', 'tw:index:latin:1:documents')).toThrow(
      'tw:index:latin:1:documents',
    )
  },
)
