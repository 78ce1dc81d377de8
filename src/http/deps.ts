import type { FastifyBaseLogger } from 'fastify'
import type {
  ChannelName,
  Edition,
  Entry,
  Explanation,
  List,
  ListDay,
  ListId,
  Origin,
  PublisherIcon,
  PublisherProfile,
  RenderedFeed,
  Story,
  StoryComparison,
  StoryId,
} from '../model/index.ts'
import type { PolitenessReport } from '../rules/polling/politeness-report.ts'
import type { HubDesk, OwnHub, SourceDesk, StoryDesk, SubscriptionDesk } from './desks.ts'

export type Scope = 'read' | 'operate' | 'admin'

export interface ApiKey {
  /** Shown in logs; never the key itself. */
  readonly name: string
  readonly key: string
  /** `operate` includes `read`, `admin` includes both. */
  readonly scope: Scope
}

export interface Site {
  readonly title: string
  /** Public base URL, no trailing slash. */
  readonly url: string
  /** BCP 47; the pages' own words are English unless it is Chinese. */
  readonly language: string
  /** IANA zone in which clock times are shown. */
  readonly timeZone: string
  /** Our hub, which sends out the feeds of lists; absent: nothing does. */
  readonly hubUrl?: string
}

export interface HttpLimits {
  /** Requests per address and minute; default 600. */
  readonly requestsPerMinute: number
  /** Of what a hub pushes, as it comes over the wire; default 2 MB. */
  readonly maxPushBytes: number
  /** Open `/events` streams in this process; default 1,000. */
  readonly liveClients: number
  /** Open `/events` streams of one address; default 20. */
  readonly liveClientsPerAddress: number
  /** Between two heartbeats of `/events`; default 25 s. */
  readonly heartbeatMs: number
  /** Addresses and ranges of those whose `X-Forwarded-For` says who asks; default nobody's. */
  readonly trustedProxies: readonly string[]
}

export interface EditionReader {
  latest(listId: ListId): Promise<Edition | undefined>
  get(listId: ListId, number: number): Promise<Edition | undefined>
  /** Newest first; `before` leaves out that number and all above it. */
  list(
    listId: ListId,
    page: { limit: number; before?: number },
  ): Promise<readonly { readonly number: number; readonly frozenAt: number }[]>
  /** The one in force at an instant, as exactly as the archive still knows. */
  at(listId: ListId, instant: number): Promise<Edition | undefined>
}

/** A day of the archive, in the site's zone. */
export interface ArchiveDay {
  /** By best rank. Empty: nothing was in the list, or it is too long ago. */
  readonly day: ListDay
  /** Editions of the day that are still kept, oldest first. */
  readonly editions: readonly { readonly number: number; readonly frozenAt: number }[]
  /** Over: the day never changes again. */
  readonly isOver: boolean
  /** Neighbours that have something to show. */
  readonly previous?: string
  readonly next?: string
  /** When the day ended, or now. */
  readonly until: number
}

export interface ArchiveReader {
  /** Undefined: no such day, or none that anything is known of. */
  day(listId: ListId, date: string): Promise<ArchiveDay | undefined>
  /** The date that an instant belongs to. */
  dateOf(instant: number): string
  /** A point wherever the story's rank changed, for each list that held it; times are exact to ten minutes. */
  ranks(
    story: Story,
  ): Promise<
    readonly { readonly listId: ListId; readonly points: readonly { at: number; rank?: number }[] }[]
  >
}

export interface FeedReader {
  /** The stored bytes of a list's newest edition. */
  get(listId: ListId, format: RenderedFeed['format']): Promise<RenderedFeed | undefined>
  /**
   * Renders on the spot what is not stored: `archive` for a frozen edition's own address, a `day` of the
   * archive, whose stories stand in an edition of number 0, `current` for a list
   * whose bytes are not there yet. Edition number 0 without items stands for a list that has no edition.
   */
  render(
    edition: Edition,
    format: RenderedFeed['format'],
    kind:
      | 'current'
      | 'archive'
      | {
          readonly kind: 'day'
          readonly date: string
          readonly isOver: boolean
          readonly previous?: string | undefined
        },
  ): RenderedFeed | Promise<RenderedFeed>
}

export interface TranslatedStory {
  readonly story: Story
  /** What both have, for a person. */
  readonly reason: string
}

export interface StoryReader {
  /** Follows merges: the answer's id is the surviving one. */
  get(id: StoryId): Promise<Story | undefined>
  origins(id: StoryId): Promise<readonly Origin[]>
  /** Newest first. */
  entries(id: StoryId, limit: number): Promise<readonly Entry[]>
  /** Like it, but of other events; most alike first. */
  related(story: Story): Promise<readonly Story[]>
  /** Of the same event in other languages; the strongest evidence first. */
  translations(id: StoryId): Promise<readonly TranslatedStory[]>
  /** Ranks (1 is first) in the newest edition of each list that holds it; absent: not shown. */
  standings?(id: StoryId): Promise<readonly { readonly listId: ListId; readonly rank: number }[]>
}

export interface Explainer {
  place(listId: ListId, storyId: StoryId): Promise<Explanation>
  two(a: StoryId, b: StoryId): Promise<StoryComparison>
}

export interface PublisherReader {
  get(id: string): Promise<PublisherProfile | undefined>
  /** Newest first. */
  entries(id: string, limit: number): Promise<readonly Entry[]>
  icon(id: string): Promise<PublisherIcon | undefined>
  /**
   * Those that have a record, and so a page. `title`: what one is shown as that nobody has named; the others have their
   * names.
   */
  known(ids: ReadonlySet<string>): Promise<ReadonlyMap<string, { readonly title?: string }>>
}

export interface LiveEdition {
  readonly listId: ListId
  readonly number: number
}

export interface LiveEditions {
  /** Calls back for each new edition until the returned function is called. */
  subscribe(listener: (edition: LiveEdition) => void): () => void
}

export interface Readiness {
  readonly ok: boolean
  /** One sentence each, fit for the public: no addresses, no secrets. */
  readonly problems: readonly string[]
}

/** All that pages, feeds and API ask of the rest of the program. */
export interface HttpDeps {
  readonly site: Site
  /** In the order of the pages; `top` first. */
  lists(): readonly List[]
  channels(): readonly ChannelName[]
  /** For the words of an empty page. */
  sourceCount(): Promise<number>
  readonly editions: EditionReader
  readonly archive: ArchiveReader
  readonly feeds: FeedReader
  readonly stories: StoryReader
  readonly editor: StoryDesk
  readonly explain: Explainer
  readonly publishers: PublisherReader
  readonly sources: SourceDesk
  readonly subscriptions: SubscriptionDesk
  /** The reader's score of all sources: of the polls from a time on, or of all. */
  politeness(since: number | undefined): Promise<PolitenessReport>
  readonly live: LiveEditions
  /** Absent: nothing is pushed here. */
  readonly hubs?: HubDesk
  /** Absent: our feeds are sent to nobody. */
  readonly ownHub?: OwnHub
  readonly apiKeys: readonly ApiKey[]
  ready(): Promise<Readiness>
  /** Prometheus text; absent: `/metrics` is not served here (it has a listener of its own). */
  metrics?(): Promise<string>
  /** Whether an error says that the store is away, or accepts nothing: a later try may succeed. */
  isOutage(error: unknown): boolean
  now(): number
  /** A pino instance. */
  readonly log: FastifyBaseLogger
  readonly limits?: Partial<HttpLimits>
}
