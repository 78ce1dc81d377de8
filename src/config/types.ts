import type { EventType } from '../model/event.ts'
import type { Channel, List, ListId } from '../model/list.ts'
import type { Source } from '../model/source.ts'
import type { OwnerGroup } from '../rules/rank/owner.ts'

/** Everything a process needs to know; read once at the start and never changed. */
export interface Config {
  readonly site: {
    readonly title: string
    /** Public base URL, without a slash at its end. */
    readonly url: string
    readonly language: string
    /** IANA zone in which pages and the archive count days. */
    readonly timeZone: string
    /** Where publishers reach the operator; part of the User-Agent. Empty when not given. */
    readonly contact: string
    /** Our own hub, which the feeds of lists name; absent: there is none. */
    readonly hubUrl?: string
  }
  readonly redis: {
    /** For a cluster: its nodes, parted by commas. May hold a password. */
    readonly url: string
    readonly prefix: string
    readonly cluster: boolean
    /** Refuse to start on a Redis without append-only file; otherwise it is a warning. */
    readonly requireAof: boolean
  }
  readonly http: {
    readonly host: string
    /** 0: any free port. */
    readonly port: number
    readonly apiKeys: readonly ApiKey[]
    /** Serve health and metrics of every process there, and no metrics on `port`. */
    readonly metricsPort?: number
    /** Addresses and ranges whose `X-Forwarded-For` says who asks. */
    readonly trustedProxies: readonly string[]
  }
  readonly log: { readonly level: string; readonly pretty: boolean }
  readonly channels: readonly Channel[]
  /** `top` first, then one per channel, then the operator's own. */
  readonly lists: readonly List[]
  readonly sources: readonly Source[]
  readonly subscriptions: readonly DeclaredSubscription[]
  /** Publishers that count as one in a story. */
  readonly owners: readonly OwnerGroup[]
  readonly polling: {
    readonly minIntervalMs: number
    readonly defaultIntervalMs: number
    /** Of sources without hints whose every poll costs the publisher the whole document; between the default and the longest. */
    readonly unconditionalIntervalMs: number
    readonly maxIntervalMs: number
    /** Fetches at once in one process. */
    readonly concurrency: number
    /** Sources in one job. */
    readonly batchSize: number
    /** Sources of one host that are leased at once, over all processes. */
    readonly perHost: number
    /** Polls of one host within any minute, of all its sources. */
    readonly perHostMinute: number
    readonly leaseMs: number
    readonly claimEveryMs: number
    /** For one fetch with its redirects. */
    readonly timeoutMs: number
    /** Of a body as it comes over the wire. */
    readonly maxWireBytes: number
    /** Of a body after inflation. */
    readonly maxBodyBytes: number
    /** Entries of a new source's first poll that events tell of; the others are stored silently. */
    readonly announceOnFirstPoll: number
    /** How long permanent redirects must have led to one address before it is asked directly. */
    readonly adoptRedirectsAfterMs: number
    /** How long a feed must have been missing before its site's page is searched for it; one that is gone, at once. */
    readonly rediscoverAfterMs: number
    /** A source that has sent no body for so long is asked once without validators: its 304s may be a mistake. */
    readonly refreshAfterMs: number
    /** Look for the icons of publishers, for their pages and feeds. */
    readonly icons: boolean
    /** Single polls that are kept, of all sources together; 0: none. */
    readonly journal: number
    readonly userAgent: string
  }
  readonly websub: {
    /** Below it hubs reach this installation, without a slash at its end; absent: no source is pushed. */
    readonly callbackUrl?: string
    /** What hubs are asked for; they may grant less. */
    readonly leaseMs: number
    /** First requests of new sources are spread over this time. */
    readonly spreadMs: number
    /** Between two requests to one hub, over all processes. */
    readonly hubPaceMs: number
    /** At most so many follow our own feeds. */
    readonly maxFollowers: number
  }
  readonly parsing: {
    readonly threads: number
    readonly timeoutMs: number
    readonly maxHeapMb: number
    /** Of each thread, for items as they were read last. */
    readonly memoBytes: number
  }
  readonly stories: {
    /** How long reports still join a story. */
    readonly windowMs: number
    /** In which entries are made comparable before they are placed; 0: in the one that places them. */
    readonly threads: number
    /** Likeness from which two reports are one story; absent: the rule's own. */
    readonly threshold?: number
    /** From the first change of a story's title until subscribers hear what it is by then. */
    readonly updateDelayMs: number
    /** A model on this machine that is asked about doubtful translations; absent: none is. */
    readonly model?: {
      readonly url: string
      readonly name?: string
      readonly raise?: number
      readonly veto?: number
      readonly timeoutMs: number
    }
  }
  readonly ranking: {
    /** Editions of one list are at least so far apart. */
    readonly debounceMs: number
    /** Every list is looked at this often even when nothing was reported, so that old stories leave. */
    readonly sweepMs: number
  }
  readonly retention: {
    readonly entriesMs: number
    readonly journalMs: number
    readonly storiesMs: number
    /** Every edition, counted from when it was replaced. */
    readonly editionsMs: number
    /** The last edition of each hour. */
    readonly hourlyEditionsMs: number
    /** The last edition of each day, and the record of the day. */
    readonly dailyEditionsMs: number
    readonly eventsMs: number
  }
  readonly delivery: {
    readonly concurrency: number
    readonly perSubscription: number
    /** Attempts at once to one host, of all subscriptions and processes. */
    readonly perTarget: number
    /** The same, in a minute. */
    readonly perTargetMinute: number
    readonly timeoutMs: number
    /** Pause before each attempt, the first included. */
    readonly retryScheduleMs: readonly number[]
  }
  readonly network: { readonly feeds: NetworkRules; readonly callbacks: NetworkRules }
  readonly shutdown: { readonly graceMs: number }
  /** The file that was read, as it was named; absent when there was none. */
  readonly file?: string
  /** What is odd for every stage but no mistake, in words for the operator. */
  readonly warnings: readonly string[]
}

export interface ApiKey {
  readonly name: string
  readonly key: string
  readonly scope: 'read' | 'operate' | 'admin'
}

export interface NetworkRules {
  /** Private destinations that are allowed all the same: CIDR, address, host name or host:port. */
  readonly allow: readonly string[]
  readonly ports: readonly number[]
}

/** A webhook of `tidewire.yaml`. */
export interface DeclaredSubscription {
  readonly url: string
  /** Empty: every type. */
  readonly eventTypes: readonly EventType[]
  /** Empty: every list. */
  readonly listIds: readonly ListId[]
  /** Absent: one is made when the subscription is first declared. */
  readonly secret?: string
  readonly description?: string
}
