import { describe, expect, inject, test } from 'vitest'
import type { ViolationKind } from '../../../src/model/index.ts'
import { type Simulation, simulate } from '../../support/judge/simulate.ts'
import { uniquePrefix } from '../../support/redis.ts'

const run = (more: Partial<Parameters<typeof simulate>[0]> = {}) =>
  simulate({ redisUrl: inject('redisUrl'), prefix: uniquePrefix('week'), sources: 63, hours: 48, ...more })

function differences({ judged }: Simulation) {
  return judged
    .filter(({ own, verdict }) => Math.abs(own - verdict.score) > 0.01)
    .map(({ kind, own, verdict }) => ({ kind, own, ...verdict }))
}

// Side by side: each simulation has a clock, publishers and keys of its own, and waits half of its time.
describe.concurrent('two days with publishers of all sorts', () => {
  test('the program is polite, by its own ledger and by the publishers’ log alike', async () => {
    const simulation = await run()

    expect(differences(simulation)).toEqual([])
    expect(simulation.judged.filter(({ verdict }) => verdict.score < 95)).toEqual([])
    expect(simulation.report.passed).toBe(true)
    expect(simulation.report.totals.polls).toBe(
      simulation.judged.reduce((sum, { verdict }) => sum + verdict.polls, 0),
    )
    expect(simulation.report.totals.savedBytes).toBeGreaterThan(simulation.report.totals.wireBytes / 2)
  })
})

test.concurrent('workers that are killed in the middle of batches ask nobody twice, and what they took with them is all that is held against them', async () => {
  const { report, judged, killed, unheard } = await run({ hours: 24, killEvery: 20 })

  expect(killed).toBeGreaterThan(50)
  expect(report.totals.lost).toBeGreaterThanOrEqual(killed / 2)
  expect(report.score).toBe(100)
  expect(judged.filter(({ heard }) => heard.score < 100)).toEqual([])
  // A validator that came with an answer nobody heard cannot be sent back: the one of the answer before goes instead.
  const offences = judged.flatMap(({ verdict }) => Object.entries(verdict.offences))
  expect(new Set(offences.map(([kind]) => kind))).toEqual(new Set(['latched']))
  expect(offences.reduce((sum, [, count]) => sum + count, 0)).toBeLessThanOrEqual(2 * unheard)
})

describe.concurrent('a rude reader is found out by both', () => {
  const third = () => {
    let count = 0
    return () => ++count % 3 === 0
  }
  const isSpoiled = third()

  const spoilings: [string, ViolationKind, Partial<Parameters<typeof simulate>[0]>][] = [
    [
      'that forgets validators now and then',
      'unconditional',
      {
        spoil: ({ validators, ...rest }) => ({ ...rest, ...(!isSpoiled() && validators && { validators }) }),
      },
    ],
    [
      'that takes the quotes off',
      'mangled',
      {
        spoil: ({ validators, ...rest }) => ({
          ...rest,
          ...(validators && {
            validators: { ...validators, etag: validators.etag?.replaceAll('"', '') ?? 'x' },
          }),
        }),
      },
    ],
    [
      'that sends a referrer',
      'noise',
      {
        spoil: (request) => ({
          ...request,
          headers: { ...request.headers, referer: 'http://desk.example/' },
        }),
      },
    ],
    ['that asks a host for all of its feeds at once', 'crowded', { stampede: 50, sources: 20 }],
    [
      'that asks a host about more feeds in a minute than it may',
      'hurried',
      { stampede: 50, sources: 20, intervals: { perHost: 50, perHostMinute: 1 } },
    ],
    ['that adds something to each address', 'noise', { spoil: (r) => ({ ...r, url: `${r.url}?_=1` }) }],
    [
      'that is in a hurry',
      'early',
      { intervals: { minIntervalMs: 90_000, defaultIntervalMs: 90_000, maxIntervalMs: 90_000 }, hours: 3 },
    ],
  ]
  test.each(spoilings)('%s', async (_, kind, more) => {
    const simulation = await run({ sources: 21, hours: 12, ...more })

    expect(differences(simulation)).toEqual([])
    expect(simulation.report.totals.violations[kind]).toBeGreaterThan(50)
    expect(simulation.report.passed).toBe(false)
  })
})
