import type { ChannelName } from '../../model/index.ts'

/** A folder of an imported list that is no declared channel. */
export interface UnknownFolder {
  readonly title: string
  /** Feeds anywhere inside it. */
  readonly feedCount: number
  /** What makes it a channel, as it stands under `channels:` in `tidewire.yaml`. */
  readonly line: string
}

export interface FolderChannels {
  /**
   * Channels of one feed from the paths of folders that hold it (each outermost first): the deepest folder's first.
   * Folders that are no channel are remembered.
   */
  channelsOf(paths: readonly (readonly string[])[]): string[]
  /** In the order they were met. */
  unknownFolders(): UnknownFolder[]
}

/** As `channels:` in the configuration allows them. */
const MAX_ID_LENGTH = 40
const MAX_TITLE_LENGTH = 100

/**
 * Folders are channels by id or by title, ignoring case, width, accents and punctuation. `reservedIds` are those that a
 * new channel may not take: lists have them.
 */
export function createFolderChannels(
  channels: readonly ChannelName[],
  reservedIds: readonly string[] = [],
): FolderChannels {
  const byName = new Map<string, string>()
  for (const { id, title } of channels) {
    for (const name of [nameKey(title), slugOf(title)])
      if (name !== '' && !byName.has(name)) byName.set(name, id)
  }
  // An id wins over another channel's title.
  for (const { id } of channels) byName.set(id, id)
  const unknown = new Map<string, { title: string; feedCount: number }>()

  return {
    channelsOf(paths) {
      const found = new Set<string>()
      const missed = new Map<string, string>()
      for (const folder of paths.flatMap((path) => path.toReversed())) {
        const key = nameKey(folder)
        const channel = byName.get(key) ?? byName.get(slugOf(folder))
        if (channel !== undefined) found.add(channel)
        else if (key !== '') missed.set(key, folder)
      }
      for (const [key, title] of missed) {
        const known = unknown.get(key)
        if (known) known.feedCount++
        else unknown.set(key, { title, feedCount: 1 })
      }
      return [...found]
    },
    unknownFolders() {
      const freeId = createIds(['top', ...channels.map(({ id }) => id), ...reservedIds])
      return [...unknown.values()].map(({ title, feedCount }) => {
        const id = freeId(slugOf(title) || 'channel')
        return {
          title,
          feedCount,
          line: `  ${id}: ${yamlText([...title].slice(0, MAX_TITLE_LENGTH).join(''))}`,
        }
      })
    },
  }
}

function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()
}

/** `Économie & Finance` → `economie-finance`; empty when nothing of it is Latin or a digit. */
function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
    .slice(0, MAX_ID_LENGTH)
    .replace(/-+$/u, '')
}

/** Gives out ids that nobody has: `sport`, `sport-2` … The last number of each wish is kept: folders may be many. */
function createIds(reserved: readonly string[]): (wish: string) => string {
  const taken = new Set(reserved)
  const numbers = new Map<string, number>()
  return (wish) => {
    let id = wish
    for (let number = numbers.get(wish) ?? 1; taken.has(id); numbers.set(wish, number)) {
      number++
      const ending = `-${number}`
      id = `${wish.slice(0, MAX_ID_LENGTH - ending.length)}${ending}`
    }
    taken.add(id)
    return id
  }
}

/** Plain where YAML cannot take it for anything but text, else quoted: JSON's strings are YAML's too. */
function yamlText(text: string): string {
  const isPlain =
    /^\p{L}[\p{L}\p{M}\p{N} &/.+-]*$/u.test(text) &&
    !/^(true|false|null|yes|no|on|off|y|n)$/iu.test(text) &&
    text === text.trim()
  return isPlain ? text : JSON.stringify(text)
}
