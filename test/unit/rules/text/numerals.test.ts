import { expect, test } from 'vitest'
import { chineseNumerals } from '../../../../src/rules/text/numerals.ts'

test.each([
  ['十七号台风', '17号台风'],
  ['第五次', '第5次'],
  ['百分之三点五', '3.5%'],
  ['二十三点五亿', '23.5亿'],
  ['三成半', '35%'],
  ['三成一', '31%'],
  ['一次', '一次'],
])('%s is read as %s', (text, read) => {
  expect(chineseNumerals(text)).toBe(read)
})

test('a row of numerals that number nothing stays as it is, however long it is', () => {
  const row = `${'〇'.repeat(100_000)}=`

  // Begun anew at each of them it would take minutes.
  expect(chineseNumerals(row)).toBe(row)
})
