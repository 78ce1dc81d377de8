export interface ConnectionLog {
  failed(connection: object, role: string, error: Error): void
  ready(connection: object): void
}

interface Log {
  warn(facts: object, message: string): void
  info(facts: object, message: string): void
}

const MOST_WORDS = 20
const CONSEQUENCE = /^(?:Stream|Cluster) isn't /

/**
 * Tells of all connections of a process together: each has a try every two seconds while Redis is away, and what fails
 * is one thing. Each way of failing is told once in an outage, and the outage's end.
 */
export function createConnectionLog(log: Log, now: () => number = () => performance.now()): ConnectionLog {
  const away = new Set<object>()
  const told = new Set<string>()
  let since = 0
  return {
    failed(connection, role, { message }) {
      // What else fails meanwhile is no way of failing.
      if (CONSEQUENCE.test(message)) return
      if (away.size === 0) since = now()
      away.add(connection)
      if (told.has(message) || told.size >= MOST_WORDS) return
      told.add(message)
      log.warn({ role, error: message }, 'redis connection failed')
    },
    ready(connection) {
      if (!away.delete(connection) || away.size > 0) return
      told.clear()
      log.info({ away_ms: Math.round(now() - since) }, 'redis connections are back')
    },
  }
}
