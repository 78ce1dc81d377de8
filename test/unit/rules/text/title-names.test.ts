import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sameStory } from '../../../../src/rules/story/same-story.ts'
import { nameOthers, titleNames } from '../../../../src/rules/text/title-names.ts'
import { report } from '../support/make.ts'

test.each([
  ['en', 'Rescuers reach village near Grindavik after the storm', ['grind']],
  ['en', 'Ferry with 300 aground off Naxos: Passengers are safe', ['naxos']],
  ['en', 'Rescuers Reach Village Near Grindavik After the Storm', []],
  ['en', 'Grindavik evacuated overnight as volcano erupts', []],
  ['ru', 'Самолёт совершил аварийную посадку в Омске', ['омске']],
  ['es', 'Un incendio en una discoteca de Murcia deja trece muertos', ['murci']],
  ['de', 'Nach Zugunglück von Garmisch steht ein Mitarbeiter unter Verdacht', []],
  ['zh', '日本北海道近海发生地震', []],
  ['en', 'NASA and ESA sign pact', []],
  ['en', '', []],
])('%s %j names %j', (language, title, names) => {
  expect(titleNames(title, language)).toEqual(names)
})

test('two reports that name others are not of one event by the words of their trade', () => {
  const a = report('Injury rules striker Valcheck out of derby for weeks')
  const b = report('Injury rules striker Thwaitely out of derby for weeks', { publisher: 'Hill Post' })
  const both = report('Injury rules striker Valcheck out of derby against Umbari')

  expect(nameOthers(a.fingerprint, b.fingerprint)).toBe(true)
  expect(nameOthers(a.fingerprint, both.fingerprint)).toBe(false)
  expect(sameStory(a, b, { documentCount: 0, documentFrequency: [] }).same).toBe(false)
})

test('any string has at most six names', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      expect(titleNames(text, 'en').length).toBeLessThanOrEqual(6)
    }),
  )
})
