import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sameStory } from '../../../../src/rules/story/same-story.ts'
import { actsOf } from '../../../../src/rules/text/acts.ts'
import { cleanText } from '../../../../src/rules/text/normalise-title.ts'
import { HOUR, NOW, report } from '../support/make.ts'

const NOTHING_COUNTED = { documentCount: 0, documentFrequency: [] }

test.each([
  ['Northgate sacks head coach Orlan Beck', ['office:departure']],
  ['Northgate appoint Tessa Holm', ['office:appointment']],
  ['Holm appointed after Beck is sacked', ['office:appointment', 'office:departure']],
  ['Landlords welcome new rules', []],
  ['神舟三十号成功发射', ['flight:launch']],
  ['神舟三十号返回舱着陆', ['flight:landing']],
  ['Экс-министр освобожден', ['custody:release']],
  ['الإفراج عن صحفي في تونس', ['custody:release']],
  ['पूर्व विधायक गिरफ्तार', ['custody:arrest']],
  ['Freispruch für Ex-Trainer', ['verdict:acquittal']],
])('%j tells %j', (title, acts) => {
  expect(actsOf(cleanText(title))).toEqual(acts)
})

test.each([
  ['Gunman opens fire in Palmeiro mall', []],
  ['Police open as usual, prosecutor opens a criminal investigation', []],
  ['Inquiry opened after Palmeiro mall closed', ['doors:closing']],
  ['Palmeiro mall reopens after fire', ['doors:opening']],
  ['Investigation launched after emergency landing', ['flight:landing']],
  ['Orbital rocket launched after review', ['flight:launch']],
  ['Bodycam footage released after man arrested', ['custody:arrest']],
  ['Names of victims released', []],
  ['Palmeiro man released after video emerges', ['custody:release']],
  ['Novigrad relaxes rules for traders', []],
  ['Le tribunal relaxe un ancien maire', ['verdict:acquittal']],
  ['Neue Ministerin tritt Amt an', []],
  ['Ministerin Holm tritt nach Kritik zurück', ['office:departure']],
  ['Incendie dans une ferme de Palmeiro', []],
  ['La librairie Holm ferme ses portes', ['doors:closing']],
  ['Unrest in dockside quarter', []],
  ['रिहायशी इलाके में गोलीबारी', []],
  ['पूर्व विधायक जेल से रिहा', ['custody:release']],
  ['客机跑道起火 379人全部撤离', []],
  ['神舟三十号飞船撤离空间站', ['flight:undocking']],
  ['云鲸发布折叠屏手机', []],
  ['主帅与俱乐部解除合同', []],
  ['气象台发布暴雨预警', ['warning:issue']],
  ['台风预警解除', ['warning:lifting']],
])('%j tells %j: a word is an act among the words around it', (title, acts) => {
  expect(actsOf(cleanText(title))).toEqual(acts)
})

test.each([
  ['Gunman opens fire at Palmeiro mall, two killed', 'Palmeiro mall closed as gunman kills two'],
  ['多名旅客受伤：帕尔梅罗机场客机起火 乘客紧急撤离', '帕尔梅罗机场客机着陆后起火 多名旅客受伤'],
])('reports of one event are not parted by another sense of a word: %j, %j', (a, b) => {
  const verdict = sameStory(report(a), report(b, { publisher: 'Other', at: NOW + HOUR }), NOTHING_COUNTED)

  expect(verdict.same).toBe(true)
})

test.each([
  ['Northgate sacks head coach of three years', 'Northgate appoints head coach for three years'],
  ['神舟三十号载人飞船发射成功', '神舟三十号载人飞船返回舱成功着陆'],
  ['В Омске арестован бывший мэр Лугин', 'В Омске отпустили бывшего мэра Лугина'],
])('opposite acts of one subject are two events: %j, %j', (a, b) => {
  const verdict = sameStory(report(a), report(b, { publisher: 'Other', at: NOW + HOUR }), NOTHING_COUNTED)

  expect(verdict.same).toBe(false)
  expect(verdict.reason).toMatch(/^one tells of an? [a-z]+, the other of an? [a-z]+$/u)
})

test('a report that tells both acts conflicts with neither', () => {
  const both = report('Northgate appoints Tessa Holm after Beck is sacked')
  const one = report('Northgate appoints Tessa Holm as head coach', { publisher: 'Other' })

  expect(sameStory(both, one, NOTHING_COUNTED).same).toBe(true)
})

test('any string tells of each act once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const acts = actsOf(text)
      expect(new Set(acts).size).toBe(acts.length)
    }),
  )
})
