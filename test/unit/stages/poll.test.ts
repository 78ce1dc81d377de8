import { describe, expect, test, vi } from 'vitest'
import { TidewireError } from '../../../src/model/errors.ts'
import type {
  Event,
  JournalRow,
  PackedEntry,
  ParsedEntry,
  Source,
  SourceState,
  SourceStatus,
} from '../../../src/model/index.ts'
import { sourceId } from '../../../src/rules/ids.ts'
import { readLedger } from '../../../src/rules/polling/pack-ledger.ts'
import { uniteSources } from '../../../src/rules/polling/unite-sources.ts'
import type { FeedAnswer } from '../../../src/stages/feed-answer.ts'
import { createPermits } from '../../../src/stages/permits.ts'
import { createPoll, type PollDeps, type PollReport } from '../../../src/stages/poll.ts'
import {
  aFeed,
  aLease,
  anItem,
  aSource,
  aState,
  DAY,
  HOUR,
  MINUTE,
  NEVER,
  NOW,
  reads,
  SECOND,
} from './given.ts'

const VALIDATORS = { url: 'https://s1.example/feed.xml', etag: 'W/"1"', lastModified: 'Sun, 01 Mar 2026' }
const LIMITS = {
  minIntervalMs: 10 * MINUTE,
  defaultIntervalMs: 30 * MINUTE,
  unconditionalIntervalMs: 2 * HOUR,
  maxIntervalMs: DAY,
}

const CHANGED: FeedAnswer & { kind: 'changed' } = {
  kind: 'changed',
  url: 'https://s1.example/feed.xml',
  body: new TextEncoder().encode('<rss/>'),
  bodyHash: 'hash-2',
  hints: {},
  statusCode: 200,
  wireBytes: 6,
}
const NOT_MODIFIED: FeedAnswer = { kind: 'not_modified', hints: {}, statusCode: 304, wireBytes: 0 }

function failed(statusCode: number, outcome: SourceState['lastOutcome'] & string, more = {}): FeedAnswer {
  return { kind: 'failed', outcome, statusCode, message: `answered ${statusCode}`, ...more } as FeedAnswer
}

/** A poll whose surroundings write down what is asked of them, in order. */
function aPoll(given: {
  sources?: { source: Source; state?: SourceState }[]
  answer?: FeedAnswer | ((url: string) => FeedAnswer | Promise<FeedAnswer>)
  /** The request leaves before it is answered. */
  isSent?: boolean
  /** What earlier runs of the batch have noted and written down. */
  begunBefore?: number
  written?: { sourceId: string; at: number }[]
  deps?: Partial<PollDeps>
}) {
  const records = new Map(
    (given.sources ?? [{ source: aSource() }]).map(({ source, state }) => [
      source.id,
      { source, state: state ?? aState() },
    ]),
  )
  const steps: string[] = []
  const seen = {
    steps,
    requests: [] as Parameters<PollDeps['fetchFeed']>[0][],
    finished: [] as {
      sourceId: string
      state: SourceState
      status?: SourceStatus
      nextPollAt: number
      address?: string
    }[],
    events: [] as Event[],
    reports: [] as PollReport[],
    clustered: [] as string[],
    released: [] as string[],
    moves: [] as [string, string][],
    left: [] as string[],
    merged: [] as { sourceId: string; from: string; into: string; state: SourceState }[],
    rows: [] as JournalRow[],
    begun: { run: 1, count: given.begunBefore ?? 0, notes: 0 },
  }
  const { answer = CHANGED } = given
  const poll = createPoll({
    loadSources: async (ids) => ids.map((id) => records.get(id)),
    async fetchFeed(request) {
      const { onSent, ...asked } = request
      seen.requests.push(asked)
      if (given.isSent) {
        onSent?.({ method: 'GET', url: request.url, headers: { 'if-none-match': '"1"' } })
      }
      return typeof answer === 'function' ? answer(request.url) : answer
    },
    read: reads(async () => aFeed([anItem(1), anItem(2)])),
    async admit(entries) {
      steps.push('admit')
      return entries.map(() => ({ outcome: 'stored', waits: true }))
    },
    async enqueueCluster(ids) {
      steps.push('enqueue')
      seen.clustered.push(...ids)
    },
    async finishPoll(lease, result) {
      steps.push('finish')
      seen.finished.push({ sourceId: lease.sourceId, ...result })
      return 'finished'
    },
    witness: async () => 'witness-1',
    paces: given.deps?.paces ?? {
      load: async (ids) => ids.map(() => undefined),
      update: async (_, decide) => decide(undefined),
    },
    async releaseSources(leases) {
      seen.released.push(...leases.map((lease) => lease.sourceId))
    },
    async appendEvents(events) {
      seen.events.push(...events)
    },
    keepJournal: async (rows) => seen.rows.push(...rows),
    async *journalSince() {
      yield* given.written ?? []
    },
    begun: {
      async note(_, { run, count }) {
        const { begun } = seen
        begun.notes += 1
        if (begun.run > run) return -1
        begun.run = run
        begun.count = Math.max(begun.count, count)
        return begun.count
      },
    },
    report: (line) => seen.reports.push(line),
    async moved(source, address) {
      steps.push('moved')
      seen.moves.push([source.id, address])
    },
    sourceAt: async (url) => records.get(sourceId(url)),
    async left(_, address) {
      seen.left.push(address)
    },
    async merge(lease, { source, targetId, result }) {
      steps.push('merge')
      seen.merged.push({ sourceId: lease.sourceId, from: source.id, into: targetId, state: result.state })
      return 'merged'
    },
    moving: { adoptAfterMs: 7 * DAY },
    refreshAfterMs: 7 * DAY,
    now: () => NOW,
    random: () => 0,
    schedule: LIMITS,
    admission: { announceOnFirstPoll: 20, windowMs: 3 * DAY, channels: [] },
    fetchTimeoutMs: 30 * SECOND,
    permits: createPermits(2),
    ...given.deps,
  })
  return { poll, ...seen }
}

