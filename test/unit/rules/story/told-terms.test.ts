import { expect, test } from 'vitest'
import { unitVector } from '../../../../src/rules/story/similarity.ts'
import { toldTerms } from '../../../../src/rules/story/told-terms.ts'
import { tokenise } from '../../../../src/rules/text/tokenise.ts'

const vector = (text: string, weights: Record<string, number> = {}) =>
  unitVector([...new Set(tokenise(text))].map((term) => [term, weights[term] ?? 1]))

test.each([
  ['国务院取消下放37项行政许可', '国务院：取消和下放一批行政许可事项', '行政许可, 国务院, 下放, 取消'],
  ['대통령 선거', '대통령 탄핵', '대통령'],
  ['อุบัติเหตุรถไฟ', 'อุบัติเหตุรถยนต์', 'อุบัติเหตุรถ'],
  ['トランプ大統領が来日', '来日したトランプ大統領', 'トランプ大統領, 来日'],
])('pieces of %s that overlap are told as words', (a, b, told) => {
  expect(toldTerms(vector(a), vector(b))).toBe(told)
})

test('pieces that do not follow on one another are not joined', () => {
  expect(toldTerms(vector('取消航班，消费者不满'), vector('消费券取消'))).toBe('取消, 消费')
})

test('stems of words are told one by one, those that count most first', () => {
  const [a, b] = ['banan nanas coast', 'nanas banan coast']

  expect(toldTerms(vector(a, { coast: 3 }), vector(b))).toBe('coast, banan, nanas')
})

test('more than four are hinted at', () => {
  const text = 'harry girlfriend britain public prince'

  expect(toldTerms(vector(text), vector(text))).toBe('brita, girlf, harry, princ, …')
})
