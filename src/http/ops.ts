import type { FastifyInstance } from 'fastify'
import type { HttpDeps } from './deps.ts'

/** `/healthz` the process answers, `/readyz` it can do its work, `/metrics` for Prometheus when given. */
export function addOpsRoutes(app: FastifyInstance, deps: Pick<HttpDeps, 'ready' | 'metrics'>): void {
  const quiet = { config: { rateLimit: false as const }, logLevel: 'warn' as const }

  app.get('/healthz', quiet, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ ok: true }),
  )

  app.get('/readyz', quiet, async (_request, reply) => {
    const { ok, problems } = await deps
      .ready()
      .catch(() => ({ ok: false, problems: ['The check itself failed.'] }))
    return reply
      .code(ok ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ok, problems })
  })

  const { metrics } = deps
  if (metrics === undefined) return
  app.get('/metrics', quiet, async (_request, reply) =>
    reply
      .header('cache-control', 'no-store')
      .type('text/plain; version=0.0.4; charset=utf-8')
      .send(await metrics()),
  )
}