function waitOf(finished: { nextPollAt: number } | undefined): number {
  return (finished?.nextPollAt ?? Number.NaN) - NOW
}

test('a poll that an operator asked for stands in the journal as such', async () => {
  const state = aState({ lastPolledAt: NOW - 5 * SECOND, nextPollAt: NOW + HOUR, nextPollReason: 'ttl' })
  const { poll, rows } = aPoll({ sources: [{ source: aSource(), state }], answer: NOT_MODIFIED })

  await poll([{ ...aLease(), dueAt: NOW - 0.5 }], NEVER)

  expect(rows).toMatchObject([{ cause: 'operator', why: 'asked for by an operator', violations: [] }])
})

test('a poll ahead of its plan that nobody asked for is a violation', async () => {
  const state = aState({ lastPolledAt: NOW - 5 * SECOND, nextPollAt: NOW + HOUR, nextPollReason: 'ttl' })
  const { poll, rows, reports } = aPoll({ sources: [{ source: aSource(), state }], answer: NOT_MODIFIED })

  await poll([{ ...aLease(), dueAt: NOW }], NEVER)

  expect(rows[0]?.violations.map(({ kind }) => kind)).toEqual(['double'])
  expect(reports[0]?.violations).toEqual(rows[0]?.violations)
})

test('what a source writes around its titles is learned, kept, and left out of what is compared, not of what is shown', async () => {
  const subjects = ['ferry', 'reform', 'rate', 'wildfire', 'derby', 'harbour', 'plant', 'volcano']
  const marked = subjects.map((subject, n) =>
    anItem(n, { title: `All about the ${subject} of today | Wave` }),
  )
  let admitted: readonly PackedEntry[] = []
  const polled = async (items: readonly ParsedEntry[], state = aState({ lastSucceededAt: NOW - HOUR })) => {
    const { poll, finished } = aPoll({
      sources: [{ source: aSource(), state }],
      deps: {
        read: reads(async () => aFeed(items)),
        async admit(entries) {
          admitted = entries
          return entries.map(() => ({ outcome: 'known', waits: false }))
        },
      },
    })
    await poll([aLease()], NEVER)
    return finished[0]?.state
  }

  const learned = await polled(marked)
  const kept = await polled([anItem(9, { title: 'Storm warning for the coast | Wave' })], {
    ...learned,
    ...aState({ lastPolledAt: NOW - HOUR }),
  })

  expect(learned?.titleMarks).toEqual({ before: [], after: ['wave'] })
  expect(kept?.titleMarks).toEqual(learned?.titleMarks)
  expect(JSON.parse(admitted[0]?.json ?? '')).toMatchObject({
    title: 'Storm warning for the coast | Wave',
    heading: 'Storm warning for the coast',
  })
})

