import { expect, test } from 'vitest'
import { chineseNumerals, joinAmounts } from '../../../../src/rules/text/numerals.ts'

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

test.each([
  ['1兆2000億円', '1200000000000円'],
  ['12億3456万円', '1234560000円'],
  ['1조 2000억원', '1200000000000원'],
  ['1万2000人', '12000人'],
])('%s is one amount, %s', (text, joined) => {
  expect(joinAmounts(text)).toBe(joined)
})

test.each(['3亿元', '3万5万', '10万2小时', '3亿500%', '2.3兆5000億円', '999999兆2億'])(
  '%s is left as it is',
  (text) => {
    expect(joinAmounts(text)).toBe(text)
  },
)
