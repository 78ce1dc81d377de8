import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { factsOf } from '../../../../src/rules/text/facts.ts'
import { foldLetters } from '../../../../src/rules/text/fold-letters.ts'
import { languageGroup } from '../../../../src/rules/text/language.ts'
import { cleanText, compact } from '../../../../src/rules/text/normalise-title.ts'
import { chineseNumerals } from '../../../../src/rules/text/numerals.ts'
import { isLetterOrMark, isWordPart, runsOf } from '../../../../src/rules/text/scripts-of-text.ts'
import { tokenise } from '../../../../src/rules/text/tokenise.ts'

const terms = (text: string) => tokenise(cleanText(text))

describe('terms of every script', () => {
  test.each([
    ['Latin, accents', 'Séisme à Tōkyō', ['seism', 'tokyo']],
    ['Latin, letters that do not decompose', 'Straße Łódź København', ['stras', 'lodz', 'koben']],
    ['Latin, Turkish capitals', 'İSTANBUL IĞDIR', ['istan', 'igdir']],
    ['Cyrillic', 'Ёлка в Москве', ['елка', 'москв']],
    ['Cyrillic, Ukrainian letters', 'Київ і Їжак', ['київ', 'їжак']],
    ['Greek, capitals and final sigma', 'ΠΡΩΘΥΠΟΥΡΓΟΣ Πρωθυπουργός λόγος', ['πρωθυ', 'πρωθυ', 'λογοσ']],
    ['Arabic, article, tatweel and vowels', 'الرئيس والرئيس الـرَّئيس', ['رييس', 'رييس', 'رييس']],
    ['Arabic, forms of alef and ya', 'إسرائيل اسرائيل', ['اسراي', 'اسراي']],
    ['Persian, its own ya and kaf', 'ایران کشور', ['ايران', 'كشور']],
    ['Hebrew, points and final letters', 'שָׁלוֹם ירושלים', ['שלומ', 'ירושל']],
    ['Devanagari, nukta and nasals', 'ज़मीन चाँद चांद', ['जमीन', 'चांद', 'चांद']],
    ['Bengali', 'বাংলাদেশ নির্বাচন', ['বাংলাদেশ', 'নির্বাচন']],
    ['Tamil, five letters with their marks', 'தமிழ்நாட்டில்', ['தமிழ்நாட்']],
    ['Georgian', 'საქართველო', ['საქარ']],
    ['Hangul', '코스피 급등', ['코스', '스피', '급등']],
    ['Kana, half width too', 'ｶﾀｶﾅ', ['カタ', 'タカ', 'カナ', 'カ', 'タ', 'カ', 'ナ']],
    ['Thai', 'เศรษฐา', ['เศร', 'ศรษ', 'รษฐ', 'ษฐา']],
    ['Lao', 'ລາວຈີນ', ['ລາວ', 'າວຈ', 'ວຈີ', 'ຈີນ']],
    ['Khmer', 'កម្ពុជា', ['កម្', 'ម្ព', '្ពុ', 'ពុជ', 'ុជា']],
    ['Myanmar', 'မြန်မာ', ['မြန', 'ြန်', 'န်မ', '်မာ']],
    ['characters beyond the first plane', '𠮷野家', ['𠮷野', '野家', '𠮷', '野', '家']],
  ])('%s: %s', (_, text, expected) => {
    expect(terms(text)).toEqual(expected)
  })

  test('the tone of a Vietnamese syllable counts, not the vowel it stands over', () => {
    expect(terms('Tòa án tối cao')).toEqual(terms('Toà án tối cao'))
    expect(terms('Trường học được mở')).not.toEqual(terms('Trượng học được mở'))
    expect(terms('bán bàn được')).toHaveLength(3)
    expect(new Set(terms('bán bàn được')).size).toBe(3)
  })

  test('of an Arabic word that is as short as its article the word stays', () => {
    expect(terms('الم ولد')).toEqual(['الم', 'ولد'])
  })
})

