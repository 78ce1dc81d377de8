import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cosine, wantsOpinion, withOpinion } from '../../../../src/rules/story/second-opinion.ts'

const doubtful = { linked: false, score: 1, isDoubtful: true, reason: 'both have world:macron; 1.00 of 1.2' }
const weak = { ...doubtful, linked: true, score: 1.3 }
const LIMITS = { raise: 0.8, veto: 0.3 }

describe('a second opinion', () => {
  test('links a doubtful pair from the limit on, and says what it goes by', () => {
    expect(withOpinion(doubtful, 0.8, LIMITS)).toMatchObject({
      linked: true,
      reason: 'both have world:macron; 1.00 of 1.2; the model finds 0.80, at least 0.8',
    })
    expect(withOpinion(doubtful, 0.79, LIMITS)).toBe(doubtful)
  })

  test('parts a doubtful pair under the other limit', () => {
    expect(withOpinion(weak, 0.29, LIMITS)).toMatchObject({
      linked: false,
      reason: expect.stringContaining('the model finds 0.29, under 0.3'),
    })
    expect(withOpinion(weak, 0.3, LIMITS)).toBe(weak)
  })

  test.each([
    ['the model is silent', doubtful, undefined, LIMITS],
    ['the evidence leaves no doubt for it', { ...weak, isDoubtful: false }, -1, LIMITS],
    ['… nor against it', { ...doubtful, isDoubtful: false }, 1, LIMITS],
    ['nobody said from when on to link', doubtful, 1, { veto: 0.3 }],
    ['nobody said under what not to', weak, -1, { raise: 0.8 }],
  ])('changes nothing where %s', (_, verdict, likeness, limits) => {
    expect(withOpinion(verdict, likeness, limits)).toBe(verdict)
  })

  test('is wanted exactly where it could change something', () => {
    expect(wantsOpinion(doubtful, { veto: 0.3 })).toBe(false)
    expect(wantsOpinion(weak, { veto: 0.3 })).toBe(true)
    expect(wantsOpinion({ ...doubtful, isDoubtful: false }, LIMITS)).toBe(false)
  })
})

test('the cosine of vectors is symmetric, within one, and none where there is no direction', () => {
  const vector = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e3, max: 1e3 }), {
    minLength: 3,
    maxLength: 3,
  })
  fc.assert(
    fc.property(vector, vector, (a, b) => {
      const there = cosine(Float32Array.from(a), Float32Array.from(b))
      expect(there).toBe(cosine(Float32Array.from(b), Float32Array.from(a)))
      if (there !== undefined) expect(Math.abs(there)).toBeLessThanOrEqual(1 + 1e-9)
    }),
  )
  expect(cosine(new Float32Array(3), Float32Array.of(1, 0, 0))).toBeUndefined()
  expect(cosine(Float32Array.of(2, 0, 0), Float32Array.of(4, 0, 0))).toBe(1)
})
