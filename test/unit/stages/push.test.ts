import { describe, expect, test } from 'vitest'
import type { Enrolment, PushDocument, PushStanding } from '../../../src/model/index.ts'
import { DAY, HOUR, MINUTE } from '../../../src/rules/durations.ts'
import { targetId } from '../../../src/rules/polling/push-target.ts'
import { createEnrol, type EnrolDeps, type EnrolReport } from '../../../src/stages/enrol.ts'
import { createObservePush } from '../../../src/stages/observe-push.ts'
import { createPush, type PushDeps } from '../../../src/stages/push.ts'
import { aFeed, anItem, aSource, aState, NEVER, NOW, reads } from './given.ts'

const TOPIC = 'https://s1.example/feed.xml'
const HUB = 'https://hub.example/'

function anEnrolment(more: Partial<Enrolment> = {}): Enrolment {
  return {
    token: 'token',
    sourceId: 's1',
    hub: HUB,
    topic: TOPIC,
    secret: 'secret',
    status: 'active',
    asked: { mode: 'subscribe', at: NOW - HOUR },
    leaseUntil: NOW + DAY,
    nextStepAt: NOW,
    failureCount: 0,
    ...more,
  } as Enrolment
}

describe('a pushed document', () => {
  function aPush(more: Partial<PushDeps> = {}) {
    const steps: string[] = []
    const document: PushDocument = { token: 'token', body: new Uint8Array([1]), receivedAt: NOW }
    const push = createPush({
      readPush: async () => document,
      removePush: async () => void steps.push('remove'),
      readEnrolment: async () => anEnrolment(),
      loadSource: async () => ({ source: aSource(), state: aState({ lastSucceededAt: NOW - HOUR }) }),
      openBody: async ({ body }) => body,
      read: reads(async () => aFeed([anItem(1)])),
      admit: async (entries) => {
        steps.push('admit')
        return entries.map(() => ({ outcome: 'stored', waits: true }))
      },
      enqueueCluster: async () => void steps.push('cluster'),
      pollSoon: async () => void steps.push('poll soon'),
      tally: async (_, { pushed }) => void steps.push(`tally ${pushed}`),
      now: () => NOW,
      admission: { announceOnFirstPoll: 20, windowMs: 3 * DAY, channels: [] },
      ...more,
    })
    return { steps, run: () => push('p1', NEVER) }
  }

  test('goes the way of a polled one, and is dropped last', async () => {
    const { steps, run } = aPush()

    expect(await run()).toMatchObject({ outcome: 'read', sourceId: 's1' })
    expect(steps).toEqual(['admit', 'cluster', 'tally 1', 'remove'])
  })

  test('is read as what was fetched from its topic would be, with what the hub said of it', async () => {
    const tasks: Parameters<PushDeps['read']>[1][] = []
    const read = reads(async () => aFeed([anItem(1)]))
    const { run } = aPush({
      readPush: async () => ({
        token: 'token',
        body: new Uint8Array([1]),
        contentType: 'application/atom+xml',
        contentLanguage: 'fr',
        receivedAt: NOW,
      }),
      loadSource: async () => ({
        source: aSource('s1', { timeZone: 'Asia/Shanghai' }),
        state: aState({ lastSucceededAt: NOW - HOUR }),
      }),
      read: async (body, task) => {
        tasks.push(task)
        return read(body, task)
      },
    })

    await run()

    expect(tasks).toMatchObject([
      {
        now: NOW,
        context: {
          baseUrl: TOPIC,
          contentType: 'application/atom+xml',
          contentLanguage: 'fr',
          timeZone: 'Asia/Shanghai',
        },
        state: { lastSucceededAt: NOW - HOUR },
      },
    ])
  })

  test('that is no feed makes the source due', async () => {
    const { steps, run } = aPush({ read: () => Promise.reject(new Error('no feed')) })

    expect(await run()).toEqual({ outcome: 'hint', sourceId: 's1', warning: 'no feed' })
    expect(steps).toEqual(['poll soon', 'remove'])
  })

  test.each([
    ['is gone already', { readPush: async () => undefined }],
    ['belongs to nobody', { readEnrolment: async () => undefined }],
    ['comes after leaving', { readEnrolment: async () => anEnrolment({ status: 'leaving' }) }],
    [
      'is of a paused source',
      { loadSource: async () => ({ source: aSource('s1', { status: 'paused' }), state: aState() }) },
    ],
  ] as [string, Partial<PushDeps>][])('that %s is dropped', async (_, deps) => {
    const { steps, run } = aPush(deps)

    expect((await run()).outcome).toBe('dropped')
    expect(steps).not.toContain('admit')
  })

  test('stays when storing fails: the job runs again', async () => {
    const { steps, run } = aPush({ admit: () => Promise.reject(new Error('Redis is away')) })

    await expect(run()).rejects.toThrow('Redis is away')
    expect(steps).toEqual([])
  })
})