test.each([
  ['Thai', '๑๒', '12'],
  ['Devanagari', '१२', '12'],
  ['Persian', '۱۲', '12'],
  ['Arabic-Indic', '١٢', '12'],
  ['Bengali', '১২', '12'],
  ['Khmer', '១២', '12'],
  ['Lao', '໑໒', '12'],
  ['Myanmar', '၁၂', '12'],
  ['Tibetan', '༡༢', '12'],
  ['full-width', '１２', '12'],
  ['mathematical', '𝟏𝟐', '12'],
  ['circled', '⑫', '12'],
  ['Arabic decimals and thousands', '١٬٢٣٤٫٥', '1234.5'],
])('%s digits are plain ones', (_, text, plain) => {
  expect(cleanText(text)).toBe(plain)
})

test.each([
  ['神舟十七号', '神舟17号'],
  ['第五次下调', '第5次下调'],
  ['第叁届', '第3届'],
  ['廿四日', '24日'],
  ['二〇二五年', '2025年'],
  ['一百零五人', '105人'],
  ['两千三百万', '2300万'],
  ['十月八日', '10月8日'],
  ['十月八號', '10月8號'],
  ['百分之三点五', '3.5%'],
  ['千分之二', '2‰'],
  ['六点八级地震', '6.8级地震'],
  ['三成半受访者', '35%受访者'],
  ['三成立', '三成立'],
  ['再一次', '再一次'],
  ['三点开会', '三点开会'],
  ['一成都女子', '一成都女子'],
])('Chinese numerals: %s', (text, expected) => {
  expect(chineseNumerals(text)).toBe(expected)
})

test.each([
  ['六点八级地震', '6.8级地震'],
  ['物价上涨百分之三点五', '物价上涨3.5%'],
])('%s states the facts of %s', (words, digits) => {
  expect(factsOf(words, 'zh')).toEqual(factsOf(digits, 'zh'))
})

test.each([
  ['বাংলাদেশ', 'beng'],
  ['தமிழ்', 'taml'],
  ['საქართველო', 'geor'],
  ['Հայաստան', 'armn'],
  ['ኢትዮጵያ', 'ethi'],
  ['བོད་ཡིག', 'tibt'],
  ['ශ්‍රී ලංකා', 'sinh'],
])('%s is compared with %s only', (text, group) => {
  expect(languageGroup('und', text)).toBe(group)
})

test('folding twice is folding once', () => {
  for (const text of ['Séisme', 'tòa án được', 'الرئيس', 'ΛΌΓΟΣ'.toLowerCase(), 'ё', 'ज़', 'שָׁלוֹם']) {
    expect(foldLetters(foldLetters(text))).toBe(foldLetters(text))
  }
})

/** Of every plane, and often of what titles are made of: lone halves of pairs too. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.constantFrom(
        'Ａ',
        'é',
        'ＡΣ',
        'الـ',
        '１２',
        '٣٫٥',
        '2\u00a0000',
        '\ud800',
        '😀',
        '３',
        'ｶﾞ',
        '한',
        '…',
        '．',
        '“',
        '：',
        'ﬁ',
      ),
      fc.constantFrom('a', 'B', '7', '.', ',', '-', ' ', "'", '1,234', 'U.S.', '3-1', '%', '&amp;'),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

test('a character that acts on its neighbours changes nothing of those it stands apart from', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      // One that is written in two parts: with it, a text is folded as a whole and not by looking up each character.
      const whole = cleanText(`${text} a\u0300`)

      expect(whole).toBe(`${cleanText(text)} \u00e0`.trim())
    }),
    { numRuns: 3_000 },
  )
})

test.each([
  ['letters with their marks', isLetterOrMark, /[\p{L}\p{M}]+/gu],
  ['parts of words', isWordPart, /[\p{L}\p{M}\p{N}]+/gu],
] as const)('runs of %s are those that Unicode knows', (_, belongs, pattern) => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(runsOf(text, belongs)).toEqual(text.match(pattern) ?? [])
    }),
    { numRuns: 1_000 },
  )
})

test('a compact text keeps words, signs of numbers, and what joins digits', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const kept = foldLetters(text)
        .replace(/(?<!\d)[-:.,]|[-:.,](?!\d)/gu, ' ')
        .replace(/[^\p{L}\p{M}\p{N}\-:.,%$€£¥+]+/gu, '')

      expect(compact(text)).toBe(kept)
    }),
    { numRuns: 1_000 },
  )
})
