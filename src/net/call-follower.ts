import { createHmac } from 'node:crypto'
import { type CallAnswer, callBack, isSuccess } from './call-back.ts'
import type { HttpClient } from './request.ts'

export interface FollowerQuestion {
  readonly callback: string
  readonly mode: 'subscribe' | 'unsubscribe'
  readonly topicUrl: string
  /** Nobody can guess it, and it is used once. */
  readonly challenge: string
  readonly leaseMs: number
}

export interface FollowerDocument {
  readonly callback: string
  readonly topicUrl: string
  readonly hubUrl: string
  readonly contentType: string
  readonly body: Uint8Array
  readonly secret?: string
}

/** Calls of our hub at its followers. */
export function createFollowerCaller({
  client,
  now,
}: {
  client: Pick<HttpClient, 'request'>
  now(): number
}) {
  return {
    /** Asks whether the callback wants it (W3C WebSub §5.3): only the challenge itself, with a 2xx, means yes. */
    async ask(question: FollowerQuestion, signal: AbortSignal): Promise<CallAnswer & { confirms: boolean }> {
      const request = { method: 'GET', url: questionUrl(question), answer: 'read' } as const
      const { body, ...answer } = await callBack(client, request, now(), signal)
      return {
        ...answer,
        confirms: isSuccess(answer) && body !== undefined && says(body, question.challenge),
      }
    },

    /** Sends a feed, byte for byte as it is served (W3C WebSub §7). */
    async send(document: FollowerDocument, signal: AbortSignal): Promise<CallAnswer> {
      const { callback, topicUrl, hubUrl, contentType, body, secret } = document
      return callBack(
        client,
        {
          method: 'POST',
          url: callback,
          headers: {
            'content-type': contentType,
            // The topic first: there are programs that read one link and no more.
            link: `<${topicUrl}>; rel="self", <${hubUrl}>; rel="hub"`,
            ...(secret !== undefined && { 'x-hub-signature': `sha256=${signatureOf(secret, body)}` }),
          },
          body,
          answer: 'drop',
        },
        now(),
        signal,
      )
    },
  }
}

/** The callback's own query stays as it is, to the byte. */
function questionUrl({ callback, mode, topicUrl, challenge, leaseMs }: FollowerQuestion): string {
  const url = new URL(callback)
  const question = new URLSearchParams({
    'hub.mode': mode,
    'hub.topic': topicUrl,
    'hub.challenge': challenge,
    ...(mode === 'subscribe' && { 'hub.lease_seconds': String(Math.round(leaseMs / 1000)) }),
  })
  url.search = url.search === '' ? `?${question}` : `${url.search}&${question}`
  return url.href
}

function says(body: Uint8Array, challenge: string): boolean {
  return Buffer.from(body).equals(Buffer.from(challenge, 'utf8'))
}

function signatureOf(secret: string, body: Uint8Array): string {
  return createHmac('sha256', secret).update(body).digest('hex')
}
