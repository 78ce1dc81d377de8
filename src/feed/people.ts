import { LIMITS } from './limits.ts'
import { firstText, type RawElement } from './raw-element.ts'
import { lineOf, looksLikeHtml, oneLine } from './text.ts'

/** Names an entry gives itself or for its source, in the order of the specifications' authority; without repeats. */
export function authorsOf(entry: RawElement): string[] {
  const own = ['dc:creator', 'author', 'atom:author', 'dc:author', 'dc:contributor'].flatMap((name) =>
    namesIn(entry, name),
  )
  if (own.length > 0) return unique(own)
  const podcast = namesIn(entry, 'itunes:author')
  if (podcast.length > 0) return unique(podcast)
  return unique(entry.all('source').flatMap((source) => namesIn(source, 'author')))
}

/** RFC 4287 §4.1.2: an entry without an author has its source's, else its feed's. RSS does not pass editors on. */
export function feedAuthors(feed: RawElement, atom: boolean): string[] {
  return atom ? unique(namesIn(feed, 'author')) : []
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
