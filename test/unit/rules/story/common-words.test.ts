import { expect, test } from 'vitest'
import { sharedPhrase } from '../../../../src/rules/story/one-phrase.ts'
import { sameStory } from '../../../../src/rules/story/same-story.ts'
import { report } from '../support/make.ts'

const NOTHING_COUNTED = { documentCount: 0, documentFrequency: [] }
const judge = (a: string, b: string, language = 'en') =>
  sameStory(report(a, { language }), report(b, { language, publisher: 'Other' }), NOTHING_COUNTED)

test.each([
  ['en', 'What you need to know about the vape ban', 'Tax returns: what you need to know'],
  ['en', 'Man killed in crash, police say', 'Police: man killed in shooting'],
  ['de', 'Norden gewinnt 2:1 gegen Altenau', 'Wolde gewinnt 2:1 gegen Rastfeld'],
  ['hi', 'पटना में सड़क हादसे में 3 लोगों की मौत', 'जयपुर में आग से 3 लोगों की मौत'],
])('words that headlines use of any event make no event: %s %j, %j', (language, a, b) => {
  expect(judge(a, b, language).same).toBe(false)
})

test.each([
  [
    'Man killed in crash, police say',
    'Police: man killed in shooting',
    '3 shared terms, all of them numbers or words of any headline',
  ],
  ['Lottery draw in Galway', 'Storm closes Galway harbour', '1 shared term'],
  ['Lottery draw in Galway', 'Storm closes a harbour', 'no shared term'],
])('what is too little is told as such: %j, %j', (a, b, reason) => {
  expect(judge(a, b).reason).toBe(reason)
})

test('a name beside such a word is enough', () => {
  expect(judge('Man killed in Hexworthy crash', 'Hexworthy: man killed as van leaves road').same).toBe(true)
})

test('what a bank does with its rates is no word of any headline', () => {
  const verdict = judge('央行宣布全面降准0.5个百分点', '降准来了！央行释放长期资金约1万亿', 'zh')
  expect(verdict.same).toBe(true)
})

test.each([
  [
    'de',
    'Deutsche Bank steigert Quartalsgewinn auf 1,8 Milliarden Euro',
    'Gewinn der Deutschen Bank steigt auf 1,8 Milliarden Euro',
  ],
  ['en', 'Victoria fire kills man, 40', 'Man, 40, dies in Victoria fire'],
])('a name with the stem of a common word is a name: %s %j, %j', (language, a, b) => {
  expect(judge(a, b, language).same).toBe(true)
})

test.each([
  ['Werder verpflichtet Holm', 'Holm wechselt zu Werder'],
  ['Commerzbank hebt Prognose an', 'Neue Prognose der Commerzbank'],
])('a name with the stem of a function word is shared as well: %j, %j', (a, b) => {
  expect(judge(a, b, 'de').same).toBe(true)
})

test('magnitudes that are revised are one quake, others are not', () => {
  const first = 'Magnitude 6.1 earthquake shakes southern Peru'
  expect(judge(first, '6.2-magnitude quake shakes southern Peru').same).toBe(true)
  expect(judge(first, '4.9-magnitude earthquake shakes southern Peru')).toMatchObject({
    same: false,
    reason: 'different magnitudes 6.1 and 4.9',
  })
})

test('a quake that strikes here and kills there is one quake, and nothing is held against it', () => {
  const verdict = judge(
    'Earthquake of magnitude 6.9 strikes Valdoria coast, 12 dead',
    'Valdoria earthquake: magnitude 6.9 quake kills 12 on coast',
  )

  expect(verdict.same).toBe(true)
  expect(verdict.reason).not.toContain('one wording')
})

test('nouns of any headline part two events of one place', () => {
  expect(judge('Fire destroys school in Novigrad', 'Fire destroys hospital in Novigrad')).toMatchObject({
    same: false,
    reason: 'one wording about schoo and hospi',
  })
})

test('what a headline puts before the quake is its magnitude', () => {
  expect(
    judge('81 dead as 7.2 quake strikes Belhaven', '28 dead as 6.1 quake strikes Belhaven'),
  ).toMatchObject({ same: false, reason: 'different magnitudes 7.2 and 6.1' })
})

test('two meetings of one country with two others are two events', () => {
  expect(judge('भारत ने ऑस्ट्रेलिया को 6 विकेट से हराया', 'भारत ने पाकिस्तान को 6 विकेट से हराया', 'hi')).toMatchObject(
    {
      same: false,
      reason: 'different places IN, AU and IN, PK',
    },
  )
})

test('a work named by both keeps them together, another one parts them', () => {
  const first = '沈望舒新专辑《盐湖》突袭上线'
  expect(judge(first, '沈望舒新专辑《盐湖》首日销量破百万', 'zh').same).toBe(true)
  expect(judge('沈望舒主演电影《盐湖》定档国庆', '沈望舒主演电影《远山》定档国庆', 'zh').same).toBe(false)
})

test('figures beside the names of a wording do not hide them', () => {
  const verdict = judge(
    'Train derails outside Palmeiro, 25 injured',
    'Train derails outside Novigrad, 14 injured',
  )

  expect(verdict).toMatchObject({ same: false, reason: 'one wording about palme and novig' })
})

test.each([
  ['Verity Holme cancels dates', 'Lighthouse bought by Verity Holme', 'name'],
  ['Sir Verity Holme cancels dates', 'Lighthouse bought by Sir Verity Holme', 'phrase'],
  ['Carmine Bank cuts 400 jobs', 'App of Carmine Bank is down', 'phrase'],
  ['Holme dead at 40', 'Verity Holme dead, says agent', 'phrase'],
  ['Verity Holme killed in fall', 'Actress killed: Verity Holme was 40', undefined],
  ['Verity Holme cancels dates', 'Dates cancelled by singer Verity Holme', undefined],
  ['Carmine Foods recalls 14 soups', 'Carmine Foods cuts 14 jobs', undefined],
  ['折叠屏手机降价', '新款折叠屏手机亮相', 'pieces'],
  ['折叠屏手机大降价', '旗舰折叠屏手机大降价', undefined],
  ['ວຽງຈັນ ນ້ຳຖ້ວມ', 'ວຽງຈັນ ເປີດຕະຫຼາດ', 'pieces'],
  ['', 'Verity Holme', undefined],
])('%j and %j share no more than a %s', (a, b, phrase) => {
  expect(sharedPhrase(report(a).fingerprint, report(b).fingerprint)).toBe(phrase)
})
