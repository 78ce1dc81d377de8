import type {
  EventType,
  HostPatience,
  ListId,
  PushReport,
  Source,
  SourceId,
  SourceState,
  SourceStatus,
  Story,
  StoryId,
  Subscription,
  SubscriptionId,
} from '../model/index.ts'

/** Throws a `TidewireError` for what cannot be split or merged; doing it again does nothing. */
export interface StoryDesk {
  split(id: StoryId, entryIds: readonly string[]): Promise<{ story: Story; leaves: Story }>
  merge(a: StoryId, b: StoryId): Promise<Story>
}

export interface SourceRecord {
  readonly source: Source
  readonly state: SourceState
  /** Its place at a hub, if it has one. */
  readonly push?: PushReport
  /** In the answer for one source, where its host was ever told of. */
  readonly patience?: HostPatience
}

export interface SourceDraft {
  readonly url: string
  readonly publisherName: string
  readonly channels: readonly string[]
  readonly language?: string
  readonly weight: number
  readonly timeZone?: string
  readonly encoding?: string
  readonly aggregates?: boolean
}

/** Throw a `TidewireError` for an address the guard refuses: the API answers 422 with its code and message. */
export interface SourceDesk {
  /** By their ids; those behind `after` alone, and at most `limit`. */
  page(options: { readonly after?: SourceId; readonly limit: number }): Promise<readonly SourceRecord[]>
  get(id: SourceId): Promise<SourceRecord | undefined>
  /** Adding a known URL updates its settings and keeps its state. */
  add(draft: SourceDraft): Promise<{ source: Source; outcome: 'added' | 'updated' | 'unchanged' }>
  setStatus(id: SourceId, status: SourceStatus): Promise<void>
  pollNow(id: SourceId): Promise<void>
  /** Also one that cannot be read; false when there is none. */
  remove(id: SourceId): Promise<boolean>
}

export interface SubscriptionDraft {
  readonly url: string
  readonly eventTypes: readonly EventType[]
  readonly listIds: readonly ListId[]
  readonly description?: string
}

export interface SubscriptionDesk {
  list(): Promise<readonly Subscription[]>
  get(id: SubscriptionId): Promise<Subscription | undefined>
  /** The answer's first secret is shown to the caller once. */
  add(draft: SubscriptionDraft): Promise<Subscription>
  remove(id: SubscriptionId): Promise<void>
  pause(id: SubscriptionId): Promise<void>
  /** Also clears `disabledReason` and `failingSince`. */
  resume(id: SubscriptionId): Promise<void>
  /** Adds a secret in front; the old ones sign for a while longer. Undefined: no such subscription. */
  rotate(id: SubscriptionId): Promise<Subscription | undefined>
  /**
   * Sends these events once more, or without ids all that it never accepted, from `since` on (epoch ms). Returns how
   * many; undefined: no such subscription. Throws for one that is disabled.
   */
  resend(
    id: SubscriptionId,
    choice: { readonly eventIds?: readonly string[]; readonly since?: number },
  ): Promise<number | undefined>
}

/** Our own hub: takes what is asked for in a callback's name, and answers before the callback is asked. */
export interface OwnHub {
  /** `wrong`: with a message for whoever asked. `full`: there are as many followers as there may be. */
  take(
    form: URLSearchParams,
  ): Promise<{ readonly kind: 'taken' | 'full' } | { readonly kind: 'wrong'; readonly message: string }>
}

/** What hubs say to a callback; `token` is its last path segment. Throws when Redis is away. */
export interface HubDesk {
  isKnown(token: string): Promise<boolean>
  /** Whether we asked for exactly this. */
  verify(
    token: string,
    question: { readonly mode: string; readonly topic: string; readonly leaseSeconds?: number },
  ): Promise<boolean>
  deny(token: string, notice: { readonly topic: string; readonly reason?: string }): Promise<boolean>
  /** Returns once the document is safe, or is not worth keeping. */
  receive(
    token: string,
    document: {
      readonly body: Uint8Array
      readonly contentType?: string
      readonly contentEncoding?: string
      readonly contentLanguage?: string
      readonly signature?: string
    },
  ): Promise<'accepted' | 'unknown'>
  /** Something came that was too large to read. */
  hint(token: string): Promise<void>
}
