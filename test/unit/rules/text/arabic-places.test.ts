import { expect, test } from 'vitest'
import { placesOf } from '../../../../src/rules/text/places.ts'

test.each([
  ['الرئيس التونسي يصل إلى ألمانيا', ['TN', 'DE']],
  ['انقلاب حافلة بالمغرب', ['MA']],
  ['البنك المركزي التركي يرفع الفائدة', ['TR']],
  ['محادثات للعراق وإيران', ['IQ', 'IR']],
  ['تقرير مالي جديد', []],
  ['وكالة الفضاء', []],
  ['جورج كلوني يتحدث عن فيلمه', []],
  ['ارتفاع أسعار الألبان', []],
  ['ترك منصبه بعد كوب قهوة', []],
  ['سورة البقرة خلف السور', []],
  ['مباحثات جورجية مع الألبانيين وسوريا', ['GE', 'AL', 'SY']],
  ['الروس والألمان', ['RU', 'DE']],
])('%s names %j, with what Arabic writes in one with a name', (title, places) => {
  expect(placesOf(title, 'ar')).toEqual(places)
})
