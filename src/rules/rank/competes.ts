import type { Entry } from '../../model/entry.ts'
import type { List } from '../../model/list.ts'
import { containsAny, foldText } from '../text/contains-word.ts'

type Competitor = Pick<Entry, 'channels' | 'language' | 'publisherName' | 'title' | 'summary'>
type ListRule = 'channels' | 'languages' | 'publishers' | 'include' | 'exclude'

/** Whether an entry brings its story into a list: every rule of the list that names something must hold. */
export function competesIn(list: List, entry: Competitor): boolean {
  return brokenRule(list, entry) === undefined
}

/**
 * Why none of a story's entries brings it into a list, in words: how many of them each rule of the list keeps out.
 * Undefined when no entry is at hand.
 */
export function whyOutside(list: List, entries: readonly Competitor[]): string | undefined {
  if (entries.length === 0) return undefined
  const broken = entries.map((entry) => brokenRule(list, entry))
  // Entries are held against the rules when they come.
  if (broken.includes(undefined)) return 'the rules of the list were others when its entries came'
  const kept = Map.groupBy(entries, (_, index) => broken[index] as ListRule)
  const parts = [...kept].map(([rule, kept]) => `${kept.length} ${inWords(rule, list, kept)}`)
  return `of ${entries.length === 1 ? 'one entry' : `${entries.length} entries`} ${parts.join(', ')}`
}

/** The first rule that keeps an entry out. */
function brokenRule(list: List, entry: Competitor): ListRule | undefined {
  if (list.channels.length > 0 && !list.channels.some((channel) => entry.channels.includes(channel)))
    return 'channels'
  if (
    list.languages.length > 0 &&
    !list.languages.some((tag) => primaryTag(tag) === primaryTag(entry.language))
  ) {
    return 'languages'
  }
  if (
    list.publishers.length > 0 &&
    !list.publishers.some((name) => foldText(name) === foldText(entry.publisherName))
  ) {
    return 'publishers'
  }
  if (list.include.length === 0 && list.exclude.length === 0) return undefined
  const text = textOf(entry)
  if (containsAny(text, list.exclude)) return 'exclude'
  return list.include.length === 0 || containsAny(text, list.include) ? undefined : 'include'
}

const SHOWN_WORDS = 5

function inWords(rule: ListRule, list: List, entries: readonly Competitor[]): string {
  if (rule === 'channels') return `in none of its channels (${some(list.channels)})`
  if (rule === 'languages') return `in none of its languages (${some(list.languages)})`
  if (rule === 'publishers') return `of none of its publishers (${some(list.publishers)})`
  if (rule === 'include') return `without any of its words (${some(list.include)})`
  const texts = entries.map(textOf)
  const found = list.exclude.filter((word) => texts.some((text) => containsAny(text, [word])))
  return `with a word that it leaves out (${some(found)})`
}

function some(names: readonly string[]): string {
  return [...names.slice(0, SHOWN_WORDS), ...(names.length > SHOWN_WORDS ? ['…'] : [])].join(', ')
}

function textOf({ title, summary }: Competitor): string {
  return foldText(`${title}\n${summary ?? ''}`)
}

function primaryTag(tag: string): string {
  return tag.toLowerCase().split(/[-_]/u)[0] ?? ''
}
