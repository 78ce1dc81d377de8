import { lineOf, looksLikeHtml, oneLine } from '../html/text.ts'
import { LIMITS } from '../limits.ts'
import { firstText, type RawElement } from '../xml/raw-element.ts'

/** Names an entry gives itself or for its source, in the order of the specifications' authority; without repeats. */
export function authorsOf(entry: RawElement, atom: boolean): string[] {
  // What RSS calls the author is often the address of an office.
  const first = atom ? ['author', 'dc:creator'] : ['dc:creator', 'author']
  const own = [...first, 'atom:author', 'dc:author'].flatMap((name) => namesIn(entry, name))
  if (own.length > 0) return unique(own)
  // Who contributed to what nobody wrote is all that is known of its people.
  const contributors = namesIn(entry, 'dc:contributor')
  if (contributors.length > 0) return unique(contributors)
  const podcast = podcastersOf(entry)
  if (podcast.length > 0) return podcast
  return unique(entry.all('source').flatMap((source) => namesIn(source, 'author')))
}

/**
 * Whom entries have that name nobody: RFC 4287 §4.1.2 says the feed's authors, Apple says the show's, and RSS 2.0 lets a
 * weblog of one person leave them out. The address of an editor's office is no author.
 */
export function feedAuthors(feed: RawElement): string[] {
  const own = ['author', 'dc:creator', 'dc:author', 'atom:author'].flatMap((name) => namesIn(feed, name))
  if (own.length > 0) return unique(own)
  const podcast = podcastersOf(feed)
  if (podcast.length > 0) return podcast
  const editors = unique(namesIn(feed, 'managingeditor').filter((name) => !name.includes('@')))
  if (editors.length > 0) return editors
  return unique(feed.all('itunes:owner').flatMap((owner) => namesIn(owner, 'itunes:name')))
}

function podcastersOf(element: RawElement): string[] {
  const names = namesIn(element, 'itunes:author')
  return unique(names.length > 0 ? names : namesIn(element, 'googleplay:author'))
}

function namesIn(element: RawElement, name: string): string[] {
  return element.all(name).flatMap((person) => personName(person) ?? [])
}

/** `Ann`, `ann@example.com (Ann)` and `Ann <ann@example.com>` are all Ann. */
function personName(person: RawElement): string | undefined {
  const written = firstText(person, 'name', 'atom:name') ?? person.text.trim()
  if (written) return nameOnly(written)
  return firstText(person, 'email', 'atom:email')
}

export function nameOnly(written: string): string | undefined {
  const text = written.slice(0, LIMITS.nameLength * 10)
  const plain = looksLikeHtml(text) ? lineOf(text, LIMITS.nameLength) : oneLine(text, LIMITS.nameLength)
  const mailFirst = /^\S+@\S+ ?\((.+)\)$/.exec(plain)
  const mailLast = /^(.+?) ?[<(]\S+@\S+[>)]$/.exec(plain)
  return (mailFirst?.[1] ?? mailLast?.[1] ?? plain).trim() || undefined
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].slice(0, LIMITS.authors)
}
