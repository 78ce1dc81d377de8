import { createHmac } from 'node:crypto'
import type { HttpLimits } from '../../src/http/deps.ts'
import { closeServer, listenOn, portOf } from './newsroom/loopback.ts'

/** Of a server that only takes what hubs send. */
export const CALLBACK_LIMITS: HttpLimits = {
  requestsPerMinute: 600,
  maxPushBytes: 1_000,
  liveClients: 1,
  liveClientsPerAddress: 1,
  heartbeatMs: 1_000,
  trustedProxies: [],
}

export interface HubSubscription {
  readonly topic: string
  readonly callback: string
  readonly secret?: string
  readonly leaseSeconds: number
}

export interface TestHubOptions {
  /** Of each request: `verify` by default. */
  readonly manner?: (mode: string) => 'verify' | 'deny' | 'ignore' | 'refuse'
  /** What is granted instead of what was asked for. */
  readonly leaseSeconds?: number
  /** Answers the first request with this redirect to itself. */
  readonly redirect?: 307 | 308
}

/** A WebSub hub on loopback that does as the test says. */
export interface TestHub {
  readonly url: string
  /** Forms it got, in order. */
  readonly requests: readonly URLSearchParams[]
  /** Verified ones, by topic. */
  readonly subscriptions: ReadonlyMap<string, HubSubscription>
  /** Statuses with which callbacks answered its questions. */
  readonly verifications: readonly number[]
  /** Sends a document to the topic's subscriber; tries again on 503, as a hub must. Returns the last status. */
  push(topic: string, body: string | Buffer, options?: PushOptions): Promise<number>
  close(): Promise<void>
}

export interface PushOptions {
  readonly algorithm?: 'sha1' | 'sha256' | 'sha384' | 'sha512'
  /** Sent instead of the right one; `none` sends no header. */
  readonly signature?: string
  readonly contentType?: string
  /** Of the body as it is given. */
  readonly contentEncoding?: string
  readonly contentLanguage?: string
}

export async function startTestHub(options: TestHubOptions = {}): Promise<TestHub> {
  const requests: URLSearchParams[] = []
  const subscriptions = new Map<string, HubSubscription>()
  const verifications: number[] = []
  let redirected = options.redirect === undefined

  async function answerTo(form: URLSearchParams): Promise<void> {
    const mode = form.get('hub.mode') ?? ''
    const manner = options.manner?.(mode) ?? 'verify'
    if (manner === 'ignore') return
    const topic = form.get('hub.topic') ?? ''
    const callback = form.get('hub.callback') ?? ''
    const challenge = `challenge-${requests.length}-${Math.floor(performance.now() * 1000)}`
    const leaseSeconds = options.leaseSeconds ?? Number(form.get('hub.lease_seconds'))
    const question = new URL(callback)
    question.searchParams.set('hub.topic', topic)
    question.searchParams.set('hub.mode', manner === 'deny' ? 'denied' : mode)
    if (manner === 'verify') {
      question.searchParams.set('hub.challenge', challenge)
      if (mode === 'subscribe') question.searchParams.set('hub.lease_seconds', String(leaseSeconds))
    }
    const response = await fetch(question)
    verifications.push(response.status)
    if (manner === 'deny' || !response.ok || (await response.text()) !== challenge) return
    const secret = form.get('hub.secret')
    if (mode === 'unsubscribe') subscriptions.delete(topic)
    else subscriptions.set(topic, { topic, callback, leaseSeconds, ...(secret !== null && { secret }) })
  }

  const server = await listenOn('127.0.0.1', 0, async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    if (!redirected) {
      redirected = true
      response.writeHead(options.redirect ?? 307, { location: '/moved' }).end()
      return
    }
    const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
    requests.push(form)
    const refuses = options.manner?.(form.get('hub.mode') ?? '') === 'refuse'
    response.writeHead(refuses ? 500 : 202).end()
    if (!refuses) answerTo(form).catch(() => verifications.push(0))
  })

  return {
    url: `http://127.0.0.1:${portOf(server)}/`,
    requests,
    subscriptions,
    verifications,
    async push(topic, body, options = {}) {
      const {
        algorithm = 'sha256',
        signature,
        contentType = 'application/rss+xml',
        contentEncoding,
        contentLanguage,
      } = options
      const held = subscriptions.get(topic)
      if (!held) throw new Error(`nobody subscribes to ${topic}`)
      const right = `${algorithm}=${createHmac(algorithm, held.secret ?? '')
        .update(body)
        .digest('hex')}`
      const sent = signature ?? (held.secret === undefined ? 'none' : right)
      for (let attempt = 1; ; attempt++) {
        const { status } = await fetch(held.callback, {
          method: 'POST',
          headers: {
            'content-type': contentType,
            ...(contentEncoding && { 'content-encoding': contentEncoding }),
            ...(contentLanguage && { 'content-language': contentLanguage }),
            ...(sent !== 'none' && { 'x-hub-signature': sent }),
          },
          body,
        })
        if (status === 410) subscriptions.delete(topic)
        if (status !== 503 || attempt === 3) return status
      }
    },
    close: () => closeServer(server),
  }
}
