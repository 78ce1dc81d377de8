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
} as const satisfies Record<string, Refusal>

/** Why a server accepts no writes, in words for an operator; undefined for any other error. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof Error)) return undefined
  const word = error.message.split(' ', 1)[0] ?? ''
  return Object.hasOwn(REFUSALS, word) ? REFUSALS[word as keyof typeof REFUSALS] : undefined
}
