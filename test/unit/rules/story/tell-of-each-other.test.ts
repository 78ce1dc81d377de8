import { expect, test } from 'vitest'
import { tellOfEachOther } from '../../../../src/rules/story/tell-of-each-other.ts'
import { report } from '../support/make.ts'

const first = report('Panda twins born at Berlin zoo', {
  summary: 'The cubs weigh about 150 grams each and are blind, keepers said on Friday.',
}).fingerprint

test.each([
  [
    true,
    'three things, of either title',
    'Double joy: panda gives birth in Berlin',
    'Her first twins came in 2017.',
  ],
  [false, 'two things', 'Panda keeps visitors waiting', 'Queues at Berlin gates grew before noon.'],
  [
    false,
    'things that no title names',
    'Otter pups found in Kent garden',
    'Cubs weigh 150 grams and are blind.',
  ],
])('%s for %s', (expected, _, title, summary) => {
  const other = report(title, { summary }).fingerprint

  expect(tellOfEachOther(first, other)).toBe(expected)
  expect(tellOfEachOther(other, first)).toBe(expected)
})

test('a name of two words is one thing', () => {
  const [one, other] = [
    report('Cape Town prepares marathon', { summary: 'Runners gather.' }),
    report('Harbour strike hits Cape Town', { summary: 'Ships wait; a marathon of talks began.' }),
  ]

  expect(tellOfEachOther(one.fingerprint, other.fingerprint)).toBe(false)
})
