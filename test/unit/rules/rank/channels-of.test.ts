import { expect, test } from 'vitest'
import { channelsOf } from '../../../../src/rules/rank/channels-of.ts'

const channel = (
  id: string,
  rules: Partial<Record<'categories' | 'include' | 'exclude', string[]>> = {},
) => ({
  id,
  title: id,
  categories: [],
  include: [],
  exclude: [],
  ...rules,
})
const channels = [
  channel('world'),
  channel('sports', { categories: ['Sport', '体育'], include: ['Olympics', '奥运'], exclude: ['esports'] }),
  channel('finance', { include: ['shares'] }),
]
const entry = (title: string, categories: string[] = []) => ({ title, categories })

test.each([
  ['its source alone', entry('A quiet day'), ['world']],
  ['a category, whatever its case and width', entry('A quiet day', ['ＳＰＯＲＴ']), ['world', 'sports']],
  ['a word of the title', entry('Olympics open in rain'), ['world', 'sports']],
  ['a word in a script without gaps', entry('北京奥运开幕'), ['world', 'sports']],
  ['two rules at once', entry('Shares rise before the Olympics'), ['world', 'sports', 'finance']],
  ['a part of a word is no word', entry('A photo timeshares story'), ['world']],
  ['an excluded word', entry('Esports reach the Olympics', ['Sport']), ['world']],
])('channels by %s', (_why, report, expected) => {
  expect(channelsOf(report, ['world'], channels)).toEqual(expected)
})

test('the source decides over an excluded word, and no channel is named twice', () => {
  expect(channelsOf(entry('Esports at the Olympics', ['sport']), ['sports'], channels)).toEqual(['sports'])
})

test('a word of the summary counts as well', () => {
  const report = { ...entry('Markets today'), summary: 'Shares of the bank fell.' }

  expect(channelsOf(report, [], channels)).toEqual(['finance'])
})
