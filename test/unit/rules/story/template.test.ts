import { expect, test } from 'vitest'
import { rarityOf } from '../../../../src/rules/story/similarity.ts'
import { differentFillings } from '../../../../src/rules/story/template.ts'
import { isDeedTerm } from '../../../../src/rules/text/function-terms.ts'
import { termTable } from '../../../../src/rules/text/term-table.ts'
import { tokenise } from '../../../../src/rules/text/tokenise.ts'
import { worldCities } from '../../../../src/rules/text/world-cities.ts'
import { report } from '../support/make.ts'

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const REGIONS = LETTERS.flatMap((first) => LETTERS.map((second) => first + second))
const WORDS = {
  inqui: 30,
  opens: 60,
  derai: 25,
  train: 50,
  says: 300,
  weath: 20,
  data: 20,
  cause: 30,
  weak: 20,
}
const rarity = rarityFor(WORDS)

function rarityFor(words: Readonly<Record<string, number>>) {
  const table = termTable()
  return rarityOf(table, 5_000, Object.keys(words).map(table.numberOf), Object.values(words))
}

const fillings = (a: string, b: string) =>
  differentFillings(report(a).fingerprint, report(b).fingerprint, rarity)?.fillings

test('one wording about two names has each name for filling', () => {
  expect(
    fillings('Inquiry opens into Palmeiro train derailment', 'Inquiry opens into Novigrad train derailment'),
  ).toEqual(['palme', 'novig'])
  expect(fillings('沧州发布雷电蓝色预警', '唐山发布暴雨蓝色预警')).toEqual(['沧州', '唐山'])
})

test.each([
  [
    'another wording',
    'Inquiry opens into Palmeiro train derailment',
    'Why a train left the rails near Novigrad',
  ],
  ['something added', 'Weak data caused by weather', 'Weak data caused by weather, Fed says'],
  [
    'the same',
    'Inquiry opens into Palmeiro train derailment',
    'Inquiry opens into Palmeiro train derailment',
  ],
  ['nothing', '', 'Inquiry opens'],
])('%s has none', (_, a, b) => {
  expect(fillings(a, b)).toBeUndefined()
  expect(fillings(b, a)).toBeUndefined()
})

test('a common word in place of another is no name', () => {
  const common = rarityFor({ palme: 3, train: 50, derai: 25, kille: 90, injur: 90 })
  const [a, b] = ['Palmeiro train derailment kills dozens', 'Palmeiro train derailment injures dozens']

  expect(differentFillings(report(a ?? '').fingerprint, report(b ?? '').fingerprint, common)).toBeUndefined()
})

test.each([
  [
    'Earthquake of magnitude 6.9 strikes Valdoria coast, 12 dead',
    'Valdoria earthquake: magnitude 6.9 quake kills 12 on coast',
  ],
  ['Palmeiro mayor unveils ferry plaque', 'Palmeiro mayor dedicates ferry plaque'],
])('a verb that says what was done is no name, nor is what stands in its place: %j, %j', (a, b) => {
  expect(fillings(a, b)).toBeUndefined()
  expect(fillings(b, a)).toBeUndefined()
})

test('no city or country is taken for a verb', () => {
  const regions = ['en', 'de', 'fr', 'es', 'pt', 'it', 'ru', 'ar', 'hi'].flatMap((language) => {
    const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
    return REGIONS.flatMap((code) => names.of(code)?.toLowerCase() ?? [])
  })
  const names = [...regions, ...worldCities().map(([name]) => name)]

  expect(names.length).toBeGreaterThan(2_000)
  expect(names.filter((name) => tokenise(name).some(isDeedTerm))).toEqual([])
})

test('characters that hold nothing but words of any headline are no name', () => {
  expect(fillings('海州大桥南段事故调查', '海州大桥南段裂缝原因')).toBeUndefined()
  expect(fillings('海州大桥南段裂缝原因', '云岭大桥南段裂缝原因')).toEqual(['海州', '云岭'])
})

test('the same wording says in how many places it differs, and how much of it is the same', () => {
  const match = differentFillings(
    report('Palmeiro fans furious as Dunmore leaves for Quillano').fingerprint,
    report('Novigrad fans furious as Wetherall leaves for Umbari').fingerprint,
    rarity,
  )

  expect(match).toMatchObject({ slots: 3, kept: expect.closeTo(5 / 8, 1) })
})

test('another number is no other name', () => {
  expect(
    fillings('Turkey earthquake toll rises to 5,000', 'Turkey earthquake toll rises above 7,200'),
  ).toBeUndefined()
})
