import { describe, expect, test } from 'vitest'
import { sameStory } from '../../../../src/rules/story/same-story.ts'
import { DAY, HOUR, NOW, report } from '../support/make.ts'

const NO_STATISTICS = { documentCount: 0, documentFrequency: [] }
const ask = (a: string, b: string, gapMs: number, summaries: readonly [string?, string?] = []) =>
  sameStory(
    report(a, { at: NOW - gapMs, ...(summaries[0] !== undefined && { summary: summaries[0] }) }),
    report(b, { at: NOW, id: 'e2', ...(summaries[1] !== undefined && { summary: summaries[1] }) }),
    NO_STATISTICS,
  )

describe('of one publisher, parts of a series are stories of their own', () => {
  test.each([
    [
      'en, a comic',
      'Saturday Morning Breakfast Cereal - Cow',
      'Saturday Morning Breakfast Cereal - Robot',
      DAY,
    ],
    [
      'en, a comic on one day',
      'Saturday Morning Breakfast Cereal - Cow',
      'Saturday Morning Breakfast Cereal - Robot',
      HOUR,
    ],
    ['en, signs', 'Weekly horoscope: Aries', 'Weekly horoscope: Taurus', HOUR],
    [
      'en, dates',
      'Wordle today: hints and answer for May 3',
      'Wordle today: hints and answer for May 4',
      DAY,
    ],
    ['en, numbers', 'Podcast 112: How we fixed the boiler', 'Podcast 113: How we broke the boiler', 7 * DAY],
    [
      'en, the same every day',
      'What to watch on television tonight',
      'What to watch on television tonight',
      DAY,
    ],
    [
      'en, nearly the same every day',
      'Your morning briefing for a busy Tuesday',
      'Your morning briefing for a busy Wednesday',
      DAY,
    ],
    ['en, quarters', 'Company earnings calendar for Q1 2026', 'Company earnings calendar for Q2 2026', HOUR],
    ['de, episodes', 'Tatort: Das Haus am See', 'Tatort: Der letzte Zug', HOUR],
    ['de, dates', 'Lottozahlen vom Samstag, 7. Oktober', 'Lottozahlen vom Mittwoch, 11. Oktober', 4 * DAY],
    ['fr, dates', 'Météo : les prévisions du mardi 7 mai', 'Météo : les prévisions du mercredi 8 mai', DAY],
    [
      'fr, episodes',
      'Plus belle la vie, épisode 12 : le résumé',
      'Plus belle la vie, épisode 13 : le résumé',
      HOUR,
    ],
    ['es, signs', 'Horóscopo de hoy: Aries', 'Horóscopo de hoy: Tauro', HOUR],
    ['es, dates', 'Precio de la luz hoy, 3 de octubre', 'Precio de la luz hoy, 4 de octubre', DAY],
    ['pt, draws', 'Mega-Sena, concurso 2.700: resultado', 'Mega-Sena, concurso 2.701: resultado', 3 * DAY],
    ['it, days', 'Borsa oggi: la diretta del 7 maggio', 'Borsa oggi: la diretta dell’8 maggio', DAY],
    ['nl, parts', 'Serie over de Deltawerken, deel 2', 'Serie over de Deltawerken, deel 3', HOUR],
    ['pl, dates', 'Horoskop dzienny na 7 maja', 'Horoskop dzienny na 8 maja', DAY],
    ['ru, dates', 'Курс доллара на 7 мая', 'Курс доллара на 8 мая', DAY],
    ['tr, episodes', 'Kurtlar Vadisi 12. bölüm özeti', 'Kurtlar Vadisi 13. bölüm özeti', HOUR],
    ['ar, dates', 'حالة الطقس اليوم ٧ مايو', 'حالة الطقس اليوم ٨ مايو', DAY],
    ['hi, dates', 'आज का राशिफल 7 मई', 'आज का राशिफल 8 मई', DAY],
    ['zh, episodes', '知否知否第十二集剧情介绍', '知否知否第13集剧情介绍', HOUR],
    ['zh, draws', '双色球第2023101期开奖结果公布', '双色球第2023102期开奖结果公布', 2 * DAY],
    ['zh, dates', '早报|10月8日：国足名单公布', '早报|10月9日：诺奖揭晓', DAY],
    ['zh, a picture a day', '每日一图：晨雾中的西湖', '每日一图：雪后的故宫', HOUR],
    ['zh, both scripts', '知否知否第12集劇情介紹', '知否知否第13集剧情介绍', HOUR],
    [
      'ja, episodes',
      '連続テレビ小説「虎に翼」第12回あらすじ',
      '連続テレビ小説「虎に翼」第13回あらすじ',
      HOUR,
    ],
    ['ja, dates', '今日の運勢 5月7日', '今日の運勢 5月8日', DAY],
    ['ko, dates', '오늘의 운세 5월 7일', '오늘의 운세 5월 8일', DAY],
    ['ko, episodes', '드라마 무빙 12회 줄거리', '드라마 무빙 13회 줄거리', HOUR],
    ['th, episodes', 'เรื่องย่อละครบุพเพสันนิวาส ตอนที่ 12', 'เรื่องย่อละครบุพเพสันนิวาส ตอนที่ 13', HOUR],
    ['vi, dates', 'Kết quả xổ số miền Bắc ngày 7/5', 'Kết quả xổ số miền Bắc ngày 8/5', DAY],
  ])('%s', (_, a, b, gapMs) => {
    const verdict = ask(a, b, gapMs)

    expect(verdict.reason !== '' && verdict.same).toBe(false)
  })
})

describe('of one publisher, what it says again of one event is one story', () => {
  test.each([
    [
      'en, rewritten',
      'Volcano erupts near Grindavik, town evacuated',
      'Volcano erupts in Iceland: Grindavik evacuated',
      HOUR,
    ],
    [
      'en, a toll that rises',
      'Turkey-Syria earthquake death toll rises to 5,000',
      'Turkey-Syria earthquake death toll rises above 7,200',
      3 * HOUR,
    ],
    [
      'en, corrected',
      'Central bank rises key rate to 4 percent',
      'Central bank raises key rate to 4 percent',
      HOUR,
    ],
    [
      'de, rewritten',
      'Bundestag beschließt Heizungsgesetz',
      'Heizungsgesetz vom Bundestag beschlossen',
      HOUR,
    ],
    ['zh, a toll that rises', '四川泸定地震已致46人遇难', '四川泸定地震已致65人遇难', 3 * HOUR],
    ['zh, with a label', '台风海葵在福建东山沿海登陆', '快讯：台风海葵在福建东山沿海登陆', HOUR],
    [
      'ru, inflected',
      'В Москве открылся новый парк развлечений',
      'Новый парк развлечений открыли в Москве',
      HOUR,
    ],
  ])('%s', (_, a, b, gapMs) => {
    expect(ask(a, b, gapMs).same).toBe(true)
  })
})
