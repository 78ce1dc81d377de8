import type { PendingMove, Source, SourceState } from '../../model/source.ts'

/** What a poll showed of a source's address. */
export interface MoveInput {
  /** What was asked. */
  readonly address: string
  /** Where a chain of nothing but 301 and 308 led; absent after a direct answer or any temporary redirect. */
  readonly permanentUrl?: string | undefined
  readonly pending?: PendingMove | undefined
  readonly now: number
  readonly adoptAfterMs: number
}

export type MovePlan =
  | { readonly kind: 'none' }
  | { readonly kind: 'pending'; readonly pending: PendingMove }
  | { readonly kind: 'adopt'; readonly url: string }

/** Failures in a row at an adopted address before the declared one is asked again. */
const RETURN_AFTER = 5

/** The address to ask: where the source has moved to, or what the operator wrote. */
export function addressOf(source: Pick<Source, 'url'>, state: Pick<SourceState, 'movedTo'>): string {
  return state.movedTo ?? source.url
}

/**
 * What to make of the redirects of an answered poll. The same address over https is adopted at once. Any other is
 * adopted when permanent redirects have led to it, and to nothing else, for as long as configured: a mistaken or
 * hijacked 301 of a few hours moves nobody (RFC 9110 §15.4.2 allows to re-link; it does not ask to believe at once).
 * A failed poll says nothing about the address and is not given here.
 */
export function planMove({ address, permanentUrl, pending, now, adoptAfterMs }: MoveInput): MovePlan {
  if (permanentUrl === undefined || permanentUrl === address) return { kind: 'none' }
  if (isUpgrade(address, permanentUrl)) return { kind: 'adopt', url: permanentUrl }
  // A clock that was set back must not make a young redirect old, nor an old one eternal.
  const since = pending?.url === permanentUrl ? Math.min(pending.since, now) : now
  if (now - since >= adoptAfterMs) return { kind: 'adopt', url: permanentUrl }
  const count = pending?.url === permanentUrl ? (pending.count ?? 1) + 1 : 1
  return { kind: 'pending', pending: { url: permanentUrl, since, count } }
}

/** Whether an adopted address has failed for so long that the declared one deserves another try. */
export function isLost(state: Pick<SourceState, 'movedTo' | 'failureCount' | 'lastOutcome'>): boolean {
  return (
    state.movedTo !== undefined && state.lastOutcome !== 'throttled' && state.failureCount >= RETURN_AFTER
  )
}

/** The same host and path, from http on its usual port to https on its own. */
function isUpgrade(from: string, to: string): boolean {
  const [a, b] = [URL.parse(from), URL.parse(to)]
  return (
    a?.protocol === 'http:' &&
    b?.protocol === 'https:' &&
    a.hostname === b.hostname &&
    a.port === '' &&
    b.port === '' &&
    a.pathname === b.pathname &&
    a.search === b.search
  )
}
