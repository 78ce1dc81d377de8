import { expect, test } from 'vitest'
import { withText } from '../../../../src/rules/rank/retold-text.ts'

const OTHER = ['tother', 'tmore+bmore']

test.each<[what: string, texts: readonly string[], plain: string, text: string, told: readonly string[]]>([
  [
    'repeats an entry after all',
    ['town+bown', ...OTHER],
    'town+bown',
    'town+tcopied+bown',
    ['town+tcopied+bown'],
  ],
  ['repeats none', ['town+tcopied+bown', ...OTHER], 'town+bown', 'town+bown', ['town+bown']],
  ['repeats another one', ['town+tcopied', ...OTHER], 'town', 'town+telse', ['town+telse']],
])('an entry that %s is told so, beside the other texts of its publisher', (_, texts, plain, text, told) => {
  expect(withText(texts, plain, text)).toEqual([...told, ...OTHER].sort())
})

test('texts that say it already, or of which none is the entry’s, stay the very list', () => {
  const texts = ['town+tcopied', ...OTHER]

  expect(withText(texts, 'town', 'town+tcopied')).toBe(texts)
  expect(withText(texts, 'tgone', 'tgone+tcopied')).toBe(texts)
  expect(withText(texts, 'town+bown', 'town+bown')).toBe(texts)
})

test('two entries of one text are one text', () => {
  expect(withText(['town', 'town+ta'], 'town', 'town+tb')).toEqual(['town+tb'])
})
