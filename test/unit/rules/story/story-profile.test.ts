import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { unitVector, weightsOf } from '../../../../src/rules/story/similarity.ts'
import { growProfile, uniteProfiles, vectorOfProfile } from '../../../../src/rules/story/story-profile.ts'

const vector = (weights: Record<string, number>) => unitVector(Object.entries(weights))

describe('the profile of a story', () => {
  test('is what its entries have in common, heaviest first', () => {
    const profile = growProfile(undefined, [vector({ ferry: 3, isle: 4 }), vector({ ferry: 3, reef: 4 })])

    expect(Object.entries(profile)).toEqual([
      ['ferry', 120],
      ['isle', 80],
      ['reef', 80],
    ])
  })

  test('keeps 32 terms, however many entries bring', () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`term${n}`, 100 + n]))

    const profile = growProfile({ ferry: 900 }, [vector(many)])

    expect(Object.keys(profile)).toHaveLength(32)
    expect(profile.ferry).toBe(900)
    expect(profile.term99).toBeDefined()
    expect(profile.term0).toBeUndefined()
  })

  test('is the same whether its entries come one by one or together, as long as it holds all their terms', () => {
    const vectors = [vector({ ferry: 3, isle: 4 }), vector({ ferry: 5, reef: 12 }), vector({ isle: 1 })]

    const grown = vectors.reduce((profile, each) => growProfile(profile, [each]), growProfile(undefined, []))

    expect(Object.entries(grown)).toEqual(Object.entries(growProfile(undefined, vectors)))
  })

  test('takes a new term in place of the lightest, once that is outweighed', () => {
    const full = Object.fromEntries(Array.from({ length: 32 }, (_, n) => [`term${n}`, 100 - n]))

    const grown = growProfile(full, [vector({ ferry: 1 })])
    const unmoved = growProfile(full, [vector({ ferry: 60, reef: 1 })])

    expect(grown).toMatchObject({ ferry: 100 })
    expect(grown.term31).toBeUndefined()
    expect(unmoved.reef).toBeUndefined()
  })

  test('has length 1 as a vector, whatever it sums', () => {
    const weights = weightsOf(vectorOfProfile({ ferry: 300, reef: 400 }))

    expect(weights).toEqual([
      ['ferry', 0.6],
      ['reef', 0.8],
    ])
  })
})

test('uniting profiles is commutative and associative', () => {
  const profile = fc.option(
    fc.dictionary(fc.string({ maxLength: 3 }), fc.integer({ min: 0, max: 1e6 }), { maxKeys: 6 }),
    {
      nil: undefined,
    },
  )
  fc.assert(
    fc.property(profile, profile, profile, (a, b, c) => {
      expect(uniteProfiles(a, b)).toEqual(uniteProfiles(b, a))
      expect(uniteProfiles(uniteProfiles(a, b), c)).toEqual(uniteProfiles(a, uniteProfiles(b, c)))
    }),
  )
})
