import type { Config } from '../config.ts'
import { createGuard, type Guard } from '../net/guard.ts'
import { createHttpClient, type HttpClient, type HttpLimits } from '../net/request.ts'

/** The client that asks publishers, within the limits of the configuration. */
export function createFeedClient(
  { network, polling }: Pick<Config, 'network' | 'polling'>,
  guard: Guard = createGuard({ purpose: 'feeds', ...network.feeds }),
  limits: Partial<HttpLimits> = {},
): HttpClient {
  return createHttpClient({
    guard,
    userAgent: polling.userAgent,
    limits: {
      totalMs: polling.timeoutMs,
      maxWireBytes: polling.maxWireBytes,
      maxBodyBytes: polling.maxBodyBytes,
      ...limits,
    },
  })
}
