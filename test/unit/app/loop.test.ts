import { expect, test } from 'vitest'
import { loop } from '../../../src/app/loop.ts'

const LONG_MS = 3_600_000

test('a nudge ends the pause after a turn that found nothing', async () => {
  const nudges = new EventTarget()
  const stop = new AbortController()
  let turns = 0
  const looping = loop(
    async () => {
      turns++
      if (turns === 2) stop.abort()
      else setImmediate(() => nudges.dispatchEvent(new Event('nudge')))
      return false
    },
    { idleMs: LONG_MS, signal: stop.signal, onError: () => undefined, nudges },
  )

  await looping

  expect(turns).toBe(2)
})

test('a nudge that comes during a turn is not slept through', async () => {
  const nudges = new EventTarget()
  const stop = new AbortController()
  let turns = 0
  const looping = loop(
    async () => {
      turns++
      if (turns === 2) stop.abort()
      else nudges.dispatchEvent(new Event('nudge'))
      return false
    },
    { idleMs: LONG_MS, signal: stop.signal, onError: () => undefined, nudges },
  )

  await looping

  expect(turns).toBe(2)
})

test('a pause ends with the signal', async () => {
  const stop = new AbortController()
  let turns = 0
  const looping = loop(
    async () => {
      turns++
      setImmediate(() => stop.abort())
      return false
    },
    { idleMs: LONG_MS, signal: stop.signal, onError: () => undefined },
  )

  await looping

  expect(turns).toBe(1)
})
