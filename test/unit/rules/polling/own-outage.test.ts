import { describe, expect, test } from 'vitest'
import {
  hearOfSite,
  nextTry,
  type OwnNetwork,
  rationOf,
  UNTRIED,
} from '../../../../src/rules/polling/own-outage.ts'

const NOW = Date.UTC(2026, 2, 4, 12)
const SECOND = 1_000
const MINUTE = 60 * SECOND

const sites = (count: number, from = 0) => Array.from({ length: count }, (_, n) => `site${from + n}`)
const repeated = (site: string, count: number) => Array.from({ length: count }, () => site)

/** One site a second. */
function hear(known: OwnNetwork, names: readonly string[], isReached: boolean, at = NOW): OwnNetwork {
  return names.reduce(
    (before, site, n) => hearOfSite(before, { site, isReached, at: at + n * SECOND }),
    known,
  )
}

describe('an outage of our own', () => {
  test('is that ten sites cannot be reached, one after the other, and none that can', () => {
    const nine = hear(UNTRIED, sites(9), false)

    expect(nine.isDown).toBe(false)
    expect(hear(nine, ['site9'], false, NOW + MINUTE)).toMatchObject({ isDown: true, since: NOW + MINUTE })
  })

  test('of a large fleet is seen after eighteen sites, however many had been well just before', () => {
    const well = hear(UNTRIED, sites(500), true)

    expect(hear(well, sites(17, 500), false).isDown).toBe(false)
    expect(hear(well, sites(18, 500), false).isDown).toBe(true)
  })

  test('is one too where a resolver still answers for one site in ten', () => {
    const cached = hear(hear(UNTRIED, sites(9), false), ['cached'], true)

    expect(hear(cached, ['site9'], false).isDown).toBe(true)
  })

  test.each([
    ['one site with fifty feeds', repeated('site0', 50), []],
    ['two sites that are down of two', [...repeated('a', 30), ...repeated('b', 30)], []],
    ['nine sites on one server that is down', sites(9), []],
    ['ten sites that are down of twelve', sites(10), sites(2, 10)],
    ['a hoster that takes half of all sites with it', sites(40), sites(40, 40)],
  ])('is none: %s', (_, down, well) => {
    let known: OwnNetwork = UNTRIED
    for (let n = 0; n < Math.max(down.length, well.length); n++) {
      known = hear(known, well.slice(n, n + 1), true, NOW + n * SECOND)
      known = hear(known, down.slice(n, n + 1), false, NOW + n * SECOND)
    }

    expect(known.isDown).toBe(false)
  })

  test('is none where sites went down hours apart', () => {
    const known = sites(30).reduce(
      (before, site, n) => hear(before, [site], false, NOW + n * 5 * MINUTE),
      UNTRIED,
    )

    expect(known.isDown).toBe(false)
  })

  test('lasts, whatever time passes, until three of the last five sites are reached', () => {
    const down = hear(UNTRIED, sites(12), false)
    const later = NOW + 600 * MINUTE
    const two = hear(hear(down, sites(2), true, later), sites(3, 2), false, later)

    expect(two.isDown).toBe(true)
    expect(hear(two, repeated('site0', 9), true, later).isDown).toBe(true)
    expect(hear(two, sites(3), true, later)).toMatchObject({ isDown: false, since: later + 2 * SECOND })
  })

  test('that was none, but ten sites on one server, does not begin again when others have been reached', () => {
    const taken = hear(UNTRIED, sites(10), false)
    const over = hear(taken, sites(3, 10), true)

    expect([taken.isDown, over.isDown]).toEqual([true, false])
    expect(hear(over, [...sites(10), ...sites(10)], false, NOW + MINUTE).isDown).toBe(false)
  })

  test('that is over needs as many sites to begin again', () => {
    const over = hear(hear(UNTRIED, sites(12), false), sites(3), true)

    expect(hear(over, sites(9), false).isDown).toBe(false)
    expect(hear(over, sites(10), false).isDown).toBe(true)
  })
})

describe('what may be begun', () => {
  const DOWN: OwnNetwork = { heard: [], isDown: true, since: NOW }
  const UP: OwnNetwork = { heard: [], isDown: false, since: NOW }

  test('is not rationed where the network has never been down', () => {
    expect(rationOf(UNTRIED, NOW)).toBeUndefined()
  })

  test('is a trickle while it is down, however long', () => {
    expect(rationOf(DOWN, NOW + 4_999)).toEqual({ from: NOW, most: 3 })
    expect(rationOf(DOWN, NOW + 600 * MINUTE)).toEqual({ from: NOW + 600 * MINUTE, most: 3 })
  })

  test('grows for five minutes once it is back, and then is not rationed', () => {
    expect([0, 5, 60, 299].map((s) => rationOf(UP, NOW + s * SECOND)?.most)).toEqual([25, 50, 325, 1500])
    expect(rationOf(UP, NOW + 5 * MINUTE)).toBeUndefined()
  })

  test('is no less on a clock that was set back', () => {
    expect(rationOf(UP, NOW - MINUTE)).toEqual({ from: NOW, most: 25 })
  })
})

test('the next try of a source is two to five minutes away, in whole milliseconds', () => {
  expect([0, 0.33333, 0.99999].map((chance) => nextTry(NOW, () => chance) - NOW)).toEqual([
    120_000, 179_999, 299_998,
  ])
})
