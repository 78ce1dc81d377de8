import { expect, test } from 'vitest'
import type { Follower, FollowerChange, Intent, RenderedFeed } from '../../../src/model/index.ts'
import { createServeFollower, type ServeFollowerDeps } from '../../../src/stages/serve-follower.ts'
import { DAY, HOUR, MINUTE, NEVER, NOW, SECOND } from './given.ts'

const INTENT: Intent = { mode: 'subscribe', leaseMs: 10 * DAY, askedAt: NOW }
const LIVE = { followsUntil: NOW + DAY, hasEtag: '"old"' }

function aFollower(more: Partial<Follower> = {}): Follower {
  const callback = 'https://reader.example/in'
  return { id: 'f1', callback, listId: 'top', format: 'rss', failureCount: 0, ...more }
}

function aFeed(etag = '"new"'): RenderedFeed {
  const contentType = 'application/rss+xml'
  return { format: 'rss', contentType, body: Buffer.from(etag), etag, lastModifiedAt: NOW, editionNumber: 7 }
}

function serving(given: {
  follower?: Follower | undefined
  feed?: RenderedFeed
  status?: number
  confirms?: boolean
  signal?: AbortSignal
  deps?: Partial<ServeFollowerDeps>
}) {
  const steps: string[] = []
  const outcomes: FollowerChange[] = []
  const answer = { ...(given.status !== undefined && { statusCode: given.status }) }
  const serve = createServeFollower({
    load: async () => ('follower' in given ? given.follower : aFollower(LIVE)),
    letGo: async () => void steps.push('let go'),
    loadFeed: async () => given.feed ?? aFeed(),
    beginCall: async () => undefined,
    async ask() {
      steps.push('ask')
      return { ...answer, confirms: given.confirms ?? false }
    },
    async send() {
      steps.push('send')
      return answer
    },
    settle: async (_follower, outcome) => void outcomes.push(outcome),
    now: () => NOW,
    random: () => 0.5,
    retryScheduleMs: [0, 5 * SECOND, 5 * MINUTE],
    ...given.deps,
  })
  return { serve: () => serve('f1', given.signal ?? NEVER), steps, outcomes }
}

test('what it does not have is sent, and kept as what it has', async () => {
  const { serve, steps, outcomes } = serving({ status: 202 })

  expect(await serve()).toMatchObject({ call: 'send', outcome: 'sent' })

  expect(steps).toEqual(['send'])
  expect(outcomes).toEqual([{ hasEtag: '"new"', failureCount: 0 }])
})

test('whether it wants it is asked without a look at the feed', async () => {
  const loadFeed = async () => expect.unreachable('a stranger’s wish is worth no feed')
  const { serve, steps } = serving({
    follower: aFollower({ intent: INTENT }),
    status: 404,
    deps: { loadFeed },
  })

  await serve()

  expect(steps).toEqual(['ask'])
})

test('what it has is not sent again', async () => {
  const { serve, steps, outcomes } = serving({ follower: aFollower({ ...LIVE, hasEtag: '"new"' }) })

  await serve()

  expect([steps, outcomes]).toEqual([[], [{}]])
})

test.each([
  ['a new one has what there is', {}, { hasEtag: '"new"' }],
  ['one that renews may still be owed something', LIVE, {}],
])('a confirmed lease: %s', async (_name, state, expected) => {
  const { serve, outcomes } = serving({
    follower: aFollower({ ...state, intent: INTENT }),
    status: 200,
    confirms: true,
  })

  await serve()

  // Due at once: an edition that comes while it is written down finds no follower to call.
  const granted = { intent: null, followsUntil: NOW + 10 * DAY, secret: null, failureCount: 0, dueAt: NOW }
  expect(outcomes).toEqual([{ ...granted, ...expected }])
})

test.each([
  ['not confirmed: forgotten', {}, 404, { intent: null, forget: true }],
  ['not confirmed, but it follows already: it goes on', LIVE, 404, { intent: null, dueAt: NOW }],
  ['a 503: asked again by the table', {}, 503, { dueAt: NOW + 5 * SECOND, failureCount: 1 }],
  ['no answer: the same', {}, undefined, { dueAt: NOW + 5 * SECOND, failureCount: 1 }],
])('%s', async (_name, state, status, expected) => {
  const { serve, outcomes } = serving({
    follower: aFollower({ ...state, intent: INTENT }),
    ...(status !== undefined && { status }),
  })

  await serve()

  expect(outcomes).toEqual([expected])
})

test('an intent that nobody could be asked about for an hour is dropped', async () => {
  const intent = { ...INTENT, askedAt: NOW - HOUR }
  const { serve, outcomes } = serving({ follower: aFollower({ ...LIVE, intent }), status: 503 })

  await serve()

  expect(outcomes).toEqual([{ intent: null, dueAt: NOW }])
})

test('failing for years it is not given up: the longest wait repeats', async () => {
  const { serve, outcomes } = serving({ follower: aFollower({ ...LIVE, failureCount: 900 }), status: 500 })

  await serve()

  expect(outcomes).toEqual([{ dueAt: NOW + 5 * MINUTE, failureCount: 901 }])
})

test('a 410 ends it', async () => {
  const { serve, outcomes } = serving({ status: 410 })

  expect(await serve()).toMatchObject({ outcome: 'gone' })
  expect(outcomes).toEqual([{ forget: true }])
})

test('without room at its host it comes back', async () => {
  const { serve, steps, outcomes } = serving({ deps: { beginCall: async () => NOW + MINUTE } })

  expect(await serve()).toMatchObject({ outcome: 'held' })
  expect([steps, outcomes]).toEqual([[], [{ dueAt: NOW + MINUTE }]])
})

test('whose lease has ended is forgotten, and one that is gone is let go of', async () => {
  const over = serving({ follower: aFollower({ followsUntil: NOW - 1 }) })
  const gone = serving({ follower: undefined })

  await over.serve()
  await gone.serve()

  expect([over.steps, over.outcomes]).toEqual([[], [{ forget: true }]])
  expect(gone.steps).toEqual(['let go'])
})

test('a call that is cut by shutdown is given back at once', async () => {
  const stopping = new AbortController()
  const { serve, outcomes } = serving({
    signal: stopping.signal,
    deps: {
      send: async () => {
        stopping.abort()
        throw new Error('shutdown')
      },
    },
  })

  await expect(serve()).rejects.toThrow('shutdown')

  expect(outcomes).toEqual([{ dueAt: NOW }])
})
