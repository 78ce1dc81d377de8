import fc from 'fast-check'
import { expect, test } from 'vitest'
import { areTwoLanguages, detectLanguage, languageGroup } from '../../../../src/rules/text/language.ts'

test.each([
  ['en', 'Typhoon makes landfall', 'latn'],
  ['zh', '华为Mate60 Pro今日开售', 'hani'],
  ['en', '台风登陆福建', 'hani'],
  ['und', 'Apple says 中国 sales fall in the third quarter of the year', 'latn'],
  ['zh', 'TypeScript 7.1 发布', 'hani'],
  ['ja', 'TypeScript 7.1 公開', 'jpan'],
  ['ko', 'TypeScript 7.1 출시', 'kore'],
  ['en', 'TypeScript 7.1 发布', 'latn'],
  ['zh', 'Galaxy S26 上', 'latn'],
  ['ja', '石川県震度5強', 'jpan'],
  ['und', '日本代表がドイツを破る', 'jpan'],
  ['ko', '코스피 2500선 회복', 'kore'],
  ['ru', 'В Москве открылся парк', 'cyrl'],
  ['und', 'أسعار النفط', 'arab'],
  ['th', 'เศรษฐา แถลงนโยบาย', 'thai'],
  ['en', '5-4 !', 'zyyy'],
  ['en', '', 'zyyy'],
])('%s %j is compared among %s', (language, text, group) => {
  expect(languageGroup(language, text)).toBe(group)
})

test.each([
  ['台风登陆福建', 'en-us', 'zh'],
  ['台风登陆福建', 'zh-CN', 'zh-cn'],
  ['日本代表がドイツを破る', undefined, 'ja'],
  ['The president said on Monday that the talks will go on', undefined, 'en'],
  ['Der Bundestag hat das Gesetz mit den Stimmen der Koalition beschlossen', undefined, 'de'],
  ['Le bilan du séisme dépasse les 2000 morts dans le sud', undefined, 'fr'],
  ['Typhoon', undefined, 'und'],
  ['Typhoon', 'pt_BR', 'pt-br'],
  ['Typhoon', 'not a tag!', 'und'],
  ['El presidente anuncia que las elecciones son en mayo', 'en', 'es'],
  ['Real Madrid 3-1 Barcelona', 'en', 'en'],
  ['El Niño is back, and the rains with it', 'en', 'en'],
])('%j declared as %s is %s', (text, declared, language) => {
  expect(detectLanguage(text, declared)).toBe(language)
})

test('any string has a group and a language', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, tag) => {
      expect(languageGroup(tag, text)).toMatch(/^[a-z]{4}$/)
      expect(detectLanguage(text, tag)).toMatch(/^[a-z0-9-]+$/)
    }),
  )
})

test.each([
  ['en', 'zh', true],
  ['en-us', 'en-GB', false],
  ['zh-tw', 'zh-cn', false],
  ['nb', 'nn', false],
  ['hr', 'sr', false],
  ['id', 'ms', false],
  ['en', 'und', false],
  ['', 'en', false],
  ['es', 'pt', true],
])('%s and %s are two languages: %s', (a, b, expected) => {
  expect(areTwoLanguages(a, b)).toBe(expected)
})
