import { describe, expect, test } from 'vitest'
import { didYouMean, editDistance, nearest } from '../../../src/config/did-you-mean.ts'
import { formatDuration, parseDuration, parseSize } from '../../../src/config/values.ts'

test.each([
  ['90s', 90_000],
  ['15m', 900_000],
  ['6h', 21_600_000],
  ['3d', 259_200_000],
  ['1.5h', 5_400_000],
  ['250ms', 250],
  [' 2 m ', 120_000],
  [0, 0],
  ['0', 0],
  ['15', undefined],
  [15, undefined],
  ['-5m', undefined],
  ['5 minutes', undefined],
  ['1e3s', undefined],
  ['99999999d', undefined],
  [null, undefined],
])('the duration %j is %j ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms)
})

test.each([
  ['2MB', 2_097_152],
  ['512kb', 524_288],
  ['1GB', 1_073_741_824],
  [1000, 1000],
  ['10 MB', 10_485_760],
  ['2M', undefined],
  ['much', undefined],
  [undefined, undefined],
])('the size %j is %j bytes', (text, bytes) => {
  expect(parseSize(text)).toBe(bytes)
})

test.each([
  [0, '0'],
  [250, '250ms'],
  [90_000, '90s'],
  [172_800_000, '2d'],
])('%d ms is written %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text)
})

describe('did you mean', () => {
  test.each([
    ['', '', 0],
    ['sports', 'sports', 0],
    ['sprots', 'sports', 1],
    ['sport', 'sports', 1],
    ['kitten', 'sitting', 3],
    ['', 'abc', 3],
  ])('%j and %j are %d slips apart', (a, b, slips) => {
    expect(editDistance(a, b)).toBe(slips)
  })

  test('the nearest known word is offered, ignoring case; a far one is not', () => {
    expect(nearest('sprots', ['world', 'sports', 'sport'])).toBe('sports')
    expect(nearest('URL', ['url'])).toBe('url')
    expect(nearest('military', ['sports', 'world'])).toBeUndefined()
    expect(didYouMean('wrld', ['world'])).toBe('; did you mean "world"?')
    expect(didYouMean('x', [])).toBe('')
  })
})
