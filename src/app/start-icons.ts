import { setTimeout as wait } from 'node:timers/promises'
import type { ParsedFeed, Source } from '../model/index.ts'
import { whenLost } from '../redis/lost-connections.ts'
import { paceWithin } from '../rules/polling/host-pace.ts'
import { politenessGroups } from '../rules/polling/politeness-group.ts'
import { iconPlaces, titleOfPublisher } from '../rules/polling/publisher-face.ts'
import type { Context } from './context.ts'
import { createFeedClient } from './feed-client.ts'
import { createFindIcon, MAX_ICON_BYTES } from './find-icon.ts'
import { keepJournalOf } from './keep-journal.ts'
import { loop } from './loop.ts'
import { createSaidLately } from './said-lately.ts'
import { tellFailure } from './tell-failure.ts'

/** Between two icons of one process: nobody waits for them, and polls need the room. */
const PAUSE_MS = 5_000
/** A host whose feeds leave no gap for so long is asked another day. */
const PATIENCE_MS = 60_000
const TURN_MS = 500
/** Sources of which a process remembers what it took down, and for how long. */
const REMEMBERED = 20_000
const REMEMBERED_MS = 6 * 3_600_000

type NoteContext = Pick<Context, 'storage' | 'now' | 'redis'> & {
  readonly config: {
    readonly polling: Pick<Context['config']['polling'], 'icons'>
    readonly retention: Pick<Context['config']['retention'], 'dailyEditionsMs'>
  }
}

/**
 * What a document with news shows of its publisher is taken down; an icon is looked for later, beside the polls. Of news
 * that show what the same source's showed lately Redis is told nothing: most do.
 */
export function notePublisherOf({ storage, config, now, redis }: NoteContext) {
  const lately = createSaidLately({ most: REMEMBERED, ageMs: REMEMBERED_MS })
  // Whoever answers next may know nothing of it.
  whenLost(redis, lately.forgetAll)
  return async (source: Source, feed: Omit<ParsedFeed, 'entries'>): Promise<void> => {
    const said = [source.publisherId, source.url, feed.title, feed.siteUrl, feed.iconUrl, feed.logoUrl].join(
      '\n',
    )
    if (lately.knows(source.id, said, now())) return
    const isKnown = await storage.publishers.note(
      source,
      {
        title: titleOfPublisher(source, feed),
        ...(config.polling.icons && { iconPlaces: iconPlaces(source, feed) }),
      },
      { now: now(), ttlMs: config.retention.dailyEditionsMs },
    )
    if (isKnown) lately.keep(source.id, said, now())
  }
}

/** Looks for icons, one at a time, until the signal aborts. */
export async function searchIcons(context: Context, signal: AbortSignal) {
  const { config, guards, storage, log, now } = context
  if (!config.polling.icons) return
  const limits = { maxWireBytes: MAX_ICON_BYTES, maxBodyBytes: MAX_ICON_BYTES }
  const clients = {
    own: createFeedClient(config, guards.feeds, limits),
    foreign: createFeedClient(config, guards.callbacks, limits),
  }
  const findIcon = createFindIcon({
    store: storage.publishers,
    clients,
    now,
    takeTurn: iconTurnOf(context),
    keepJournal: keepJournalOf(context),
  })
  try {
    // Whether there was one or not, a pause follows.
    const turn = async () => {
      await findIcon(signal)
      return false
    }
    await loop(turn, {
      idleMs: PAUSE_MS,
      signal,
      onError: (error) => tellFailure(log, 'an icon could not be looked for', error),
    })
  } finally {
    await Promise.all([clients.own.close(), clients.foreign.close()])
  }
}

/** An icon counts as a poll of its host does; a host that has asked for patience is not asked for it. */
export function iconTurnOf({ storage, config, now }: Pick<Context, 'storage' | 'config' | 'now'>) {
  const { perHost } = config.polling
  const pace = paceWithin(config.polling)
  return async (url: string, signal: AbortSignal): Promise<boolean> => {
    const learned = await storage.paces.load(politenessGroups(url).map(({ id }) => id))
    if (learned.some((known) => known !== undefined && known.gapMs > 0)) return false
    const until = now() + PATIENCE_MS
    while (!(await storage.sources.payHost(url, { now: now(), perHost, pace }))) {
      if (now() >= until) return false
      await wait(TURN_MS, undefined, { signal })
    }
    return true
  }
}
