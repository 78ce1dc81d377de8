import type { PollOutcome, SourceId } from './source.ts'

/** One request as it left this process, and what came back. Header names are in lower case. */
export interface Exchange {
  readonly method: string
  /** As asked for, query included; without user name, password and fragment. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Absent, as all that follows, when nothing came back. */
  readonly statusCode?: number
  readonly etag?: string
  readonly lastModified?: string
  /** Where a redirect led, made absolute. */
  readonly location?: string
}

/**
 * Who asked for a poll: the plan, somebody by hand or through the API, or what came from a hub.
 */
export type PollCause = 'first' | 'planned' | 'operator' | 'hub'

/** `icon`: no poll at all, but a picture that was looked for. */
export type AskCause = PollCause | 'icon'

/** Ways to be rude to a publisher; `docs/politeness.md` says what each means and what it costs. */
export const VIOLATION_KINDS = [
  'unconditional',
  'mangled',
  'latched',
  'leaked',
  'early',
  'retry_after',
  'after_gone',
  'skip_time',
  'double',
  'noise',
  'crowded',
  'hurried',
] as const

export type ViolationKind = (typeof VIOLATION_KINDS)[number]

export interface Violation {
  readonly kind: ViolationKind
  /** What was done and what would have been right. */
  readonly sentence: string
}

/** Running totals of one source, since its first poll. */
export interface SourceLedger {
  /** Epoch ms, whole minutes. */
  readonly since: number
  readonly polls: number
  /** Requests beyond one a poll: redirects that were followed. */
  readonly redirects: number
  readonly notModified: number
  /** 200 with the bytes of the time before. */
  readonly unchanged: number
  readonly changed: number
  readonly throttled: number
  /** 404, 410. */
  readonly refused: number
  /** Not a feed, too large. */
  readonly unreadable: number
  /** No answer, or one of no use: time-out, DNS, TLS, 5xx, blocked by the guard. */
  readonly unreachable: number
  readonly wireBytes: number
  /** What 304s spared: the wire size of the last full body, each time. An estimate. */
  readonly savedBytes: number
  /** Unconditional on purpose: nothing but 304 for a week. */
  readonly refreshes: number
  /** Asked for by an operator, so that no rule of time applies. */
  readonly byOperator: number
  /** Begun by a worker that died or had to go before it knew the answer: sent or not. Not among `polls`. */
  readonly lost: number
  readonly violations: Readonly<Partial<Record<ViolationKind, number>>>
  readonly lastViolation?: { readonly kind: ViolationKind; readonly at: number }
  /** What the publisher said last, to judge the next request by. */
  readonly heard: Heard
}

/** What a publisher's last words ask of the next request. Written from the answers alone, not from the plan. */
export interface Heard {
  /** Not to come before; epoch ms, whole seconds. */
  readonly notBefore?: number
  readonly wish?: Wish
  /** Fingerprints of the URL that gave validators, and of these. */
  readonly url?: string
  readonly etag?: string
  readonly lastModified?: string
  readonly fullBytes: number
  /** When the last full body came; epoch ms, whole minutes. */
  readonly fullAt?: number
  /** 410s in a row. */
  readonly goneInRow: number
}

export type Wish = 'max-age' | 'ttl' | 'update period' | 'Retry-After' | 'Expires'

/** `subdomain`: one host under a registrable domain · `host`: one host and port outside the public suffixes. */
export type PatienceScope = 'domain' | 'subdomain' | 'host'

/** One poll in the journal, or another request that counts for its host. */
export interface JournalRow {
  /** Of an icon, its publisher's id. */
  readonly sourceId: SourceId
  /** The politeness group that was asked, where no source tells it. */
  readonly host?: string
  /** The least time between two requests that was learned of the host, as it was when this one was made; ms. */
  readonly gapMs?: number
  /** What it was learned of, where that is a part of the host's group. */
  readonly gapOf?: 'subdomain'
  /** When the request left; of a lost poll the last moment at which it may have. Epoch ms. */
  readonly at: number
  readonly cause: AskCause
  /** The plan's reasons for this time. */
  readonly why: string
  /** Which validators went with the request that was answered: `etag`, `last-modified`, both with `+`, or nothing. */
  readonly asked: string
  /** `lost`: its worker died or had to go before it knew the answer; the request may have left or not. */
  readonly outcome: PollOutcome | 'lost'
  readonly statusCode?: number
  readonly requests: number
  readonly wireBytes: number
  readonly savedBytes: number
  readonly durationMs: number
  readonly violations: readonly Violation[]
}

/** What was learned since one of the feeds that may share a limiter was told to slow down. */
export interface HostPatience {
  /** Whom that concerns: all feeds of the domain, the subdomain or the host are asked one by one, in turns; or that feed alone. */
  readonly scope: PatienceScope | 'feed'
  /** Between two requests to all of them; 0 where feeds are asked independently. */
  readonly gapMs: number
  /** When one of them was last told to slow down. Epoch ms. */
  readonly throttledAt: number
  /** When its next turn is free; where turns are taken. Epoch ms. */
  readonly nextTurnAt?: number
}
