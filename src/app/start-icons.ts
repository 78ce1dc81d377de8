import type { ParsedFeed, Source } from '../model/index.ts'
import { iconPlaces, titleOfPublisher } from '../rules/polling/publisher-face.ts'
import type { Context } from './context.ts'
import { createFeedClient } from './feed-client.ts'
import { createFindIcon, MAX_ICON_BYTES } from './find-icon.ts'
import { loop } from './loop.ts'

/** Between two icons of one process: nobody waits for them, and polls need the room. */
const PAUSE_MS = 5_000

type NoteContext = Pick<Context, 'storage' | 'now'> & {
  readonly config: {
    readonly polling: Pick<Context['config']['polling'], 'icons'>
    readonly retention: Pick<Context['config']['retention'], 'dailyEditionsMs'>
  }
}

/** What a document with news shows of its publisher is taken down; an icon is looked for later, beside the polls. */
export function notePublisherOf({ storage, config, now }: NoteContext) {
  return (source: Source, feed: Omit<ParsedFeed, 'entries'>) =>
    storage.publishers.note(
      source,
      {
        title: titleOfPublisher(source, feed),
        ...(config.polling.icons && { iconPlaces: iconPlaces(source, feed) }),
      },
      { now: now(), ttlMs: config.retention.dailyEditionsMs },
    )
}

/** Looks for icons, one at a time, until the signal aborts. */
export async function searchIcons({ config, guards, storage, log, now }: Context, signal: AbortSignal) {
  if (!config.polling.icons) return
  const client = createFeedClient(config, guards.feeds, {
    ...{ maxWireBytes: MAX_ICON_BYTES, maxBodyBytes: MAX_ICON_BYTES },
  })
  const findIcon = createFindIcon({ store: storage.publishers, client, now })
  try {
    // Whether there was one or not, a pause follows.
    const turn = async () => {
      await findIcon(signal)
      return false
    }
    await loop(turn, {
      idleMs: PAUSE_MS,
      signal,
      onError: (error) => log.warn({ err: error }, 'an icon could not be looked for'),
    })
  } finally {
    await client.close()
  }
}