describe('a conditional GET', () => {
  test('a 304 leaves the entries untouched and asks again later', async () => {
    const state = aState({
      validators: VALIDATORS,
      bodyHash: 'hash-1',
      failureCount: 2,
      lastError: 'was away',
    })
    const { poll, steps, requests, finished } = aPoll({
      sources: [{ source: aSource(), state }],
      answer: NOT_MODIFIED,
    })

    const polled = await poll([aLease()], NEVER)

    expect(polled).toBe(1)
    expect(requests).toEqual([{ url: aSource().url, validators: VALIDATORS, bodyHash: 'hash-1' }])
    expect(steps).toEqual(['finish'])
    expect(finished[0]?.state).toMatchObject({
      validators: VALIDATORS,
      bodyHash: 'hash-1',
      lastOutcome: 'not_modified',
      lastSucceededAt: NOW,
      failureCount: 0,
      pollCount: 1,
      notModifiedCount: 1,
    })
    expect(finished[0]?.state).not.toHaveProperty('lastError')
    expect(waitOf(finished[0])).toBe(30 * MINUTE - SECOND)
  })

  test('a 304 that carries a new ETag has it stored', async () => {
    const fresh = { ...VALIDATORS, etag: 'W/"2"' }
    const { poll, finished } = aPoll({
      sources: [{ source: aSource(), state: aState({ validators: VALIDATORS }) }],
      answer: { ...NOT_MODIFIED, validators: fresh } as FeedAnswer,
    })

    await poll([aLease()], NEVER)

    expect(finished[0]?.state.validators).toEqual(fresh)
  })

  test.each([
    ['a new ETag beside the old Last-Modified', { ...VALIDATORS, etag: '"third"' }],
    ['only a Last-Modified', { url: VALIDATORS.url, lastModified: 'Mon, 02 Mar 2026' }],
    ['none at all', undefined],
  ])('a 200 with %s replaces all that was stored', async (_, validators) => {
    const { poll, finished } = aPoll({
      sources: [{ source: aSource(), state: aState({ validators: VALIDATORS }) }],
      answer: { ...CHANGED, ...(validators && { validators }) },
    })

    await poll([aLease()], NEVER)

    expect(finished[0]?.state.validators).toEqual(validators)
  })

  test('identical bytes with new validators are not parsed, and the validators are stored', async () => {
    const fresh = { ...VALIDATORS, etag: '"2"' }
    const { body: _, ...withoutBody } = CHANGED
    const { poll, steps, finished, events } = aPoll({
      sources: [{ source: aSource(), state: aState({ validators: VALIDATORS, bodyHash: 'hash-2' }) }],
      answer: { ...withoutBody, kind: 'unchanged', validators: fresh },
      deps: { read: () => Promise.reject(new Error('must not be called')) },
    })

    await poll([aLease()], NEVER)

    expect(steps).toEqual(['finish'])
    expect(finished[0]?.state).toMatchObject({ lastOutcome: 'unchanged', validators: fresh })
    expect(events).toEqual([])
  })

  test('validators are stored last: after the entries and the jobs that place them', async () => {
    const { poll, steps, finished } = aPoll({ answer: { ...CHANGED, validators: VALIDATORS } })

    await poll([aLease()], NEVER)

    expect(steps).toEqual(['admit', 'enqueue', 'finish'])
    expect(finished[0]?.state).toMatchObject({ validators: VALIDATORS, bodyHash: 'hash-2' })
  })

  test.each(['admit', 'enqueueCluster'] as const)('a crash in %s stores no validators', async (step) => {
    const { poll, finished } = aPoll({
      answer: { ...CHANGED, validators: VALIDATORS },
      deps: { [step]: () => Promise.reject(new Error('Redis is away')) },
    })

    const run = poll([aLease()], NEVER)

    await expect(run).rejects.toThrow('Redis is away')
    expect(finished).toEqual([])
  })

  test('entries that Redis has lost since are not hidden: the poll ends as lost, the old validators stay', async () => {
    const old = { ...VALIDATORS, etag: '"old"' }
    const state = aState({ validators: old, lastSucceededAt: NOW - HOUR })
    const saves: Parameters<PollDeps['finishPoll']>[1][] = []
    const { poll, rows, reports, steps } = aPoll({
      sources: [{ source: aSource(), state }],
      answer: { ...CHANGED, validators: VALIDATORS },
      deps: {
        async finishPoll(_, result) {
          saves.push(result)
          return result.witness === undefined ? 'finished' : 'unfounded'
        },
        async witness() {
          steps.push('witness')
          return 'lost'
        },
      },
    })

    await poll([aLease()], NEVER)

    expect(steps).toEqual(['admit', 'enqueue', 'witness'])
    expect(saves.map(({ witness }) => witness)).toEqual(['lost', undefined])
    expect(saves[1]?.state.validators).toEqual(old)
    expect(rows.map(({ outcome }) => outcome)).toEqual(['lost'])
    expect(reports).toEqual([])
  })

  test('a poll that stored nothing needs no witness', async () => {
    const { poll, finished } = aPoll({
      answer: { ...CHANGED, validators: VALIDATORS },
      deps: {
        admit: async (entries) => entries.map(() => ({ outcome: 'known', waits: false })),
        witness: () => Promise.reject(new Error('nobody asks')),
      },
    })

    await poll([aLease()], NEVER)

    expect(finished[0]?.state).toMatchObject({ validators: VALIDATORS })
  })

  test('a document that cannot be parsed leaves the old validators, so that its body comes again', async () => {
    const state = aState({ validators: VALIDATORS, bodyHash: 'hash-1', lastSucceededAt: NOW - HOUR })
    const { poll, finished, steps } = aPoll({
      sources: [{ source: aSource(), state }],
      answer: { ...CHANGED, validators: { ...VALIDATORS, etag: '"broken"' } },
      deps: {
        read: () =>
          Promise.reject(new TidewireError('parse_xml', 'the document is cut off', { retry: 'later' })),
      },
    })

    await poll([aLease()], NEVER)

    expect(steps).toEqual(['finish'])
    expect(finished[0]?.state).toMatchObject({
      validators: VALIDATORS,
      bodyHash: 'hash-1',
      lastOutcome: 'not_a_feed',
      lastError: 'the document is cut off',
      failureCount: 1,
    })
    expect(waitOf(finished[0])).toBeGreaterThanOrEqual(LIMITS.minIntervalMs)
  })

  test('hints of a document outlive the 304s after it', async () => {
    const { poll, finished } = aPoll({
      sources: [{ source: aSource(), state: aState({ hints: { ttlMs: 2 * HOUR } }) }],
      answer: NOT_MODIFIED,
    })

    await poll([aLease()], NEVER)

    expect(finished[0]?.state.hints).toEqual({ ttlMs: 2 * HOUR })
    expect(waitOf(finished[0])).toBe(2 * HOUR)
  })
})