describe('an enrolment whose time has come', () => {
  function anEnrol(enrolment: Enrolment, more: Partial<EnrolDeps> = {}) {
    const rows = [enrolment]
    const lines: EnrolReport[] = []
    const asked: string[] = []
    const polled: string[] = []
    const enrol = createEnrol({
      claimDue: async () => [{ enrolment, revision: 1 }],
      loadSource: async () => aSource(),
      save: async (next) => rows.push(next) > 0,
      update: async (_, change) => {
        const next = change(rows.at(-1) as Enrolment)
        if (next) rows.push(next)
        return next
      },
      forget: async () => void rows.splice(0),
      askHub: async (mode) => {
        asked.push(mode)
        return { kind: 'accepted' }
      },
      pollNow: async (id) => void polled.push(id),
      report: (line) => void lines.push(line),
      now: () => NOW,
      ...more,
    })
    return { rows, lines, asked, polled, run: () => enrol(NEVER) }
  }

  test('is saved as asked before the hub is, since some ask back before they answer', async () => {
    const { rows, asked, run } = anEnrol(anEnrolment({ status: 'wanted' }), {
      async askHub() {
        expect(rows.at(-1)).toMatchObject({ status: 'requested', asked: { mode: 'subscribe', at: NOW } })
        return { kind: 'accepted' }
      },
    })

    await run()

    expect(rows).toHaveLength(2)
    expect(asked).toEqual([])
  })

  test('is left to whoever saved it first', async () => {
    const { asked, run } = anEnrol(anEnrolment(), { save: async () => false })

    await run()

    expect(asked).toEqual([])
  })

  test('keeps its reason when the hub refuses', async () => {
    const { rows, lines, run } = anEnrol(anEnrolment(), {
      askHub: async () => ({ kind: 'refused', message: 'answered 500' }),
    })

    await run()

    expect(rows.at(-1)).toMatchObject({ status: 'active', lastError: 'answered 500', failureCount: 1 })
    expect(lines).toMatchObject([{ outcome: 'refused', error: 'answered 500' }])
  })

  test('that the hub confirmed and then refused stays confirmed', async () => {
    const { rows, run } = anEnrol(anEnrolment(), {
      async askHub() {
        rows.push({ ...(rows.at(-1) as Enrolment), failureCount: 0, status: 'active' })
        return { kind: 'refused', message: 'answered 500' }
      },
    })

    await run()

    expect(rows.at(-1)).not.toHaveProperty('lastError')
  })

  test('that ran out while every renewal failed makes its source due at once', async () => {
    const over = anEnrolment({ leaseUntil: NOW - DAY, failureCount: 3 })
    const { rows, polled, run } = anEnrol(over)

    await run()

    expect(polled).toEqual(['s1'])
    expect(rows.at(-1)?.status).toBe('expired')
  })

  test('leaves with its source', async () => {
    const { rows, asked, run } = anEnrol(anEnrolment(), { loadSource: async () => undefined })

    await run()

    expect(asked).toEqual(['unsubscribe'])
    expect(rows.at(-1)?.status).toBe('leaving')
  })
})

describe('what a poll sees of a hub', () => {
  const standing: PushStanding = {
    token: 'token',
    target: targetId({ hub: HUB, topic: TOPIC }),
    liveUntil: NOW + DAY,
    missStreak: 0,
    hubMissShare: 0,
  }
  const answer = {
    kind: 'changed' as const,
    url: TOPIC,
    bodyHash: 'h',
    hints: {},
    statusCode: 200,
    wireBytes: 1,
  }

  async function observe(seen: {
    hubs?: string[]
    self?: string
    push?: PushStanding
    ages?: number[]
    stored?: number
  }) {
    const { hubs = [HUB], self = TOPIC, push, ages = [HOUR], stored = 0 } = seen
    const added: Enrolment[] = []
    const left: string[] = []
    let missed = 0
    await createObservePush({
      addEnrolment: async (enrolment) => added.push(enrolment) > 0,
      async updateEnrolment(token, change) {
        if (change(anEnrolment())?.status === 'leaving') left.push(token)
        return undefined
      },
      readEnrolment: async () => anEnrolment(),
      tally: async () => undefined,
      report: (count) => {
        missed = count
      },
      newToken: () => 'new-token',
      now: () => NOW,
      random: () => 0.5,
      spreadMs: 0,
    }).observe({
      record: { source: aSource(), state: aState(), ...(push && { push }) },
      answer,
      feed: aFeed([], { hubs, feedUrl: self }),
      newestAt: NOW - Math.min(...ages),
      publishedAt: ages.map((age) => NOW - age),
      admission: { pending: [], stored, changed: 0, known: 0, forgotten: 0 },
    })
    return { added, left, missed }
  }

  test('a hub is noted once it is found', async () => {
    expect(await observe({})).toMatchObject({ added: [{ hub: HUB, topic: TOPIC, status: 'wanted' }] })
  })

  test.each([
    ['no hub', { hubs: [] }],
    ['the same hub as before', { push: standing }],
    ['a hub of a feed that is silent for a month', { ages: [40 * DAY] }],
    ['a hub of somebody else’s topic', { self: 'https://victim.example/feed' }],
  ])('%s adds nothing', async (_, seen) => {
    expect((await observe(seen)).added).toEqual([])
  })

  test('another topic replaces the enrolment, no hub ends it', async () => {
    const moved = await observe({ push: standing, self: 'https://s1.example/new.xml' })
    const ended = await observe({ push: standing, hubs: [] })

    expect(moved).toMatchObject({ left: ['token'], added: [{ topic: 'https://s1.example/new.xml' }] })
    expect(ended).toMatchObject({ left: ['token'], added: [] })
  })

  test('new entries that are neither fresh nor from before signing up were missed', async () => {
    const ages = [MINUTE, 20 * MINUTE, 30 * MINUTE, 2 * HOUR]

    expect((await observe({ push: standing, ages, stored: 4 })).missed).toBe(2)
    expect((await observe({ push: standing, ages, stored: 1 })).missed).toBe(1)
    expect((await observe({ push: { ...standing, liveUntil: NOW }, ages, stored: 4 })).missed).toBe(0)
  })
})
