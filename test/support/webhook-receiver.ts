import type { IncomingMessage, ServerResponse } from 'node:http'
import { Webhook } from 'standardwebhooks'
import { closeServer, listenOn, portOf } from './newsroom/loopback.ts'
import { createRandom } from './newsroom/random.ts'

export interface WebhookReceiverOptions {
  /** 0 (any free one) unless told. */
  readonly port?: number
  /** Loopback address to listen on; 127.0.0.1. */
  readonly host?: string
  readonly secret?: string
  /** Any of them may have signed: what rotation needs. */
  readonly secrets?: readonly string[]
  readonly failures?: {
    /** Share of requests answered 503, unread by the event's consumer. */
    readonly status503Share?: number
    /** Share of requests recorded and then cut without an answer: the sender cannot know. */
    readonly cutAfterAcceptShare?: number
    readonly seed?: number
  }
  readonly onEvent?: (event: ReceivedWebhook) => void
  readonly now?: () => number
}

/** One POST that arrived, in the order of arrival. */
export interface ReceivedWebhook {
  readonly id: string
  /** The payload's `type`; empty when the body is not the JSON it should be. */
  readonly type: string
  /** How many POSTs with this id arrived so far, this one included. */
  readonly attempt: number
  readonly verified: boolean
  /** What the receiver did with it. */
  readonly answer: 'accepted' | 'rejected' | 'failed' | 'cut'
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
  /** Epoch ms. */
  readonly at: number
}

export interface WebhookReceiver {
  readonly url: string
  readonly port: number
  readonly received: readonly ReceivedWebhook[]
  /** New secrets from now on, for rotation. */
  setSecrets(secrets: readonly string[]): void
  close(): Promise<void>
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

function typeOf(body: string): string {
  try {
    const payload: unknown = JSON.parse(body)
    return payload !== null && typeof payload === 'object' && 'type' in payload ? String(payload.type) : ''
  } catch {
    return ''
  }
}

/** The outcome of every secret is needed only until one fits; the library compares in constant time. */
function isVerified(secrets: readonly string[], body: string, headers: Record<string, string>): boolean {
  return secrets.some((secret) => {
    try {
      new Webhook(secret).verify(body, headers)
      return true
    } catch {
      return false
    }
  })
}

/** Receives signed webhooks on loopback and verifies each with the reference library, over the raw body. */
export async function startWebhookReceiver(options: WebhookReceiverOptions): Promise<WebhookReceiver> {
  const now = options.now ?? Date.now
  const { status503Share = 0, cutAfterAcceptShare = 0, seed = 1 } = options.failures ?? {}
  const random = createRandom(seed, 'webhook receiver')
  const received: ReceivedWebhook[] = []
  const attempts = new Map<string, number>()
  let secrets = options.secrets ?? (options.secret === undefined ? [] : [options.secret])

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST') {
      response.writeHead(405).end()
      return
    }
    const body = await readBody(request)
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    )
    const id = headers['webhook-id'] ?? ''
    const attempt = (attempts.get(id) ?? 0) + 1
    attempts.set(id, attempt)
    const verified = isVerified(secrets, body, headers)
    // One draw per request, whatever its fate, so that the run of failures depends on the seed alone.
    const draw = random.next()
    const answer = !verified
      ? 'rejected'
      : draw < status503Share
        ? 'failed'
        : draw < status503Share + cutAfterAcceptShare
          ? 'cut'
          : 'accepted'
    const event: ReceivedWebhook = {
      id,
      type: typeOf(body),
      attempt,
      verified,
      answer,
      body,
      headers,
      at: now(),
    }
    received.push(event)
    options.onEvent?.(event)
    if (answer === 'cut') response.destroy()
    else response.writeHead({ accepted: 204, rejected: 401, failed: 503 }[answer]).end()
  }

  const host = options.host ?? '127.0.0.1'
  const server = await listenOn(host, options.port ?? 0, (request, response) => {
    receive(request, response).catch(() => response.destroy())
  })
  return {
    url: `http://${host}:${portOf(server)}/`,
    port: portOf(server),
    received,
    setSecrets(fresh) {
      secrets = fresh
    },
    close: () => closeServer(server),
  }
}
