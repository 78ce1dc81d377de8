import { expect, test } from 'vitest'
import { hasCompounds, partsOfCompounds } from '../../../../src/rules/text/compounds.ts'
import { fingerprint } from '../../../../src/rules/text/fingerprint.ts'

test.each([
  ['zugungluck', 'zug ungluck'],
  ['schulbusunfall', 'schul bus unfall'],
  ['rentenpakets', 'renten pakets'],
  ['lokfuhrergewerkschaft', 'lok fuhrer gewerkschaft'],
  ['gaskraftwerken', 'gas kraftwerken'],
  ['wehrpflicht-debatte', 'wehr pflicht-debatte'],
])('of %j the parts are %j', (word, parts) => {
  expect(partsOfCompounds(word)).toBe(parts)
})

test.each([
  'ausfall',
  'schwachen',
  'volkswagen',
  'kraftwerken',
  'bundestag',
  'heidelberg',
  'wuppertal',
  'norwegen',
  'hoffmann',
  'dauerhaft',
  'protestieren',
  'demokraten',
])('%j has none', (word) => {
  expect(partsOfCompounds(word)).toBe(word)
})

test('a word of any length has them in bounded time', () => {
  const word = 'zug'.repeat(5000)

  expect(partsOfCompounds(word).split(' ')).toHaveLength(5000)
})

test('German alone writes them as one word', () => {
  expect(['de', 'de-AT', 'en', 'nl', 'den', ''].filter(hasCompounds)).toEqual(['de', 'de-AT'])
})

const printOf = (title: string, language: string, summary = '') =>
  fingerprint({ title, summary, language, publisherName: '' })

test('a part that is no word of the title weighs less, and the terms of other languages are whole', () => {
  const title = 'Rentenpaket bringt Bahnverkehr in Gefahr'

  expect(printOf(title, 'de').titleTerms).toBe('rente paket*0.643 bring bahn*0.643 verke*0.643 in gefah')
  expect(printOf(title, 'nl').titleTerms).toBe('rente bring bahnv in gefah')
})

test('what the title says as a word of its own weighs as one', () => {
  expect(printOf('Streik der Fahrer: Warnstreik endet', 'de').titleTerms).toMatch(
    /^strei\*1\.\d+ der fahre warn\*0/,
  )
})

test('parts of a summary are terms too', () => {
  expect(printOf('Stillstand in Sachsen', 'de', 'Ein Lokführerstreik').summaryTerms).toBe('lok fuhre strei')
})

test('a title keeps its key, however its words are told apart', () => {
  const title = 'Rentenpaket der Koalition nimmt letzte Hürde'

  expect(printOf(title, 'de').titleKey).toBe(printOf(title, 'en').titleKey)
})