describe('a failing source', () => {
  const tooLarge = { kind: 'failed', outcome: 'too_large', message: 'more than 10 MB' } as const

  test.each([
    ['a body that is too large', tooLarge as FeedAnswer, 'too_large'],
    ['an empty body', failed(200, 'not_a_feed'), 'not_a_feed'],
    ['a 404', failed(404, 'not_found'), 'not_found'],
    ['a 500', failed(500, 'failed'), 'failed'],
  ])('%s is remembered and pushes the next poll back', async (_, answer, outcome) => {
    const state = aState({ validators: VALIDATORS, failureCount: 3, lastSucceededAt: NOW - DAY })
    const { poll, finished } = aPoll({ sources: [{ source: aSource(), state }], answer })

    await poll([aLease()], NEVER)

    expect(finished[0]).not.toHaveProperty('status')
    expect(finished[0]?.state).toMatchObject({
      lastOutcome: outcome,
      failureCount: 4,
      validators: VALIDATORS,
      lastSucceededAt: NOW - DAY,
    })
    expect(waitOf(finished[0])).toBe((outcome === 'too_large' ? 12 : 1) * 8 * 30 * MINUTE - SECOND)
  })

  test('ten failures in a row never stop it, and one success makes it as good as new', async () => {
    let state = aState({ lastSucceededAt: NOW - 60 * DAY })
    const waits: number[] = []
    for (let n = 0; n < 10; n++) {
      const { poll, finished } = aPoll({
        sources: [{ source: aSource(), state }],
        answer: failed(500, 'failed'),
      })
      await poll([aLease()], NEVER)
      expect(finished[0]).not.toHaveProperty('status')
      // The next round starts after this one.
      state = { ...(finished[0]?.state ?? state), lastPolledAt: NOW - HOUR }
      waits.push(waitOf(finished[0]))
    }

    const { poll, finished } = aPoll({ sources: [{ source: aSource(), state }] })
    await poll([aLease()], NEVER)

    expect(Math.max(...waits)).toBeLessThanOrEqual(7 * DAY)
    expect(finished[0]?.state).toMatchObject({ failureCount: 0, lastOutcome: 'changed' })
    expect(waitOf(finished[0])).toBe(2 * HOUR - SECOND)
  })

  test('one 410 may be a mistake: it is a failure like others', async () => {
    const { poll, finished, events } = aPoll({ answer: failed(410, 'gone') })

    await poll([aLease()], NEVER)

    expect(finished[0]).not.toHaveProperty('status')
    expect(finished[0]?.state).toMatchObject({ lastOutcome: 'gone', failureCount: 1 })
    expect(waitOf(finished[0])).toBeLessThan(DAY)
    expect(events).toEqual([])
  })

  test('the second 410 in a row ends the polling and is told', async () => {
    const state = aState({ lastOutcome: 'gone', failureCount: 1, pollCount: 8 })
    const { poll, finished, events } = aPoll({
      sources: [{ source: aSource(), state }],
      answer: failed(410, 'gone'),
    })

    await poll([aLease()], NEVER)

    expect(finished[0]?.status).toBe('gone')
    expect(events).toHaveLength(1)
    expect(events[0]).toMatchObject({ type: 'source.gone', occurredAt: NOW })
    expect(JSON.parse(events[0]?.payload ?? '')).toMatchObject({
      data: { source: { id: 's1' }, outcome: 'gone' },
    })
  })

  test('a 404 between two 410s starts the count anew', async () => {
    const { poll, finished } = aPoll({
      sources: [{ source: aSource(), state: aState({ lastOutcome: 'not_found', failureCount: 2 }) }],
      answer: failed(410, 'gone'),
    })

    await poll([aLease()], NEVER)

    expect(finished[0]).not.toHaveProperty('status')
  })

  test('a 403 from a server that used to answer is a throttling, not a removal', async () => {
    const { poll, finished, events } = aPoll({
      sources: [{ source: aSource(), state: aState({ lastSucceededAt: NOW - HOUR, failureCount: 9 }) }],
      answer: failed(403, 'failed'),
    })

    await poll([aLease()], NEVER)

    expect(finished[0]?.state.lastOutcome).toBe('throttled')
    expect(waitOf(finished[0])).toBeLessThanOrEqual(DAY / 4)
    expect(events).toEqual([])
  })

  test('a 403 from a server that never answered is a failure', async () => {
    const { poll, finished } = aPoll({ answer: failed(403, 'failed') })

    await poll([aLease()], NEVER)

    expect(finished[0]?.state.lastOutcome).toBe('failed')
  })

  test('a Retry-After is waited out', async () => {
    const { poll, finished } = aPoll({ answer: failed(429, 'throttled', { retryAfterMs: 3 * HOUR }) })

    await poll([aLease()], NEVER)

    expect(waitOf(finished[0])).toBe(3 * HOUR)
  })

  test('three failures in a row are told, once for as long as they last', async () => {
    const ids: string[] = []
    for (const failureCount of [0, 1, 2, 3, 4]) {
      const { poll, events } = aPoll({
        sources: [{ source: aSource(), state: aState({ failureCount, lastSucceededAt: NOW - DAY }) }],
        answer: failed(500, 'failed'),
      })
      await poll([aLease()], NEVER)
      ids.push(...events.map(({ id }) => id))
    }

    // Named the same each time, so that the outbox takes it once.
    expect(ids).toHaveLength(3)
    expect(new Set(ids).size).toBe(1)
  })

  test.each(['failed', 'timeout', 'not_found', 'not_a_feed', 'too_large', 'dns', 'tls', 'blocked'] as const)(
    'a source that fails is told with its class: %s',
    async (outcome) => {
      const { poll, events } = aPoll({
        sources: [{ source: aSource(), state: aState({ failureCount: 2 }) }],
        answer: failed(500, outcome),
      })

      await poll([aLease()], NEVER)

      expect(events.map(({ payload }) => JSON.parse(payload))).toMatchObject([
        { type: 'source.failing', data: { outcome, reason: 'answered 500', failureCount: 3 } },
      ])
    },
  )

  test('a failing source is told of although its third failure was a throttling', async () => {
    const told: Event[] = []
    for (const [failureCount, statusCode] of [
      [2, 429],
      [3, 500],
    ] as const) {
      const { poll, events } = aPoll({
        sources: [{ source: aSource(), state: aState({ failureCount }) }],
        answer: failed(statusCode, statusCode === 429 ? 'throttled' : 'failed'),
      })
      await poll([aLease()], NEVER)
      told.push(...events)
    }

    expect(told.map(({ type }) => type)).toEqual(['source.failing'])
  })
})

test('what the headers say of a document is known to who reads it', async () => {
  const contexts: object[] = []
  const { poll } = aPoll({
    answer: { ...CHANGED, contentType: 'text/xml; charset=gbk', contentLanguage: 'zh-CN' },
    deps: {
      read: reads(async (_body, context) => {
        contexts.push(context)
        return aFeed([anItem(1)])
      }),
    },
  })

  await poll([aLease()], NEVER)

  expect(contexts).toEqual([
    {
      baseUrl: CHANGED.url,
      content: 'left_out',
      contentType: 'text/xml; charset=gbk',
      contentLanguage: 'zh-CN',
    },
  ])
})

