import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { areTelling, matchTranslation } from '../../../../src/rules/story/match-translation.ts'
import { anchorsOf, kindOf } from '../../../../src/rules/text/anchors.ts'
import { scoreTranslations } from '../../../support/headlines/score-translations.ts'
import { TRANSLATED_EVENTS, UNSEEN_TRANSLATED_EVENTS } from '../../../support/headlines/translations.ts'

const HOUR = 3_600_000
const anchors = (title: string, language: string) => anchorsOf({ title, language, publisherName: 'Paper' })
const told = (title: string, language: string, at = 0) => ({
  group: language === 'zh' ? 'hani' : 'latn',
  anchors: anchors(title, language),
  from: at,
  to: at,
})
const RARE = { storyCount: 5_000, storyFrequency: new Map<string, number>() }

describe('anchors', () => {
  test.each([
    ['en', 'NATO and Putin', ['world:nato', 'world:putin']],
    ['zh', '北约与普京', ['world:nato', 'world:putin']],
    ['zh', '北約與普京會談', ['world:nato', 'world:putin']],
    ['ru', 'НАТО и Путину', ['world:nato', 'world:putin']],
    ['ar', 'بوتين والناتو', ['world:putin', 'world:nato']],
    ['zh', '秘鲁发生7.1级地震', ['event:quake', 'figure:7.1', 'place:PE']],
    ['en', 'Israeli troops leave', ['place:IL']],
    ['zh', 'OpenAI发布GPT-6', ['name:openai', 'model:gpt-6', 'small:6']],
    ['zh', '英伟达市值突破5万亿美元', ['world:nvidia', 'figure:5000000000000']],
    ['fr', 'Boeing va supprimer 2 500 emplois', ['world:boeing', 'figure:2500']],
    ['ja', 'アルカラスが優勝', ['event:wins', 'sound:lkls']],
  ])('%s %j', (language, title, expected) => {
    expect([...anchors(title, language)].sort()).toEqual([...expected].sort())
  })

  test('of the summary names and places count, its figures do not', () => {
    const found = anchorsOf({
      title: 'Talks resume',
      summary: 'Erdogan met envoys in Cairo on 300 points',
      language: 'en',
      publisherName: 'Paper',
    })

    expect(found).toEqual(expect.arrayContaining(['world:erdogan', 'world:cairo']))
    expect(found.filter((anchor) => /^(?:figure|small)/u.test(anchor))).toEqual([])
  })

  test('one photograph is one anchor, whatever its query asks for', () => {
    const image = (imageUrl: string) =>
      anchorsOf({ title: 'x', imageUrl, language: 'en', publisherName: 'Paper' })

    expect(image('https://cdn.example/a.jpg?w=100')).toEqual(image('http://cdn.example/a.jpg?w=900'))
  })

  test('any string has at most 32 anchors, and none is of an unknown kind', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), fc.string({ maxLength: 5 }), (text, tag) => {
        const found = anchorsOf({ title: text, summary: text, language: tag, publisherName: text })
        expect(found.length).toBeLessThanOrEqual(32)
        for (const anchor of found) {
          expect(kindOf(anchor)).toMatch(
            /^(?:image|world|name|sound|place|score|model|figure|small|date|event)$/,
          )
        }
      }),
    )
  })
})

