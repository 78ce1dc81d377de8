import { closeServer, listenOn, portOf } from './newsroom/loopback.ts'

/** A question of a hub, or a document it sent. */
export interface FollowerCall {
  readonly method: string
  /** Path and query as they came. */
  readonly target: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

/** A WebSub subscriber on loopback, which does as the test says. */
export interface FeedFollower {
  readonly port: number
  readonly questions: readonly FollowerCall[]
  readonly documents: readonly FollowerCall[]
  /** What it answers questions with: the challenge unless told. */
  answerQuestions(answer: (challenge: string) => { status: number; body: string }): void
  /** Status for documents; 204 unless told. `hang`: none comes. */
  answerDocuments(status: number | 'hang'): void
  /** As new: nothing has come, and it answers as at the start. */
  reset(): void
  close(): Promise<void>
}

export async function startFeedFollower(): Promise<FeedFollower> {
  const questions: FollowerCall[] = []
  const documents: FollowerCall[] = []
  const echo = (challenge: string) => ({ status: 200, body: challenge })
  let reply = echo
  let status: number | 'hang' = 204
  const server = await listenOn('127.0.0.1', 0, async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { method = '', url: target = '', headers } = request
    const call = { method, target, headers, body: Buffer.concat(chunks) }
    if (method === 'GET') {
      questions.push(call)
      const challenge = new URL(target, 'http://x').searchParams.get('hub.challenge') ?? ''
      const answer = reply(challenge)
      response.writeHead(answer.status).end(answer.body)
      return
    }
    documents.push(call)
    if (status !== 'hang') response.writeHead(status).end()
  })
  return {
    port: portOf(server),
    questions,
    documents,
    answerQuestions(answer) {
      reply = answer
    },
    answerDocuments(answer) {
      status = answer
    },
    reset() {
      questions.length = 0
      documents.length = 0
      reply = echo
      status = 204
    },
    close: () => closeServer(server),
  }
}