describe('a batch', () => {
  const batch = ['a', 'b', 'c', 'd'].map((id) => ({ source: aSource(id) }))
  const leases = batch.map(({ source }) => aLease(source.id))

  test('one bad source does not stop the others', async () => {
    const { poll, finished } = aPoll({
      sources: batch,
      answer: (url) => (url.includes('//b.') ? failed(500, 'failed') : { ...CHANGED, url }),
      deps: {
        read: reads(async (_body, context) => {
          if (context.baseUrl?.includes('//c.')) throw new Error('the thread has died')
          return aFeed([anItem(1)])
        }),
      },
    })

    const polled = await poll(leases, NEVER)

    expect(polled).toBe(4)
    expect(new Map(finished.map(({ sourceId, state }) => [sourceId, state.lastOutcome]))).toEqual(
      new Map([
        ['a', 'changed'],
        ['b', 'failed'],
        ['c', 'failed'],
        ['d', 'changed'],
      ]),
    )
    expect(finished.find(({ sourceId }) => sourceId === 'c')?.state.lastError).toBe('the thread has died')
  })

  test('an error of ours with one source fails the job only after the others are done', async () => {
    const { poll, finished } = aPoll({
      sources: batch,
      deps: {
        async admit(entries) {
          if (JSON.parse(entries[0]?.json ?? '').sourceId === 'a') throw new Error('READONLY')
          return entries.map(() => ({ outcome: 'known', waits: false }))
        },
      },
    })

    const run = poll(leases, NEVER)

    await expect(run).rejects.toThrow('READONLY')
    expect(finished.map(({ sourceId }) => sourceId).sort()).toEqual(['b', 'c', 'd'])
  })

  test('a poll that could not be saved stands in the journal once, as the next run ends it', async () => {
    let isAway = true
    const desk = aPoll({
      sources: [{ source: aSource('a') }, { source: aSource('b') }],
      deps: {
        async finishPoll({ sourceId }) {
          if (isAway && sourceId === 'a') throw new Error('READONLY')
          return 'finished'
        },
      },
    })
    const leases = [aLease('a'), aLease('b')]

    await expect(desk.poll(leases, NEVER)).rejects.toThrow('READONLY')
    isAway = false
    await desk.poll(leases.slice(0, 1), NEVER, 2)

    expect(desk.rows.map(({ sourceId, outcome }) => [sourceId, outcome])).toEqual([
      ['b', 'changed'],
      ['a', 'lost'],
    ])
  })

  test('a job that runs again passes over what its first run finished', async () => {
    const { poll, requests } = aPoll({
      sources: batch.map(({ source }) => ({
        source,
        state: source.id === 'd' ? aState() : aState({ lastPolledAt: NOW }),
      })),
    })

    const polled = await poll(leases, NEVER)

    expect(polled).toBe(1)
    expect(requests.map(({ url }) => url)).toEqual(['https://d.example/feed.xml'])
  })

  test('a last poll in the future is a clock set back, and keeps nothing from being polled', async () => {
    const { poll } = aPoll({ sources: [{ source: aSource(), state: aState({ lastPolledAt: NOW + HOUR }) }] })

    await expect(poll([aLease()], NEVER)).resolves.toBe(1)
  })

  test('what an abort cuts short or leaves undone is handed back', async () => {
    const stop = new AbortController()
    const { poll, released, finished } = aPoll({
      sources: batch,
      answer: () => {
        stop.abort(new Error('shutdown'))
        throw stop.signal.reason
      },
      deps: { permits: createPermits(1) },
    })

    const polled = await poll(leases, stop.signal)

    expect(polled).toBe(0)
    expect(released).toEqual(['a', 'b', 'c', 'd'])
    expect(finished).toEqual([])
  })

  test('a request that an abort cuts off after it left is lost: its publisher is not asked again at once', async () => {
    const stop = new AbortController()
    const { poll, released, finished, rows } = aPoll({
      answer: () => {
        stop.abort(new Error('shutdown'))
        throw stop.signal.reason
      },
      isSent: true,
    })

    await expect(poll([aLease()], stop.signal)).resolves.toBe(0)

    expect(released).toEqual([])
    expect(finished).toMatchObject([{ sourceId: 's1', nextPollAt: NOW + 10 * MINUTE }])
    expect(rows).toMatchObject([
      { sourceId: 's1', at: NOW, outcome: 'lost', asked: 'etag', requests: 1, violations: [] },
    ])
  })

  test('an abort during parsing is no failure of the document, and what was asked for it is not asked again at once', async () => {
    const stop = new AbortController()
    const { poll, released, finished } = aPoll({
      isSent: true,
      deps: {
        read: async () => {
          stop.abort(new Error('shutdown'))
          throw stop.signal.reason
        },
      },
    })

    await poll([aLease()], stop.signal)

    expect(released).toEqual([])
    expect(finished).toMatchObject([
      { state: { failureCount: 0, lastPolledAt: NOW }, nextPollAt: NOW + 10 * MINUTE },
    ])
  })

  test('a batch that is begun again asks nobody: what its dead worker left unfinished is put off and shown as lost', async () => {
    const { poll, requests, finished, rows, released } = aPoll({
      begunBefore: 3,
      written: [{ sourceId: 'a', at: NOW }],
      sources: [
        { source: aSource('a'), state: aState({ lastPolledAt: NOW }) },
        { source: aSource('b'), state: aState({ hints: { maxAgeMs: HOUR } }) },
        { source: aSource('c') },
      ],
    })

    const polled = await poll([aLease('a'), aLease('b'), aLease('c')], NEVER, 2)

    expect(polled).toBe(0)
    expect([requests, released]).toEqual([[], []])
    expect(finished.map(({ sourceId, nextPollAt }) => [sourceId, nextPollAt])).toEqual([
      ['b', NOW + HOUR],
      ['c', NOW + 10 * MINUTE],
    ])
    expect(finished[0]?.state.nextPollReason).toBe('lost with its worker → max-age 3600 s → jitter +0 s')
    expect(readLedger(finished[0]?.state.ledger)).toMatchObject({ polls: 0, lost: 1 })
    expect(rows.map(({ sourceId, outcome }) => [sourceId, outcome])).toEqual([
      ['b', 'lost'],
      ['c', 'lost'],
    ])
  })

  test('of a batch whose worker died, those that had only waited for a permit are due again at once', async () => {
    const { poll, requests, finished, released } = aPoll({ sources: batch, begunBefore: 2 })

    await poll(leases, NEVER, 2)

    expect(requests).toEqual([])
    expect(finished.map(({ sourceId }) => sourceId)).toEqual(['a', 'b'])
    expect(released).toEqual(['c', 'd'])
  })

  test('a run that was overtaken by a later one leaves all to it', async () => {
    const { poll, begun, finished, released, rows } = aPoll({ sources: batch, begunBefore: 2 })
    begun.run = 3

    await poll(leases, NEVER, 2)

    expect([finished, released, rows]).toEqual([[], [], []])
  })

  test('of a batch whose worker died, a source that was paused since has its lease ended', async () => {
    const paused = { source: aSource('a', { status: 'paused' }) }
    const { poll, finished, released } = aPoll({ sources: [paused], begunBefore: 1 })

    await poll([aLease('a')], NEVER, 2)

    expect([finished.map(({ sourceId }) => sourceId), released]).toEqual([['a'], []])
  })

  test('polls that were finished before their worker died, and not written down, stand in the journal as lost', async () => {
    const polledAt = NOW - SECOND
    const before = aLease('a', { dueAt: NOW - MINUTE })
    const { poll, rows, finished } = aPoll({
      sources: ['a', 'b'].map((id) => ({
        source: aSource(id),
        state: aState({ lastPolledAt: polledAt, pollCount: 7 }),
      })),
      begunBefore: 2,
      // Of `a` that of the time before, of `b` this one.
      written: [
        { sourceId: 'a', at: before.dueAt - HOUR },
        { sourceId: 'b', at: polledAt },
      ],
    })

    await poll([before, aLease('b', { dueAt: NOW - MINUTE })], NEVER, 2)

    expect(finished).toEqual([])
    expect(rows).toMatchObject([{ sourceId: 'a', at: polledAt, cause: 'planned', outcome: 'lost' }])
  })

  test('who may be asked is noted before anybody is, and once for those that begin together', async () => {
    const many = Array.from({ length: 60 }, (_, n) => `s${n}`)
    const notedFor: number[] = []
    const desk = aPoll({
      sources: many.map((id) => ({ source: aSource(id) })),
      answer: (url) => {
        notedFor.push(desk.begun.count - 1 - many.findIndex((id) => url.includes(`//${id}.`)))
        return CHANGED
      },
      deps: { permits: createPermits(4) },
    })

    await desk.poll(
      many.map((id) => aLease(id)),
      NEVER,
    )

    expect(notedFor).toHaveLength(60)
    expect(Math.min(...notedFor)).toBeGreaterThanOrEqual(0)
    expect(desk.begun.notes).toBeLessThanOrEqual(4)
  })

  test('a worker that was taken for dead asks no more than it has said, once another has ended its batch', async () => {
    const many = Array.from({ length: 60 }, (_, n) => `s${n}`)
    const desk = aPoll({
      sources: many.map((id) => ({ source: aSource(id) })),
      answer: () => {
        desk.begun.run = 2
        return CHANGED
      },
      deps: { permits: createPermits(1) },
    })

    await desk.poll(
      many.map((id) => aLease(id)),
      NEVER,
    )

    expect(desk.requests.length).toBe(desk.begun.count)
    expect(desk.requests.length).toBeLessThan(60)
    expect(desk.released).toEqual([])
  })

  test('a poll that somebody else has ended is not lost', async () => {
    const { poll, rows } = aPoll({ begunBefore: 1, deps: { finishPoll: async () => 'lease_lost' } })

    await poll([aLease()], NEVER, 2)

    expect(rows).toEqual([])
  })

  test('a source whose lease ran out while the job waited is not polled', async () => {
    const { poll, requests, finished, released } = aPoll({ sources: batch })

    const polled = await poll([aLease('a', { leaseUntil: NOW }), aLease('b')], NEVER)

    expect(polled).toBe(1)
    expect(requests.map(({ url }) => url)).toEqual(['https://b.example/feed.xml'])
    expect(finished.map(({ sourceId }) => sourceId)).toEqual(['b'])
    expect(released).toEqual([])
  })

  test('a source whose lease would end during the fetch is handed back, so that nobody asks it a second time meanwhile', async () => {
    const { poll, requests, released } = aPoll({ sources: batch })

    const polled = await poll([aLease('a', { leaseUntil: NOW + 29 * SECOND }), aLease('b')], NEVER)

    expect(polled).toBe(1)
    expect(requests.map(({ url }) => url)).toEqual(['https://b.example/feed.xml'])
    expect(released).toEqual(['a'])
  })

  test('a permit is held while a source is fetched and read, not while it is saved', async () => {
    const saving = Promise.withResolvers<'finished'>()
    const { poll, requests } = aPoll({
      sources: batch,
      deps: { permits: createPermits(1), finishPoll: () => saving.promise },
    })

    const polled = poll(leases, NEVER)
    await vi.waitFor(() => expect(requests).toHaveLength(4))
    saving.resolve('finished')

    await expect(polled).resolves.toBe(4)
  })

  test('a source that was paused or removed since is not polled; the place of its host is free again', async () => {
    const { poll, requests, released, rows } = aPoll({
      sources: [{ source: aSource('a', { status: 'paused' }) }],
    })

    const polled = await poll([aLease('a'), aLease('removed')], NEVER)

    expect(polled).toBe(0)
    expect([requests, rows]).toEqual([[], []])
    expect(released).toEqual(['a'])
  })
})