describe('two reports in two languages', () => {
  const english = told('Earthquake of magnitude 7.1 hits Peru, at least 46 injured', 'en')

  test('are one event when what they share is rare, and the reason says what that is', () => {
    const verdict = matchTranslation(english, told('秘鲁发生7.1级地震 至少46人受伤', 'zh'), RARE)

    expect(verdict.linked).toBe(true)
    expect(verdict.reason).toMatch(
      /^both have event:quake, figure:7\.1, small:46, place:PE; \d\.\d\d of 1\.2$/,
    )
  })

  test('are not for a country of which one of them names a place that the other does not', () => {
    const drones = told('Russian drones hit Kyiv, 12 killed in apartment block', 'en')

    const elsewhere = matchTranslation(drones, told('Беспилотники атаковали нефтезавод в Рязани', 'ru'), RARE)
    const there = matchTranslation(drones, told('Российские беспилотники ударили по Киеву', 'ru'), RARE)

    expect(elsewhere).toMatchObject({
      linked: false,
      reason: expect.stringContaining('event:drone, place:RU'),
    })
    expect(there.linked).toBe(true)
  })

  test('are not for being about one person, by first and last name, which is worth a doubt', () => {
    const sacked = told('Paloma Iriondo sacked as coach', 'en')
    const elected = told('Paloma Iriondo elegida presidenta', 'es')
    const verdict = matchTranslation(sacked, elected, RARE)

    expect(verdict).toMatchObject({ linked: false, isDoubtful: true })
    expect(verdict.score).toBeGreaterThan(1.8)
    const inTarragona = told('Paloma Iriondo sacked as coach of Tarragona', 'en')
    expect(matchTranslation(inTarragona, told('Tarragona despide a Paloma Iriondo', 'es'), RARE).linked).toBe(
      true,
    )
  })

  test('are not when everybody has what they share', () => {
    const storyFrequency = new Map(english.anchors.map((anchor) => [anchor, 4_000]))

    const verdict = matchTranslation(english, told('秘鲁发生7.1级地震 至少46人受伤', 'zh'), {
      ...RARE,
      storyFrequency,
    })

    expect(verdict.linked).toBe(false)
  })

  test.each([
    ['another strength and place', '智利发生6.4级地震'],
    ['another event in the same place', '秘鲁总统辞职'],
    ['nothing in common', '美联储降息25个基点'],
  ])('are not with %s', (_, other) => {
    expect(matchTranslation(english, told(other, 'zh'), RARE)).toMatchObject({ linked: false })
  })

  test('are not two days apart', () => {
    const later = told('秘鲁发生7.1级地震 至少46人受伤', 'zh', 48 * HOUR)

    expect(matchTranslation(english, later, RARE)).toEqual({
      linked: false,
      score: 0,
      isDoubtful: false,
      reason: '48 h apart',
    })
  })

  test('of two matches between the same sides only the score tells which it was', () => {
    const first = told('Real Madrid beat Barcelona 3-1 in Clasico', 'en')

    expect(matchTranslation(first, told('国家德比：皇马3-1击败巴萨', 'zh'), RARE).linked).toBe(true)
    expect(matchTranslation(first, told('皇马2-0击败巴萨', 'zh'), RARE)).toMatchObject({
      linked: false,
      reason: expect.stringContaining('another score'),
    })
  })

  test('stand to each other as the other way round', () => {
    const all = TRANSLATED_EVENTS.flatMap((event) =>
      Object.entries(event).map(([language, title]) => told(title, language)),
    )
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.constantFrom(...all), (a, b) => {
        const [there, back] = [matchTranslation(a, b, RARE), matchTranslation(b, a, RARE)]
        expect(there.linked).toBe(back.linked)
        expect(there.score).toBeCloseTo(back.score, 10)
      }),
    )
  })

  test('what no evidence can come of is not worth looking at', () => {
    expect(areTelling(anchors('Macron names new prime minister', 'en'))).toBe(false)
    expect(areTelling(english.anchors)).toBe(true)
  })
})

describe('events in up to five languages, among 2,000 Chinese headlines', () => {
  test('three of four pairs are linked, and nothing else is', () => {
    const { pairs, linked, wrong } = scoreTranslations(TRANSLATED_EVENTS, 2_000)

    expect(wrong).toEqual([])
    expect(linked / pairs).toBeGreaterThanOrEqual(0.75)
  })

  test('of events that were written after the rule, half, and nothing else', () => {
    const { pairs, linked, wrong } = scoreTranslations(UNSEEN_TRANSLATED_EVENTS, 2_000)

    expect(wrong).toEqual([])
    expect(linked / pairs).toBeGreaterThanOrEqual(0.5)
  })
})
