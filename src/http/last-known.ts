import type { FastifyReply, FastifyRequest } from 'fastify'

/** Gives a good answer once more, to another request for the same address. */
export type AnswerAgain = (
  request: FastifyRequest,
  reply: FastifyReply,
) => FastifyReply | Promise<FastifyReply>

interface Kept {
  readonly again: AnswerAgain
  readonly sizeBytes: number
  readonly madeAt: number
}

const MAX_BYTES = 32 * 1024 * 1024
/** As long as shared caches may do the same: `stale-if-error` of pages and feeds. */
export const STALE_IF_ERROR_S = 86_400

/**
 * The last good answers of this process, for the time in which the store is away: yesterday's page is more to a reader
 * than an apology. Those asked for longest ago are forgotten first.
 */
export function createLastKnown(now: () => number, maxBytes = MAX_BYTES) {
  const kept = new Map<string, Kept>()
  let bytes = 0

  function forget(path: string): void {
    bytes -= kept.get(path)?.sizeBytes ?? 0
    kept.delete(path)
  }

  return {
    keep(request: FastifyRequest, body: string | Uint8Array, again: AnswerAgain): void {
      const path = pathOf(request)
      forget(path)
      // A text that holds one letter beyond Latin takes two bytes for each of them.
      const sizeBytes = typeof body === 'string' ? 2 * body.length : body.byteLength
      kept.set(path, { again, sizeBytes, madeAt: now() })
      bytes += sizeBytes
      for (const oldest of kept.keys()) {
        if (bytes <= maxBytes) break
        forget(oldest)
      }
    },

    /** Undefined: nothing is known of that address, or nothing that is less than a day old. */
    find(request: FastifyRequest): { readonly again: AnswerAgain; readonly ageS: number } | undefined {
      if (request.method !== 'GET' && request.method !== 'HEAD') return undefined
      const found = kept.get(pathOf(request))
      if (found === undefined) return undefined
      const ageS = Math.max(0, Math.round((now() - found.madeAt) / 1000))
      return ageS > STALE_IF_ERROR_S ? undefined : { again: found.again, ageS }
    },
  }
}

export type LastKnown = ReturnType<typeof createLastKnown>

/** What stands behind a `?` chooses nothing on public addresses. */
const pathOf = ({ url }: FastifyRequest) => url.split('?', 1)[0] ?? url
