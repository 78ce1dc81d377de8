import type { Entry } from '../model/entry.ts'
import type { List } from '../model/list.ts'

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
    !list.publishers.some((name) => fold(name) === fold(entry.publisherName))
  ) {
    return false
  }
  if (list.include.length === 0 && list.exclude.length === 0) return true
  const text = fold(`${entry.title}\n${entry.summary ?? ''}`)
  if (list.exclude.some((word) => containsWord(text, fold(word)))) return false
  return list.include.length === 0 || list.include.some((word) => containsWord(text, fold(word)))
}

/**
 * Whole words where the script has word gaps ("art" is not in "party"), anywhere where it has none.
 * Plain search, no patterns: an operator's word can never cost unbounded time.
 */
function containsWord(text: string, word: string): boolean {
  if (word === '') return false
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!joins(text, at) && !joins(text, at + word.length)) return true
  }
  return false
}

/** Whether the characters before and after `at` belong to one spaced word. */
function joins(text: string, at: number): boolean {
  return isSpacedLetter(text[at - 1]) && isSpacedLetter(text[at])
}

function isSpacedLetter(char: string | undefined): boolean {
  return (
    char !== undefined &&
    /[\p{L}\p{M}\p{N}]/u.test(char) &&
    !/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u.test(char)
  )
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim()
}

function primaryTag(tag: string): string {
  return tag.toLowerCase().split(/[-_]/u)[0] ?? ''
}
