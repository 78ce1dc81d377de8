/** Hex-free base32 hash of the feed URL: the same URL is always the same source. */
export type SourceId = string

/**
 * `paused`: by the operator. `gone`: the publisher answered 410. `merged`: it moved to where another source is polled. Only
 * active ones are polled; the others can be resumed.
 */
export type SourceStatus = 'active' | 'paused' | 'gone' | 'merged'

/** A feed the operator declared, in `tidewire.yaml` or at run time. */
export interface Source {
  readonly id: SourceId
  readonly url: string
  /** Hash of the publisher's name; sources with the same publisher name share it. */
  readonly publisherId: string
  readonly publisherName: string
  readonly channels: readonly string[]
  /** BCP 47 tag, when the operator says so; otherwise the feed's own or the text decides. */
  readonly language?: string
  /** Authority in [0.25, 4]; 1 is normal. Enters the heat as the origin's weight. */
  readonly weight: number
  /** IANA zone for dates the feed writes without one; UTC when absent. */
  readonly timeZone?: string
  /** Overrides every other sign of the character encoding. */
  readonly encoding?: string
  /**
   * It carries reports of many publishers and is believed about whose each is (`rules/rank/entry-publisher.ts`); absent: all
   * its entries are its own publisher's, whatever they say.
   */
  readonly aggregates?: boolean
  readonly status: SourceStatus
  /** `config` sources follow `tidewire.yaml`; `runtime` ones were added by CLI or API. */
  readonly declaredBy: 'config' | 'runtime'
}

/** Opaque validators of one URL, byte for byte as the server sent them (RFC 9110 §8.8). */
export interface Validators {
  /** The URL that answered; the validators are sent to no other. */
  readonly url: string
  readonly etag?: string
  readonly lastModified?: string
}

export type PollOutcome =
  | 'changed'
  | 'unchanged'
  | 'not_modified'
  | 'throttled'
  | 'gone'
  | 'not_found'
  | 'not_a_feed'
  | 'too_large'
  | 'timeout'
  | 'dns'
  | 'tls'
  | 'blocked'
  | 'failed'

/** How often the feed says it wants to be asked; kept across 304s. */
export interface PollHints {
  readonly maxAgeMs?: number
  /** That was told by the header Expires, not by max-age. */
  readonly isExpiry?: boolean
  readonly ttlMs?: number
  readonly updatePeriodMs?: number
  /** Hours 0–23 GMT in which not to poll. */
  readonly skipHours?: readonly number[]
  /** Days 0 (Sunday)–6 GMT on which not to poll. */
  readonly skipDays?: readonly number[]
}

/** What recent documents showed of a source's guids. */
export interface GuidMemory {
  /** Up to eight items of the last document: four characters of a hash of link and title, then two of the guid's. */
  readonly sample: readonly string[]
  /** Items seen with a new guid under the same link and title, with none between that kept theirs. */
  readonly changedCount: number
  /** Once `unstable`, for good: going back would make every item another entry. */
  readonly trust: 'trusted' | 'unstable'
}

/** Where permanent redirects lead, not yet for long enough to be believed. */
export interface PendingMove {
  readonly url: string
  /** Epoch ms. */
  readonly since: number
  /** Polls in a row that were led there. */
  readonly count?: number
}

/** What a source writes around its titles, clean: left out when they are compared. */
export interface TitleMarks {
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** Marks of what a source's last document carried, and of what left it lately; packed by `rules/identity/seen-marks.ts`. */
export type SeenMarks = Uint8Array

/** How a source publishes, by its own dates. */
export interface Rhythm {
  /** Of the newest entry, epoch ms. */
  readonly newestAt: number
  /** Median of the gaps between the entries of the last month; absent when there are too few. */
  readonly gapMs?: number
}

/** What polling learned about a source. Written only by the holder of the source's lease. */
export interface SourceState {
  readonly validators?: Validators
  /** First 48 bits of the SHA-256 of the last body, base64url: an identical body is not parsed again. */
  readonly bodyHash?: string
  readonly hints?: PollHints
  readonly rhythm?: Rhythm
  readonly lastPolledAt?: number
  readonly lastSucceededAt?: number
  readonly lastOutcome?: PollOutcome
  /** One sentence for the operator; never a resolved address or a body. */
  readonly lastError?: string
  readonly failureCount: number
  readonly nextPollAt?: number
  /** Why `nextPollAt` is what it is: `max-age 900 s → floor 600 s → jitter +43 s`. */
  readonly nextPollReason?: string
  /** When a body was last sent, changed or not: what answers 304 for too long after is asked unconditionally. */
  readonly lastBodyAt?: number
  readonly pendingMove?: PendingMove
  /** Asked instead of the declared URL, which stays what the operator wrote; the id stays too. */
  readonly movedTo?: string
  /** The source that is polled in place of this one, because this one moved there. */
  readonly mergedInto?: SourceId
  /** When the site's page was last searched for where the feed is now, epoch ms. */
  readonly searchedAt?: number
  readonly feedTitle?: string
  readonly siteUrl?: string
  readonly guids?: GuidMemory
  readonly titleMarks?: TitleMarks
  /** When its turn comes in a politeness group that is asked one by one; it waits for nothing else. */
  readonly turnAt?: number
  /** Subscribers heard that it fails, and not yet that it works again. */
  readonly isToldFailing?: boolean
  /** So that an entry which retention has removed, and the feed still carries, is not new again. */
  readonly seen?: SeenMarks
  readonly pollCount: number
  readonly notModifiedCount: number
  /** Running totals of the source, packed by `rules/polling/pack-ledger.ts`. */
  readonly ledger?: string
}

/** A source that a poll worker may work on until `leaseUntil` (epoch ms); the lease is its token. */
export interface LeasedSource {
  readonly sourceId: SourceId
  readonly leaseUntil: number
  /** When it was due: the next poll is planned from here, not from when the poll ended. */
  readonly dueAt: number
}

/** The bytes that a state was read from, which the store made: given back when the poll is saved, they spare packing anew. */
export interface PackedState {
  readonly state: SourceState
  readonly bytes: Uint8Array
  /** The declared address, and what addresses in it are relative to. */
  readonly url: string
  readonly address: string
  /** For each field its place in the format, then where its bytes begin and end. */
  readonly places: readonly number[]
}
