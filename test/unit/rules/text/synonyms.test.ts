import { expect, test } from 'vitest'
import { fingerprint } from '../../../../src/rules/text/fingerprint.ts'

const termsOf = (title: string, language: string) =>
  fingerprint({ title, language, publisherName: '' }).titleTerms

test.each([
  ['en', 'Quake rattles Iquique', 'Earthquake rattles Iquique'],
  ['en', 'Mirelle Vance dead at 84', 'Mirelle Vance dies at 84'],
  ['en', 'Danish voters, Polish miners', 'Denmark voters, Poland miners'],
  ['de', 'Ausstand bei der Bahn', 'Streik bei der Bahn'],
  ['es', 'Tiembla en Oaxaca', 'Sismo en Oaxaca'],
  ['fr', 'Cinq blessés à Lyon', '5 blessés à Lyon'],
  ['pt', 'Nove detidos em Santos', '9 detidos em Santos'],
  ['ru', 'Спасены трое рыбаков', 'Спасены 3 рыбаков'],
  ['ru', 'Скончался Савельев', 'Умер Савельев'],
  ['ar', 'رحيل سلوى حمدان', 'وفاة سلوى حمدان'],
  ['zh', '作家温知秋病逝', '作家温知秋去世'],
  ['zh', '渔船翻沉三人下落不明', '渔船沉没三人失踪'],
  ['zh', '飛機墜機原因', '飞机坠毁原因'],
  ['ja', '桐島さつきさん逝去', '桐島さつきさん死去'],
  ['ko', '배우 나문석 별세', '배우 나문석 사망'],
])('%s: %j and %j are of one wording', (language, a, b) => {
  expect(termsOf(a, language)).toBe(termsOf(b, language))
})

test('words of one thing count together in a title, and in a summary they are no further words', () => {
  const print = fingerprint({
    title: 'Quake in Iquique: earthquake cracks walls',
    summary: 'The tremor cracked walls.',
    language: 'en',
    publisherName: '',
  })

  expect(print.titleTerms).toMatch(/^earth\S+ in iquiq crack walls$/)
  expect(print.summaryTerms).toBe('')
})

test('names in a headline are known by the same words', () => {
  const { facts } = fingerprint({
    title: 'Court clears way for a Danish wind farm off Bornholm',
    language: 'en',
    publisherName: '',
  })

  expect(facts).toContain('name:denma')
})
