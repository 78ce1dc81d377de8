import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { unitVector, weightsOf } from '../../../src/rules/similarity.ts'
import { growProfile, uniteProfiles, vectorOfProfile } from '../../../src/rules/story-profile.ts'

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
