import type { FastifyInstance } from 'fastify'
import { type OpsDeps, opsAnswers } from './ops-answers.ts'

/** The operators' addresses beside the pages. */
export function addOpsRoutes(app: FastifyInstance, deps: OpsDeps): void {
  const quiet = { config: { rateLimit: false as const }, logLevel: 'warn' as const }
  for (const [path, answer] of opsAnswers(deps)) {
    app.get(path, quiet, async (_request, reply) => {
      const { status, type, body } = await answer()
      return reply.code(status).header('cache-control', 'no-store').type(type).send(body)
    })
  }
}
