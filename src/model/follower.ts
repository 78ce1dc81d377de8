import type { RenderedFeed } from './feed.ts'
import type { ListId } from './list.ts'

/** A feed that our hub sends to its followers. */
export interface Topic {
  readonly listId: ListId
  readonly format: RenderedFeed['format']
}

/** Who is sent a list's feed whenever it changes (W3C WebSub): a callback that somebody signed up at our hub. */
export interface Follower extends Topic {
  /** Hash of topic and callback: signing up again is the same follower. */
  readonly id: string
  readonly callback: string
  /** Signs what is sent, under 200 bytes; absent: nothing does. */
  readonly secret?: string
  /** Epoch ms; absent: the callback has confirmed nothing yet. */
  readonly followsUntil?: number
  /** Tag of the feed it has. */
  readonly hasEtag?: string
  /** Tries in a row that failed. */
  readonly failureCount: number
  readonly intent?: Intent
}

/** What somebody asked for in the callback's name, until the callback has confirmed it. */
export interface Intent {
  readonly mode: 'subscribe' | 'unsubscribe'
  readonly leaseMs: number
  readonly secret?: string
  /** Epoch ms. Tells one intent from the next. */
  readonly askedAt: number
}

/** What became of a turn with a follower; fields that are absent stay as they are. */
export interface FollowerChange {
  /** `null`: it is settled, one way or the other. */
  readonly intent?: null
  readonly forget?: true
  readonly dueAt?: number
  readonly followsUntil?: number
  /** `null`: what it follows with from now on has none. */
  readonly secret?: string | null
  readonly hasEtag?: string
  readonly failureCount?: number
}
