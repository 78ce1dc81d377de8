import { createHmac, randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Rendered } from './render.ts'

interface Subscriber {
  readonly callback: string
  readonly secret: string | undefined
  readonly until: number
}

/** The newsroom's own WebSub hub, for subscribers on this machine. */
export interface NewsHub {
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** Sends a feed as it is now to everybody who subscribed to it; returns to how many. */
  distribute(topic: string, document: Rendered): Promise<number>
  close(): void
}

const MAX_FORM = 16_384
const TIMEOUT_MS = 5_000

export function createNewsHub(options: { isTopic(url: string): boolean; now(): number }): NewsHub {
  const subscribers = new Map<string, Map<string, Subscriber>>()
  const closing = new AbortController()
  const deadline = () => AbortSignal.any([closing.signal, AbortSignal.timeout(TIMEOUT_MS)])

  async function verify(form: URLSearchParams): Promise<void> {
    const topic = form.get('hub.topic') ?? ''
    const callback = form.get('hub.callback') ?? ''
    const mode = form.get('hub.mode') ?? ''
    const leaseSeconds = Math.min(Number(form.get('hub.lease_seconds')) || 86_400, 864_000)
    const challenge = randomBytes(16).toString('hex')
    const question = new URL(callback)
    question.searchParams.set('hub.mode', mode)
    question.searchParams.set('hub.topic', topic)
    question.searchParams.set('hub.challenge', challenge)
    if (mode === 'subscribe') question.searchParams.set('hub.lease_seconds', String(leaseSeconds))
    const response = await fetch(question, { signal: deadline(), redirect: 'error' })
    if (!response.ok || (await response.text()) !== challenge) return
    const held = subscribers.get(topic) ?? new Map<string, Subscriber>()
    subscribers.set(topic, held)
    const until = options.now() + leaseSeconds * 1000
    if (mode === 'unsubscribe') held.delete(callback)
    else held.set(callback, { callback, secret: form.get('hub.secret') ?? undefined, until })
  }

  return {
    async answer(request, response) {
      const form = new URLSearchParams(await readForm(request))
      const callback = URL.parse(form.get('hub.callback') ?? '')
      const isRight =
        /^(un)?subscribe$/.test(form.get('hub.mode') ?? '') &&
        options.isTopic(form.get('hub.topic') ?? '') &&
        // Nothing outside this machine is ever called.
        callback?.protocol === 'http:' &&
        /^127\.\d+\.\d+\.\d+$/.test(callback.hostname)
      response.writeHead(isRight ? 202 : 400).end()
      if (isRight) await verify(form).catch(() => undefined)
    },
    async distribute(topic, { body, contentType }) {
      const held = subscribers.get(topic)
      let count = 0
      for (const { callback, secret, until } of [...(held?.values() ?? [])]) {
        if (until < options.now()) held?.delete(callback)
        else {
          count++
          const signature = secret && `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
          const answer = await fetch(callback, {
            method: 'POST',
            headers: { 'content-type': contentType, ...(signature && { 'x-hub-signature': signature }) },
            body: new Uint8Array(body),
            signal: deadline(),
            redirect: 'error',
          }).catch(() => undefined)
          if (answer?.status === 410) held?.delete(callback)
        }
      }
      return count
    },
    close: () => closing.abort(),
  }
}

async function readForm(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) {
    text += String(chunk)
    if (text.length > MAX_FORM) return ''
  }
  return text
}
