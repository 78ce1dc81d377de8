import type { ServerResponse } from 'node:http'
import { closeServer, listenOn, portOf } from './newsroom/loopback.ts'

/** A server that lets every request wait until the test says what becomes of it. */
export interface HoldingServer {
  readonly url: string
  /** Requests that came in, answered or not. */
  readonly requests: readonly { readonly method: string; readonly headers: Record<string, unknown> }[]
  /** Requests that still wait; those the other side gave up do not count. */
  waiting(): number
  /** Answers what waits, and from now on everything at once. */
  answer(status: number, body?: string, contentType?: string): void
  /** Holds again what comes from now on. */
  hold(): void
  close(): Promise<void>
}

export async function startHoldingServer(): Promise<HoldingServer> {
  const requests: { method: string; headers: Record<string, unknown> }[] = []
  const held = new Set<ServerResponse>()
  let send: ((response: ServerResponse) => void) | undefined
  const server = await listenOn('127.0.0.1', 0, (request, response) => {
    requests.push({ method: request.method ?? '', headers: request.headers })
    request.resume()
    response.once('close', () => held.delete(response))
    if (send) send(response)
    else held.add(response)
  })
  return {
    url: `http://127.0.0.1:${portOf(server)}/`,
    requests,
    waiting: () => held.size,
    answer(status, body = '', contentType = 'text/plain') {
      send = (response) => void response.writeHead(status, { 'content-type': contentType }).end(body)
      for (const response of held) send(response)
    },
    hold() {
      send = undefined
    },
    close: () => closeServer(server),
  }
}
