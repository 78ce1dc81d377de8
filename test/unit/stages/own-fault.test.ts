import { describe, expect, test } from 'vitest'
import type { SourceState } from '../../../src/model/index.ts'
import { politenessGroup } from '../../../src/rules/polling/politeness-group.ts'
import type { Answered } from '../../../src/stages/ask-source.ts'
import { isOwnFault, type NetworkDeps, putOffPoll, tellNetwork } from '../../../src/stages/own-fault.ts'
import { aLease, aSource, aState, HOUR, MINUTE, NOW } from './given.ts'

const WELL: Partial<SourceState> = { lastSucceededAt: NOW - HOUR, failureCount: 0 }
const SENT = { method: 'GET', url: 'https://paper.com/rss', headers: {} }

function failed(outcome: SourceState['lastOutcome'] & string, more: Partial<Answered> = {}): Answered {
  const answer = { kind: 'failed', outcome, message: 'GET https://paper.com/rss failed' } as const
  return { kind: 'asked', startedAt: NOW, answer, exchanges: [SENT], hasLeft: false, wireBytes: 0, ...more }
}

/** What is heard of the network, and whose fault it is, while the network is down. */
function judge(asked: Answered, { url = 'https://paper.com/rss', state = WELL, isDown = true } = {}) {
  const heard: boolean[] = []
  const network: NetworkDeps = {
    hear: ({ isReached }) => heard.push(isReached),
    wasDown: () => isDown,
    mayAsk: () => true,
    putOff: () => undefined,
  }
  const record = { source: aSource('s1', { url }), state: aState(state) }
  tellNetwork(network, record, { groupOf: politenessGroup }, asked)
  return { isOwn: isOwnFault(network, asked), heard }
}

describe('while our own network is down', () => {
  test.each(['dns', 'timeout', 'failed'] as const)(
    'a poll that nobody heard of is its fault: %s',
    (outcome) => {
      expect(judge(failed(outcome))).toEqual({ isOwn: true, heard: [false] })
    },
  )

  test.each([
    ['a request that has left and was not answered', failed('timeout', { hasLeft: true })],
    ['a certificate that is not trusted', failed('tls')],
    ['an address that is refused', failed('blocked')],
  ])('the source is at fault, and nothing is said of the network: %s', (_, asked) => {
    expect(judge(asked)).toEqual({ isOwn: false, heard: [] })
  })

  test.each([
    ['a 503', failed('failed', { hasLeft: true, exchanges: [{ ...SENT, statusCode: 503 }] })],
    [
      'a redirect to where nobody is',
      failed('dns', { hasLeft: true, exchanges: [{ ...SENT, statusCode: 302 }, SENT] }),
    ],
  ])('the source is at fault, and its site was reached: %s', (_, asked) => {
    expect(judge(asked)).toEqual({ isOwn: false, heard: [true] })
  })

  test('a source that failed before, or has never been polled, says nothing, and is not blamed', () => {
    for (const state of [{ ...WELL, failureCount: 4 }, { failureCount: 0 }])
      expect(judge(failed('dns'), { state })).toEqual({ isOwn: true, heard: [] })
  })

  test('a neighbour says nothing of the way outside, whether it is reached or not', () => {
    const url = 'http://192.168.1.5:1200/rss'
    const reached = failed('failed', { hasLeft: true, exchanges: [{ ...SENT, statusCode: 500 }] })

    expect(judge(reached, { url })).toEqual({ isOwn: false, heard: [] })
    expect(judge(failed('failed'), { url })).toEqual({ isOwn: true, heard: [] })
  })
})

test('with a network that is well each failure is the source’s own, and is heard of', () => {
  expect(judge(failed('dns'), { isDown: false })).toEqual({ isOwn: false, heard: [false] })
})

test('what is put off is no poll: nothing but its next time changes, which keeps to the feed’s skipHours', async () => {
  const state = aState({ ...WELL, lastPolledAt: NOW - HOUR, turnAt: NOW })
  const { turnAt: _, ...kept } = state
  const finished: object[] = []
  const deps = {
    finishPoll: async (__: unknown, result: object) => {
      finished.push(result)
      return 'finished' as const
    },
    now: () => NOW,
    random: () => 0.5,
  }
  const hour = new Date(NOW).getUTCHours()
  const hints = { skipHours: [hour] }

  await putOffPoll(deps, aLease(), { source: aSource(), state })
  await putOffPoll(deps, aLease(), { source: aSource(), state: { ...state, hints } })

  const at = NOW + 3.5 * MINUTE
  expect(finished[0]).toMatchObject({
    nextPollAt: at,
    state: { ...kept, nextPollAt: at, nextPollReason: 'own network is down, again in 210 s' },
  })
  expect(finished[0]).not.toHaveProperty('state.turnAt')
  expect(finished[1]).toMatchObject({
    nextPollAt: (Math.floor(NOW / HOUR) + 1) * HOUR + 3.5 * MINUTE,
    state: { nextPollReason: expect.stringContaining('skipHours') },
  })
})
