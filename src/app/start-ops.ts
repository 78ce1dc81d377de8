import { startOpsServer } from '../http/ops-server.ts'
import { measureBacklog } from './backlog.ts'
import type { Context } from './context.ts'
import { createReadiness } from './readiness.ts'

/** What operators ask of this process; the numbers from Redis are read when somebody asks. */
export function opsOf(context: Context) {
  return {
    ready: createReadiness(context),
    async metrics() {
      await measureBacklog(context)
      return context.metrics.render()
    },
  }
}

/** Serves them on `http.metricsPort`, where there is one, until the signal aborts. Work goes on without them. */
export async function startOps(context: Context, signal: AbortSignal): Promise<void> {
  const { host, metricsPort: port } = context.config.http
  if (port === undefined) return
  try {
    const server = await startOpsServer(opsOf(context), { host, port })
    signal.addEventListener('abort', () => {
      server.close()
      server.closeAllConnections()
    })
    context.log.info({ host, port }, 'health and metrics are served')
  } catch (error) {
    const remedy = 'Give each process on this machine a port of its own, TIDEWIRE_HTTP_METRICS_PORT.'
    context.log.warn({ host, port, err: error, remedy }, 'health and metrics are not served')
  }
}
