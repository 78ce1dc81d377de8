import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StoryProfile } from '../../../../src/model/index.ts'
import { unitVector, weightsOf } from '../../../../src/rules/story/similarity.ts'
import { growProfile, uniteProfiles, vectorOfProfile } from '../../../../src/rules/story/story-profile.ts'

const profileOf = (weights: Record<string, number>): StoryProfile => ({
  terms: Object.keys(weights).join(' '),
  weights: Object.values(weights),
})
const toldBy = ({ terms, weights }: StoryProfile) =>
  Object.fromEntries(terms.split(' ').map((term, at) => [term, weights[at]]))
const vector = (weights: Record<string, number>) => unitVector(Object.entries(weights))

describe('the profile of a story', () => {
  test('is what its entries have in common, heaviest first', () => {
    const profile = growProfile(undefined, [vector({ ferry: 3, isle: 4 }), vector({ ferry: 3, reef: 4 })])

    expect(profile).toEqual({ terms: 'ferry isle reef', weights: [120, 80, 80] })
  })

  test('keeps 32 terms, however many entries bring', () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`term${n}`, 100 + n]))

    const profile = toldBy(growProfile(profileOf({ ferry: 900 }), [vector(many)]))

    expect(Object.keys(profile)).toHaveLength(32)
    expect(profile.ferry).toBe(900)
    expect(profile.term99).toBeDefined()
    expect(profile.term0).toBeUndefined()
  })

  test('is the same whether its entries come one by one or together, as long as it holds all their terms', () => {
    const vectors = [vector({ ferry: 3, isle: 4 }), vector({ ferry: 5, reef: 12 }), vector({ isle: 1 })]

    const grown = vectors.reduce((profile, each) => growProfile(profile, [each]), growProfile(undefined, []))

    expect(grown).toEqual(growProfile(undefined, vectors))
  })

  test('takes a new term in place of the lightest, once that is outweighed', () => {
    const full = profileOf(Object.fromEntries(Array.from({ length: 32 }, (_, n) => [`term${n}`, 100 - n])))

    const grown = toldBy(growProfile(full, [vector({ ferry: 1 })]))
    const unmoved = toldBy(growProfile(full, [vector({ ferry: 60, reef: 1 })]))

    expect(grown).toMatchObject({ ferry: 100 })
    expect(grown.term31).toBeUndefined()
    expect(unmoved.reef).toBeUndefined()
  })

  test('has length 1 as a vector, whatever it sums', () => {
    const weights = weightsOf(vectorOfProfile(profileOf({ ferry: 300, reef: 400 })))

    expect(weights).toEqual([
      ['ferry', 0.6],
      ['reef', 0.8],
    ])
  })
})

test('a profile without a term, of entries that say nothing, is read as one', () => {
  const empty = profileOf({})
  const grown = { terms: 'ferry', weights: [100] }

  expect(growProfile(undefined, [])).toEqual(empty)
  expect(weightsOf(vectorOfProfile(empty))).toEqual([])
  expect(growProfile(empty, [vector({ ferry: 1 })])).toEqual(grown)
  expect(uniteProfiles(empty, grown)).toEqual(grown)
})

test('a profile of an older program, a weight by each term, is read as the same, and written as lists', () => {
  const older = { terms: 100, ferry: 300, reef: 400 }
  const now = profileOf(older)

  expect(weightsOf(vectorOfProfile(older))).toEqual(weightsOf(vectorOfProfile(now)))
  expect(growProfile(older, [vector({ isle: 1 })])).toEqual(growProfile(now, [vector({ isle: 1 })]))
  expect(uniteProfiles(older, profileOf({ reef: 1 }))).toEqual({
    terms: 'ferry reef terms',
    weights: [300, 401, 100],
  })
})

test('uniting profiles is commutative and associative', () => {
  const term = fc.stringMatching(/^[a-e搁浅#1]{1,3}$/)
  const profile = fc.option(
    fc
      .dictionary(term, fc.integer({ min: 0, max: 1e6 }), { maxKeys: 6 })
      .map((weights) => profileOf(weights)),
    { nil: undefined },
  )
  fc.assert(
    fc.property(profile, profile, profile, (a, b, c) => {
      expect(uniteProfiles(a, b)).toEqual(uniteProfiles(b, a))
      expect(uniteProfiles(uniteProfiles(a, b), c)).toEqual(uniteProfiles(a, uniteProfiles(b, c)))
    }),
  )
})
