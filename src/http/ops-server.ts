import { createServer, type Server } from 'node:http'
import { type OpsDeps, opsAnswers } from './ops-answers.ts'

/**
 * The operators' addresses on a port of their own, for every process alike: those without pages have no other. Rejects
 * with the system's error where it may not listen.
 */
export async function startOpsServer(deps: OpsDeps, place: { host: string; port: number }): Promise<Server> {
  const answers = opsAnswers(deps)
  const server = createServer({ requestTimeout: 10_000 }, (request, response) => {
    const answer = answers.get(request.url?.split('?', 1)[0] ?? '')
    const headers = { 'cache-control': 'no-store' }
    if (!answer) {
      response.writeHead(404, headers).end()
      return
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { ...headers, allow: 'GET, HEAD' }).end()
      return
    }
    answer().then(
      ({ status, type, body }) => response.writeHead(status, { ...headers, 'content-type': type }).end(body),
      () => response.writeHead(500, headers).end(),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(place.port, place.host, resolve)
  })
  return server
}
