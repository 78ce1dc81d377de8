import { expect, test } from 'vitest'
import { createSteadyClock } from '../../../src/app/steady-clock.ts'

const HOUR = 3_600_000
const START = Date.UTC(2026, 10, 30)

function aMachine({ server = 'right' }: { server?: 'right' | 'same machine' | 'away' } = {}) {
  let passed = 0
  let set = 0
  let sleptMs = 0
  let isBack = false
  const wall = () => START + passed + sleptMs + set
  const clock = createSteadyClock({ wall, monotonic: () => passed })
  const told: object[] = []
  clock.witness({
    serverNow: async () => {
      if (server === 'away' && !isBack) throw new Error('connect ECONNREFUSED')
      return server === 'right' ? START + passed + sleptMs : wall()
    },
    tell: (jump) => told.push(jump),
  })
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  return {
    now: () => clock.now() - START,
    told,
    settle,
    comeBack: () => (isBack = true),
    pass: (ms: number) => (passed += ms),
    set: (ms: number) => (set += ms),
    sleep: (ms: number) => (sleptMs += ms),
  }
}

test('small corrections are followed, however many there are', () => {
  const { now, pass, set, told } = aMachine()

  for (let minute = 0; minute < 60; minute++) {
    pass(60_000)
    set(1_500)
    now()
  }

  expect(now()).toBe(60 * 61_500)
  expect(told).toEqual([])
})

test.each([2 * HOUR, -2 * HOUR])(
  'a clock that jumps by %d ms away from that of Redis is mistrusted: time goes on, and it is said once',
  async (jumpedMs) => {
    const { now, pass, set, told, settle } = aMachine()
    pass(1_000)
    now()

    set(jumpedMs)
    expect(now()).toBe(1_000)
    await settle()
    pass(5_000)
    expect(now()).toBe(6_000)
    await settle()
    set(-jumpedMs)
    pass(1_000)

    expect(now()).toBe(7_000)
    expect(told).toEqual([
      { jumpedMs, verdict: 'mistrusted' },
      { jumpedMs, verdict: 'over' },
    ])
  },
)

test('a mistrusted clock that is set right little by little is one jump, and over at the end', async () => {
  const { now, pass, set, told, settle } = aMachine()
  const minute = 60_000
  set(minute)
  now()
  await settle()

  for (let ahead = minute; ahead > 0; ahead -= 500) {
    pass(6_000)
    set(-500)
    now()
    await settle()
  }

  expect(now()).toBe(120 * 6_000)
  expect(told).toEqual([
    { jumpedMs: minute, verdict: 'mistrusted' },
    { jumpedMs: minute, verdict: 'over' },
  ])
})

test('a machine that slept, or was wrong before, is followed as soon as Redis agrees', async () => {
  const { now, pass, sleep, told, settle } = aMachine()
  pass(1_000)

  sleep(8 * HOUR)
  expect(now()).toBe(1_000)
  await settle()

  expect(now()).toBe(8 * HOUR + 1_000)
  expect(told).toEqual([{ jumpedMs: 8 * HOUR, verdict: 'followed' }])
})

test('where Redis jumps with it, on the same machine, it is followed', async () => {
  const { now, set, settle } = aMachine({ server: 'same machine' })

  set(2 * HOUR)
  now()
  await settle()

  expect(now()).toBe(2 * HOUR)
})

test('while Redis is away time passes as it does, and it is asked again', async () => {
  const { now, set, pass, told, settle, comeBack } = aMachine({ server: 'away' })

  set(2 * HOUR)
  now()
  await settle()
  pass(1_000)

  expect(now()).toBe(1_000)
  expect(told).toEqual([])

  comeBack()
  pass(10_000)
  now()
  await settle()

  expect(now()).toBe(2 * HOUR + 11_000)
  expect(told).toEqual([{ jumpedMs: 2 * HOUR, verdict: 'followed' }])
})

test('while it is mistrusted, too, time is told in whole milliseconds', () => {
  const { now, pass, set } = aMachine()
  now()

  set(HOUR)
  pass(1_000.25)

  expect(now()).toBe(1_000)
})
