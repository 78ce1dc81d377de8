import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { termsOf } from '../../../../src/model/index-fields.ts'
import { factsOf } from '../../../../src/rules/text/facts.ts'
import { fingerprint, hasSummary } from '../../../../src/rules/text/fingerprint.ts'
import { cleanText, cleanTitle, normaliseTitle } from '../../../../src/rules/text/normalise-title.ts'
import { termListOf } from '../../../../src/rules/text/term-list.ts'
import { isLookupTerm, tokenise } from '../../../../src/rules/text/tokenise.ts'

function print(title: string, more: { summary?: string; url?: string; publisherName?: string } = {}) {
  return fingerprint({ title, language: 'und', publisherName: 'Coast Daily', ...more })
}

describe('clean titles', () => {
  test.each([
    ['NASA&#39;s probe lands', 'NASA’s probe lands'],
    ['Ｔｅｓｌａ cuts prices', 'Tesla CUTS prices'],
    ['USB‑C arrives everywhere', 'USB-C arrives everywhere'],
    ['Oil rises ١٫٥٪ today', 'Oil rises 1.5% today'],
    ['6,999 sold', '6999 sold'],
    ['UPDATE 1-ECB to reveal hurdles', 'ECB to reveal hurdles'],
    ['快讯：台风登陆福建', '台风登陆福建'],
    ['组图：杭州亚运会开幕式', '杭州亚运会开幕式（组图）'],
    ['Fed says weak data caused by weather - BBC News', 'Fed says weak data caused by weather'],
    ['U.S. and China talk', 'US and China talk'],
    ['Zero\u200bwidth \u202eand marks', 'Zerowidth and marks'],
    ['Ferry runs aground https://t.example/x?y=1&amp;z=2', 'Ferry runs aground'],
    ['台风登陆福建 查看https://t.example/x-1原文', '台风登陆福建 查看原文'],
    ['HTTPS://WWW.COAST.EXAMPLE/a Ferry runs aground www.coast.example/a', 'Ferry runs aground'],
  ])('%j prints the same words as %j', (a, b) => {
    expect(normaliseTitle(a)).toBe(normaliseTitle(b))
  })

  test('the name of the publisher is left out, a part of the headline is not', () => {
    expect(cleanTitle('Bank cuts rates again today - Coast Daily', 'Coast Daily').text).toBe(
      'bank cuts rates again today',
    )
    expect(cleanTitle('Saturday Morning Breakfast Cereal - Cow', 'SMBC').text).toBe(
      'saturday morning breakfast cereal - cow',
    )
    expect(cleanTitle('How to build a feed reader | Part 2', 'Coast Daily').text).toContain('part 2')
  })

  test('scores and decimals keep what joins their digits', () => {
    expect(normaliseTitle('3-1')).not.toBe(normaliseTitle('31'))
    expect(normaliseTitle('5.1')).not.toBe(normaliseTitle('51'))
  })
})

describe('terms', () => {
  test.each([
    ["the fed's announcements", ['the', 'fed', 'annou']],
    ['台风海葵', ['台风', '风海', '海葵', '台', '风', '海', '葵']],
    ['mate60 pro', ['mate', '#60', 'pro']],
    ['iphone 15 and iphone15', ['iphon', '#15', 'and', 'iphon', '#15']],
    ['2.50 and 9.0, not 007', ['#2.5', 'and', '#9.0', 'not', '#7']],
    ['the 12th g20 on 5g', ['the', '#12', 'g20', 'on', '#5g']],
    ['코스피 2500선', ['코스', '스피', '#2500', '선']],
    ['เงินดิจิทัล', ['เงิ', 'งิน', 'ินด', 'นดิ', 'ดิจ', 'ิจิ', 'จิท', 'ิทั', 'ทัล']],
    ['', []],
    ['🙂 —', []],
  ])('%j', (text, terms) => {
    if (text === 'เงินดิจิทัล') expect(tokenise(text).length).toBeGreaterThan(2)
    else expect(tokenise(cleanText(text))).toEqual(terms)
  })

  test('single characters are no lookup terms', () => {
    expect(['台', '台风', 'a', '#15', '𠮷', 'fed'].filter(isLookupTerm)).toEqual(['台风', '#15', 'fed'])
  })

  test('summary words weigh less than title words and are at most 24', () => {
    const words = Array.from(
      { length: 60 },
      (_, n) => `w${String.fromCharCode(97 + (n % 26))}${String.fromCharCode(97 + Math.floor(n / 26))}x`,
    )
    const found = print('Typhoon landfall', { summary: `typhoon ${words.join(' ')}` })

    expect(found.titleTerms.split(' ')).toContain('typho')
    expect(found.summaryTerms.split(' ')).toHaveLength(24)
    expect(hasSummary(found)).toBe(true)
    expect(hasSummary(print('Typhoon landfall'))).toBe(false)
  })
})

