import type { Entry } from '../../model/entry.ts'
import type { List } from '../../model/list.ts'
import { containsAny, foldText } from '../text/contains-word.ts'

/** Whether an entry brings its story into a list: every rule of the list that names something must hold. */
export function competesIn(
  list: List,
  entry: Pick<Entry, 'channels' | 'language' | 'publisherName' | 'title' | 'summary'>,
): boolean {
  if (list.channels.length > 0 && !list.channels.some((channel) => entry.channels.includes(channel)))
    return false
  if (
    list.languages.length > 0 &&
    !list.languages.some((tag) => primaryTag(tag) === primaryTag(entry.language))
  ) {
    return false
  }
  if (
    list.publishers.length > 0 &&
    !list.publishers.some((name) => foldText(name) === foldText(entry.publisherName))
  ) {
    return false
  }
  if (list.include.length === 0 && list.exclude.length === 0) return true
  const text = foldText(`${entry.title}\n${entry.summary ?? ''}`)
  if (containsAny(text, list.exclude)) return false
  return list.include.length === 0 || containsAny(text, list.include)
}

function primaryTag(tag: string): string {
  return tag.toLowerCase().split(/[-_]/u)[0] ?? ''
}
