import type { SourceId } from './source.ts'

/** What a document says of pushing: a hub, and the URL under which the hub knows the feed (W3C WebSub §4). */
export interface PushTarget {
  readonly hub: string
  readonly topic: string
}

/**
 * `wanted`: not asked yet · `requested`: asked, the hub has not verified it · `active`: verified, pushes come ·
 * `denied`: the hub said no, asked again after a week · `expired`: the lease ended and every renewal failed ·
 * `leaving`: asked to stop, forgotten within a day.
 */
export type EnrolmentStatus = 'wanted' | 'requested' | 'active' | 'denied' | 'expired' | 'leaving'

/** One source's place at a publisher's hub. */
export interface Enrolment extends PushTarget {
  /** 192 random bits, the callback's last path segment: whoever does not know it reaches nothing. */
  readonly token: string
  readonly sourceId: SourceId
  /** Signs what the hub sends; absent where it would travel in clear, and then a push is only a hint to poll. */
  readonly secret?: string
  readonly status: EnrolmentStatus
  /** The last request made of the hub; only this one is confirmed when the hub asks back. */
  readonly asked?: { readonly mode: 'subscribe' | 'unsubscribe'; readonly at: number }
  /** When the hub stops pushing. */
  readonly leaseUntil?: number
  readonly nextStepAt: number
  /** Requests in a row that brought no verification. */
  readonly failureCount: number
  /** One sentence for the operator. */
  readonly lastError?: string
}

/** What polling needs to know of an enrolment. */
export interface PushStanding {
  readonly token: string
  /** Hash of hub and topic. */
  readonly target: string
  /** Pushes are expected until then; 0 when none are. */
  readonly liveUntil: number
  /** Polls in a row that found what a push should have brought. */
  readonly missStreak: number
  /** Of all entries of this hub's sources, how many polls had to find; 0 to 1. */
  readonly hubMissShare: number
}

/** What the operator is shown: no token, no secret. */
export interface PushReport extends PushTarget {
  readonly status: EnrolmentStatus
  /** Whether pushes are signed and read, or only make the source due. */
  readonly trust: 'signed' | 'hint'
  readonly leaseUntil?: number
  readonly nextStepAt: number
  readonly failureCount: number
  readonly lastError?: string
  readonly lastPushAt?: number
  readonly pushCount: number
  /** Pushes without a valid signature. */
  readonly ignoredCount: number
  readonly pushedEntries: number
  readonly missedEntries: number
}

/** A document as a hub sent it, kept until a worker has read it. */
export interface PushDocument {
  readonly token: string
  readonly body: Uint8Array
  readonly contentType?: string
  readonly contentEncoding?: string
  readonly contentLanguage?: string
  readonly receivedAt: number
}
