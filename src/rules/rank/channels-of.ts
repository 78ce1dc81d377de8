import type { Channel } from '../../model/list.ts'
import { containsAny, foldText } from '../text/contains-word.ts'

/**
 * Channels of an entry: those its source is declared in, then those whose rules it meets, by a category of its
 * publisher's or a word in its text; each once, in the configuration's order.
 */
export function channelsOf(
  entry: {
    readonly title: string
    readonly summary?: string | undefined
    readonly categories: readonly string[]
  },
  declared: readonly string[],
  channels: readonly Channel[],
): readonly string[] {
  const open = channels.filter(
    (channel) =>
      !declared.includes(channel.id) && (channel.categories.length > 0 || channel.include.length > 0),
  )
  if (open.length === 0) return declared
  const text = foldText(`${entry.title}\n${entry.summary ?? ''}`)
  const categories = new Set(entry.categories.map(foldText))
  const met = open.filter(
    (channel) =>
      !containsAny(text, channel.exclude) &&
      (channel.categories.some((name) => categories.has(foldText(name))) ||
        containsAny(text, channel.include)),
  )
  return met.length === 0 ? declared : [...declared, ...met.map((channel) => channel.id)]
}