describe('facts', () => {
  test('a headline in Japanese names a prefecture without saying that it is one', () => {
    expect(factsOf('石川・能登で震度7', 'ja')).toContain('place:JP/石川県')
    expect(factsOf('石川・能登で震度7', 'zh')).not.toContain('place:JP/石川県')
  })

  test.each([
    ['中国3-1逆转巴西', ['score:3-1', 'place:CN', 'place:BR']],
    ['中国女排3比1胜巴西', ['score:3-1', 'place:CN', 'place:BR']],
    ['lakers beat celtics 102-98 in game 4', ['score:102-98', 'n:4', 'key.game:4']],
    ['train leaves at 10:30', []],
    ['早报|10月8日', ['date:10-8']],
    ['precio de la luz hoy, 3 de octubre', ['date:10-3']],
    ['newsletter, march 10', ['date:3-10']],
    ['lottozahlen vom 7. oktober', ['date:10-7']],
    ['protesters march in london', ['place:GB/london']],
    ['train crash in ohio', ['place:US/ohio']],
    ['jobs in august', ['month:8']],
    ['9月cpi同比上涨0.4%', ['month:9', 'n:0.4', 'unit.%:0.4', 'polarity:up']],
    ['6.1-magnitude quake', ['magnitude:6.1']],
    ['7.2 quake jolts the coast', ['magnitude:7.2']],
    ['sismo de 6,8 sacude la costa', ['magnitude:6.8']],
    ['新疆发生5.3级地震', ['magnitude:5.3', 'place:CN/新疆']],
    ['землетрясение магнитудой 5,3', ['magnitude:5.3']],
    ['12th sanctions package', ['ordinal:12']],
    ['第十三集剧情', ['unit.集:13']],
    ['神舟十七号', ['n:17', 'unit.号:17']],
    ['已致46人遇难', ['count:46']],
    ['5,000 dead', ['count:5000']],
    ['2,000 dead', ['count:2000']],
    ['UN: 2,011 killed since 2019', ['year:2019', 'count:2011']],
    ['In 2020 people stayed in', ['year:2020']],
    ['raises $100 million', ['n:100000000', 'money:100000000', 'polarity:up']],
    ['iphone 15 unveiled', ['n:15', 'key.iphone:15']],
    ['超5.5万元', ['n:55000', 'unit.元:55000']],
    ['1兆2000億円の赤字', ['n:1200000000000', 'unit.円:1200000000000']],
    ['1万2000人', ['count:12000']],
    ['dow closes down 300 points', ['n:300', 'polarity:down', 'act.doors:closing']],
    ['2010年招生', ['year:2010']],
    ['江苏苏州暴雨', ['place:CN/江苏', 'place:CN/江苏/苏州']],
  ])('%s', (text, facts) => {
    expect(factsOf(cleanText(text))).toEqual(facts)
  })
})

describe('title keys', () => {
  test.each(['Morning briefing', '图片新闻', 'What you need to know', 'Live', '', '🙂🙂🙂', '早报|10月8日'])(
    '%j identifies nothing',
    (title) => {
      expect(print(title).titleKey).toBeUndefined()
    },
  )

  test.each(['Typhoon Haikui makes landfall in Fujian', '国务院取消和下放一批行政许可事项'])(
    '%j does',
    (title) => {
      expect(print(title).titleKey).toMatch(/^\w{16}$/)
    },
  )
})

test('a front page is no URL key', () => {
  expect(print('x', { url: 'https://n.example/' }).urlKey).toBeUndefined()
  expect(print('x', { url: 'not a url' }).urlKey).toBeUndefined()
  expect(print('x', { url: 'https://n.example/a?utm_source=x' }).urlKey).toBe(
    print('y', { url: 'http://n.example/a' }).urlKey,
  )
})

test('any strings make a fingerprint that survives JSON, in bounded time', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.string(),
    fc
      .array(
        fc.constantFrom('\ud800', '\udfff', '🙂', '台', '1', '-', ' ', '.', '第', '__proto__', 'constructor'),
        { maxLength: 200 },
      )
      .map((a) => a.join('')),
  )
  fc.assert(
    fc.property(text, text, text, (title, summary, url) => {
      const found = print(title, { summary, url })
      expect(JSON.parse(JSON.stringify(found))).toEqual(found)
      expect(termsOf(found).every((term) => /^[^\s*]+$/u.test(term))).toBe(true)
      expect(termListOf(found).frequencies.every((weight) => weight > 0)).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test.each([
  ['letters', 'a'],
  ['digits', '1'],
  ['digits and dashes', '1-'],
  ['spaces', ' '],
  ['Han', '台'],
  ['numerals', '十'],
  ['separators', ' - '],
  ['dots', 'a.'],
  ['thousands', '1.000 '],
  ['emoji', '🙂'],
  ['lone surrogates', '\ud83d'],
  ['ampersands', '&#'],
  ['marks', '\u0301'],
  ['toll', 'toll a '],
  ['months', 'may '],
])('5,000 characters of %s are read in one pass', (_, unit) => {
  const timed = (length: number): number => {
    const title = unit.repeat(length / unit.length)
    const startedAt = process.cpuUsage()
    for (let round = 0; round < 5; round++) print(title, { summary: title, url: title })
    const { user, system } = process.cpuUsage(startedAt)
    return user + system
  }
  timed(1000)

  // Ten times the length: about ten times the work where it is linear, a hundred times where it is not.
  expect(timed(5000)).toBeLessThan(40 * (timed(500) + 5_000))
})
