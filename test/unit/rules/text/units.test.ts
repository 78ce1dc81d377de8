import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { hash32 } from '../../../../src/rules/hash32.ts'
import { partsOfCompounds } from '../../../../src/rules/text/compounds.ts'
import { fingerprint } from '../../../../src/rules/text/fingerprint.ts'
import { foldForms } from '../../../../src/rules/text/fold-forms.ts'
import { foldLetters } from '../../../../src/rules/text/fold-letters.ts'
import { detectLanguage, languageGroup } from '../../../../src/rules/text/language.ts'
import { compactFolded } from '../../../../src/rules/text/normalise-title.ts'
import { hashOfWord, readAnew } from '../../../../src/rules/text/reading.ts'
import { simplifyChinese } from '../../../../src/rules/text/simplify-chinese.ts'
import { withFirstOfSame } from '../../../../src/rules/text/synonyms.ts'
import { bodyKeys } from '../../../../src/rules/text/text-keys.ts'
import { titleNames } from '../../../../src/rules/text/title-names.ts'
import { tokenise } from '../../../../src/rules/text/tokenise.ts'

vi.mock('../../../../src/rules/text/units.ts', async (load) => {
  const { unitAt, ...others } = await load<typeof import('../../../../src/rules/text/units.ts')>()
  return {
    ...others,
    unitAt(text: string, at: number): number {
      if (!(at >= 0 && at < text.length)) throw new RangeError(`unit ${at} of ${text.length}`)
      return unitAt(text, at)
    },
  }
})

/** What rules look at together with what stands behind or before it. */
const PIECES = [
  ...['ل', 'لل', 'ال', 'وال', 'و', 'اَل', 'كتاب', '٣', '٫'],
  ...['台', '台灣', '臺', '颱風', '一', '한', '국', 'ド', 'ー', 'ไทย'],
  ...['e\u0301', 'ạ', 'òa', 'Σ', 'ß', '\u0301', '\ud83d', '\udc00', '😀', '𠮷', '𝐀'],
  ...['12', '345', '.', ',', '-', ':', '€', '%', '\u00a0', '\u202f', ' '],
  ...['a', 'the', "o'", '’s', 'Fed', 'Storm Rolf', 'germany', 'cuts', 'zugungluck'],
]

const READERS: readonly ((text: string) => unknown)[] = [
  foldForms,
  foldLetters,
  tokenise,
  readAnew,
  compactFolded,
  simplifyChinese,
  hash32,
  (text) => hashOfWord(text, 3),
  (text) => withFirstOfSame(text, 'hani'),
  (text) => languageGroup('zh', text),
  (text) => detectLanguage(text, undefined, text),
  (text) => titleNames(text, 'en'),
  partsOfCompounds,
  (text) => bodyKeys(text.repeat(20), 'latin'),
  (text) => fingerprint({ title: text, summary: text, language: 'und', publisherName: 'Coast Daily' }),
]

function isReadWithin(text: string): boolean {
  try {
    for (const read of READERS) read(text)
    return true
  } catch {
    return false
  }
}

/** One reading behind an end, and every text is read slowly from then on (`unitAt`). */
describe('nobody asks for what stands behind the end of a text', () => {
  test('that ends with any piece behind any other', () => {
    const texts = PIECES.flatMap((before) => PIECES.map((last) => before + last))

    expect(texts.filter((text) => !isReadWithin(text))).toEqual([])
  })

  test('wherever it ends', () => {
    const text = fc.oneof(
      fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((pieces) => pieces.join('')),
      fc.string({ unit: 'binary', maxLength: 12 }),
    )

    fc.assert(fc.property(text, isReadWithin), { numRuns: 200 })
  })
})