test('entries too old for any story are stored and not sent on', async () => {
  const { poll, clustered, reports } = aPoll({
    deps: { read: reads(async () => aFeed([anItem(1), anItem(2, { publishedAt: NOW - 10 * DAY })])) },
  })

  await poll([aLease()], NEVER)

  expect(clustered).toHaveLength(1)
  expect(reports[0]?.admission).toMatchObject({ stored: 2, pending: clustered })
})

test('a poll tells in one line what happened and why it comes again when it does', async () => {
  const { poll, reports } = aPoll({
    deps: {
      read: reads(async () => aFeed([anItem(1)], { ttlMinutes: 60, warnings: ['a date was repaired'] })),
    },
  })

  await poll([aLease()], NEVER)

  expect(reports).toEqual([
    expect.objectContaining({
      sourceId: 's1',
      outcome: 'changed',
      statusCode: 200,
      wireBytes: 6,
      nextPollAt: NOW + HOUR,
      nextPollReason: 'ttl 3600 s → jitter +0 s',
      failureCount: 0,
      warnings: ['a date was repaired'],
    }),
  ])
})

describe('a source that moves', () => {
  const TO = 'https://new.example/feed.xml'
  const redirected: FeedAnswer = { ...NOT_MODIFIED, permanentUrl: TO }
  const polled = async (
    state: Partial<SourceState>,
    answer: FeedAnswer,
    others: { source: Source }[] = [],
  ) => {
    const aDesk = aPoll({ sources: [{ source: aSource(), state: aState(state) }, ...others], answer })
    await aDesk.poll([aLease()], NEVER)
    return aDesk
  }

  test('a permanent redirect waits for a week, through 304s', async () => {
    const { finished, events } = await polled({}, redirected)
    const again = await polled({ pendingMove: { url: TO, since: NOW - 7 * DAY + 1 } }, redirected)

    expect(finished[0]?.state.pendingMove).toEqual({ url: TO, since: NOW, count: 1 })
    expect(again.finished[0]?.state.pendingMove).toEqual({ url: TO, since: NOW - 7 * DAY + 1, count: 2 })
    expect([...events, ...again.events]).toEqual([])
  })

  test('after it the new address is asked; id and declaration stay, and it is told of once', async () => {
    const { finished, events, moves, steps } = await polled(
      { pendingMove: { url: TO, since: NOW - 7 * DAY } },
      redirected,
    )

    expect(finished[0]?.state).toMatchObject({ movedTo: TO, lastOutcome: 'not_modified' })
    expect(finished[0]?.state).not.toHaveProperty('pendingMove')
    expect(finished[0]).not.toHaveProperty('status')
    expect(events.map(({ type, payload }) => [type, JSON.parse(payload).data.newUrl])).toEqual([
      ['source.moved', TO],
    ])
    expect(finished[0]?.address).toBe(TO)
    expect(moves).toEqual([[aSource().id, TO]])
    expect(steps).toEqual(['finish', 'moved'])
    const { requests } = await polled({ movedTo: TO }, NOT_MODIFIED)
    expect(requests[0]?.url).toBe(TO)
  })

  test('a direct answer, or a temporary redirect, ends the waiting; a failure does not', async () => {
    const pendingMove = { url: TO, since: NOW - DAY }

    const direct = await polled({ pendingMove }, NOT_MODIFIED)
    const failing = await polled({ pendingMove }, failed(500, 'failed'))

    expect(direct.finished[0]?.state).not.toHaveProperty('pendingMove')
    expect(failing.finished[0]?.state.pendingMove).toEqual(pendingMove)
  })

  test('where another source is polled already, this one gives way to it, in one step', async () => {
    const target = aSource(sourceId(TO), { url: TO })

    const { finished, merged, moves, steps, events } = await polled(
      { pendingMove: { url: TO, since: NOW - 7 * DAY } },
      redirected,
      [{ source: target }],
    )

    expect(steps).toEqual(['merge'])
    expect(merged).toMatchObject([{ sourceId: aSource().id, from: aSource().id, into: target.id }])
    expect(merged[0]?.state).toMatchObject({
      mergedInto: target.id,
      lastError: `moved to ${TO}, which is polled as source ${target.id}`,
    })
    expect(merged[0]?.state).not.toHaveProperty('movedTo')
    expect([finished, moves]).toEqual([[], []])
    expect(events.map(({ type }) => type)).toEqual(['source.moved'])
  })

  test.each([
    [true, undefined, ' and does not aggregate: all it carries is of its own publisher from now on'],
    [true, true, ''],
    [undefined, true, ''],
  ])(
    'one that aggregates (%s) leaves it to the other (%s) to be believed, and says so',
    async (own, others, says) => {
      const source = aSource('s1', { ...(own && { aggregates: own }) })
      const target = aSource(sourceId(TO), { url: TO, ...(others && { aggregates: others }) })
      const state = aState({ pendingMove: { url: TO, since: NOW - 7 * DAY } })
      const desk = aPoll({ sources: [{ source, state }, { source: target }], answer: redirected })

      await desk.poll([aLease()], NEVER)

      const told = `moved to ${TO}, which is polled as source ${target.id}${says}`
      expect([desk.merged[0]?.state.lastError, desk.reports[0]?.error]).toEqual([told, told])
      expect(uniteSources(target, source).aggregates).toBe(others)
    },
  )

  test('while the other one is busy it is asked at the new address, and gives way another time', async () => {
    const target = aSource(sourceId(TO), { url: TO })
    const others = [{ source: target }]
    const busy = aPoll({
      sources: [
        { source: aSource(), state: aState({ pendingMove: { url: TO, since: NOW - 7 * DAY } }) },
        ...others,
      ],
      answer: redirected,
      deps: { merge: async () => 'busy' },
    })
    await busy.poll([aLease()], NEVER)

    expect(busy.finished[0]?.state).toMatchObject({ movedTo: TO })
    expect(busy.finished[0]?.state).not.toHaveProperty('mergedInto')
    expect(busy.finished[0]?.state).not.toHaveProperty('lastError')
    expect(busy.moves).toEqual([[aSource().id, TO]])

    const { merged, events } = await polled({ movedTo: TO }, NOT_MODIFIED, others)

    expect(merged).toMatchObject([{ into: target.id }])
    // Subscribers have heard of the move.
    expect(events).toEqual([])
  })

  test('one that is unknown at its new address, since a worker died there and then, is made known by its next poll', async () => {
    const unknown = await polled({ movedTo: TO }, NOT_MODIFIED)
    const known = await polled({ movedTo: TO }, NOT_MODIFIED, [
      { source: aSource(sourceId(TO), { url: TO }) },
    ])

    expect([unknown.moves, known.moves]).toEqual([[[aSource().id, TO]], []])
  })

  test('entries that Redis has lost since keep it from giving way: it is asked again first', async () => {
    const target = aSource(sourceId(TO), { url: TO })
    const asked: (string | undefined)[] = []
    const { poll, finished, rows, reports } = aPoll({
      sources: [
        { source: aSource(), state: aState({ pendingMove: { url: TO, since: NOW - 7 * DAY } }) },
        { source: target },
      ],
      answer: { ...CHANGED, permanentUrl: TO },
      deps: {
        async merge(_, { result }) {
          asked.push(result.witness)
          return 'unfounded'
        },
      },
    })

    await poll([aLease()], NEVER)

    expect(asked).toEqual(['witness-1'])
    expect(finished.map(({ state }) => state.mergedInto)).toEqual([undefined])
    expect(rows.map(({ outcome }) => outcome)).toEqual(['lost'])
    expect(reports).toEqual([])
  })

  test.each(['finishPoll', 'merge'] as const)(
    'a poll whose lease was lost by its %s changes nothing of where the source is known',
    async (step) => {
      const target = { source: aSource(sourceId(TO), { url: TO }) }
      const desk = aPoll({
        sources: [
          { source: aSource(), state: aState({ movedTo: TO, failureCount: step === 'merge' ? 0 : 4 }) },
          ...(step === 'merge' ? [target] : []),
        ],
        answer: step === 'merge' ? NOT_MODIFIED : failed(404, 'not_found'),
        deps: { [step]: async () => 'lease_lost' },
      })

      await desk.poll([aLease()], NEVER)

      expect([desk.moves, desk.left]).toEqual([[], []])
    },
  )

  test('one that is paused takes nothing over', async () => {
    const paused = aSource(sourceId(TO), { url: TO, status: 'paused' })

    const { finished, merged } = await polled({ movedTo: TO }, NOT_MODIFIED, [{ source: paused }])

    expect(merged).toEqual([])
    expect(finished[0]?.state.movedTo).toBe(TO)
  })

  test('an address that goes back to the declared one is no move any more', async () => {
    const home = aSource().url
    const { finished } = await polled(
      { movedTo: TO, pendingMove: { url: home, since: NOW - 8 * DAY } },
      { ...NOT_MODIFIED, permanentUrl: home },
    )

    expect(finished[0]?.state).not.toHaveProperty('movedTo')
  })

  test('a new address that only fails gives way to the declared one, which may know better', async () => {
    const four = await polled({ movedTo: TO, failureCount: 3 }, failed(404, 'not_found'))
    const five = await polled({ movedTo: TO, failureCount: 4 }, failed(404, 'not_found'))
    const throttled = await polled({ movedTo: TO, failureCount: 9 }, failed(429, 'throttled'))

    expect([four, five, throttled].map(({ left }) => left)).toEqual([[], [TO], []])
    // Asked at home, it counts as one of that host again.
    expect([four, five, throttled].map(({ finished }) => finished[0]?.address)).toEqual([
      undefined,
      aSource().url,
      undefined,
    ])
    expect([four, five, throttled].map(({ finished }) => finished[0]?.state.movedTo)).toEqual([
      TO,
      undefined,
      TO,
    ])
  })
})

