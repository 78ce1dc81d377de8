export interface Refusal {
  readonly message: string
  readonly remedy: string
}

/** By the word that the server's error starts with. */
export const REFUSALS = {
  OOM: {
    message: 'Redis is full',
    remedy:
      'Raise its maxmemory, or keep less (retention, polling.journal). Work goes on by itself, and nothing that was accepted is lost.',
  },
  MISCONF: {
    message: 'Redis cannot write to its disk and accepts nothing',
    remedy: 'Make room or mend the disk; its own log says more. Work goes on by itself.',
  },
  READONLY: {
    message: 'this Redis is a replica, which accepts nothing',
    remedy: 'Name its master in redis.url, or the sentinels that know it.',
  },
  NOAUTH: {
    message: 'Redis wants a password',
    remedy:
      'Write it into redis.url, redis://user:password@host:6379, or into a file that TIDEWIRE_REDIS_URL_FILE names.',
  },
  WRONGPASS: {
    message: 'Redis refuses the user or the password of redis.url',
    remedy: 'Characters such as @ : / # stand there percent-encoded.',
  },
  NOPERM: {
    message: 'the user of redis.url may not do all that is needed',
    remedy:
      'Allow it all commands but @dangerous, and INFO, on the keys and channels of redis.prefix: ~{prefix}* ~{prefix:* &{prefix}*.',
  },
  MOVED: {
    message: 'this Redis is a node of a cluster',
    remedy: 'Set redis.cluster: true.',
  },
} as const satisfies Record<string, Refusal>

/** Why a server does not do what it is asked, in words for an operator; undefined for any other error. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof Error)) return undefined
  // A transaction says only that it was discarded, and the client why.
  const { previousErrors } = error as { previousErrors?: readonly unknown[] }
  if (previousErrors && previousErrors.length > 0) return refusalOf(previousErrors[0])
  const word = error.message.split(' ', 1)[0] ?? ''
  return Object.hasOwn(REFUSALS, word) ? REFUSALS[word as keyof typeof REFUSALS] : undefined
}

/** How a client words that no server answers, and a server that it cannot yet, or that no master can. */
const AWAY =
  /^(?:(?:connect|read|write|getaddrinfo) E|Connection is closed|Socket timeout|Stream isn't writeable|Cluster isn't ready|Failed to refresh slots|Reached the max retries|(?:LOADING|UNBLOCKED|CLUSTERDOWN|MASTERDOWN|TRYAGAIN) )/

/** Whether an error says that Redis is away or does not do its work: by itself it may be well again in a moment. */
export function isOutage(error: unknown): boolean {
  return refusalOf(error) !== undefined || (error instanceof Error && AWAY.test(error.message))
}
