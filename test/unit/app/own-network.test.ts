import { expect, test } from 'vitest'
import { createOwnNetwork } from '../../../src/app/own-network.ts'

const SECOND = 1_000

function aNetwork() {
  let now = 1_000_000
  const said: unknown[] = []
  const up: number[] = []
  const network = createOwnNetwork({
    log: {
      info: (facts, message) => said.push(['info', facts, message]),
      warn: (facts, message) => said.push(['warn', facts, message]),
    },
    up: { set: (value) => up.push(value) },
    now: () => now,
  })
  const hear = (isReached: boolean, count: number) => {
    for (let n = 0; n < count; n++) network.hear({ site: `site${n}`, isReached })
  }
  return { network, said, up, hear, now: () => now, pass: (ms: number) => (now += ms) }
}

test('an outage is told once when it begins and once when it is over, in the log and as a number', () => {
  const { network, said, up, hear, pass } = aNetwork()

  hear(false, 40)
  pass(90 * SECOND)
  network.putOff()
  network.putOff()
  hear(true, 40)

  expect(said).toEqual([
    [
      'warn',
      { unreached_sites: 10 },
      'the network or resolver of this machine seems to be dead: polls count against no source',
    ],
    ['info', { lasted_ms: 90_000, polls_put_off: 2 }, 'the network of this machine works again'],
  ])
  expect(up).toEqual([1, 0, 1])
})

test('few are asked and leased while it lasts, all that are due little by little after it', () => {
  const { network, hear, pass } = aNetwork()
  const asked = () => Array.from({ length: 50 }, () => network.mayAsk()).filter(Boolean).length
  expect([asked(), network.mayClaim(500)]).toEqual([50, 500])

  hear(false, 10)

  expect([asked(), asked(), network.mayClaim(500), network.mayClaim(500)]).toEqual([3, 0, 3, 0])
  pass(5 * SECOND)
  expect([asked(), network.mayClaim(500)]).toEqual([3, 3])

  hear(true, 3)

  expect([asked(), network.mayClaim(20), network.mayClaim(500), network.mayClaim(500)]).toEqual([
    50, 20, 5, 0,
  ])
  pass(5 * SECOND)
  expect(network.mayClaim(500)).toBe(50)
  pass(300 * SECOND)
  expect(network.mayClaim(500)).toBe(500)
})

test('a poll that began before the network was back is one of the outage', () => {
  const { network, hear, now, pass } = aNetwork()
  expect(network.wasDown(now())).toBe(false)
  hear(false, 10)
  const begunAt = now()
  pass(5 * SECOND)

  hear(true, 3)
  pass(SECOND)

  expect(network.wasDown(begunAt)).toBe(true)
  expect(network.wasDown(now())).toBe(false)
})