test('a source that has sent no body for a week is asked once without validators', async () => {
  const ask = async (lastBodyAt: number) => {
    const state = aState({ validators: VALIDATORS, bodyHash: 'hash-2', lastBodyAt })
    const aDesk = aPoll({
      sources: [{ source: aSource(), state }],
      answer: { ...CHANGED, kind: 'unchanged' },
    })
    await aDesk.poll([aLease()], NEVER)
    return aDesk
  }

  const fresh = await ask(NOW - 7 * DAY + 1)
  const stale = await ask(NOW - 7 * DAY)

  expect(fresh.requests[0]).toHaveProperty('validators')
  expect(stale.requests[0]).toEqual({ url: aSource().url, bodyHash: 'hash-2' })
  expect(stale.finished[0]?.state.lastBodyAt).toBe(NOW)
})

test('a lost feed is looked for only where the lease outlasts the search; until then it is not gone', async () => {
  const pages: string[] = []
  const search = {
    async feedsOfPage(url: string) {
      pages.push(url)
      return []
    },
    afterMs: DAY,
    timeoutMs: 2 * MINUTE,
  }
  const sources = [
    {
      source: aSource(),
      state: aState({
        pollCount: 9,
        lastOutcome: 'gone',
        failureCount: 1,
        lastSucceededAt: NOW - 2 * DAY,
        siteUrl: 'https://s1.example/',
      }),
    },
  ]
  const given = { sources, answer: failed(410, 'gone'), deps: { search } }

  const late = aPoll(given)
  await late.poll([aLease('s1', { leaseUntil: NOW + MINUTE })], NEVER)

  expect(pages).toEqual([])
  expect(late.finished).toEqual([expect.not.objectContaining({ status: 'gone' })])
  expect(late.finished[0]?.nextPollAt).toBeLessThan(NOW + 8 * DAY)

  const inTime = aPoll(given)
  await inTime.poll([aLease('s1', { leaseUntil: NOW + 3 * MINUTE })], NEVER)

  expect(pages).toEqual(['https://s1.example/'])
  expect(inTime.finished).toEqual([expect.objectContaining({ status: 'gone' })])
})
