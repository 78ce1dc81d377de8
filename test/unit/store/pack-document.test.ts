import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Candidate } from '../../../src/model/index.ts'
import { packDocument, unpackDocument } from '../../../src/store/pack-document.ts'

const text = fc.string({ unit: 'grapheme' })
const weight = fc.constantFrom(1, 0.5, 1.693, 2.099)
const candidate: fc.Arbitrary<Candidate> = fc.record({
  storyId: text,
  entryId: text,
  publisherId: text,
  reportedAt: fc.nat(),
  fingerprint: fc
    .record({
      terms: fc
        .uniqueArray(fc.tuple(fc.oneof(text, fc.constantFrom('a*b', 'a b', '', '#12', '央行')), weight), {
          selector: ([term]) => term,
        })
        .map((terms) => Object.fromEntries(terms.filter(([term]) => !term.startsWith('_')))),
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
      expect(Object.keys(unpacked.fingerprint.terms)).toEqual(Object.keys(packed.fingerprint.terms))
    }),
  )
})

test.each(['', '{}', '["too short"]', '"text"', 'nothing'])(
  '%j is no document, and its key is named',
  (broken) => {
    expect(() => unpackDocument(broken, 'latin', 'tw:index:latin:1:documents')).toThrow(
      'tw:index:latin:1:documents',
    )
  },
)
