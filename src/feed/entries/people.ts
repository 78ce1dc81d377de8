import { lineOf, looksLikeHtml, oneLine } from '../html/text.ts'
import { LIMITS } from '../limits.ts'
import { firstText, type RawElement } from '../xml/raw-element.ts'

const ATOM_AUTHORS = ['author', 'dc:creator', 'atom:author', 'dc:author']
/** What RSS calls the author is often the address of an office. */
const RSS_AUTHORS = ['dc:creator', 'author', 'atom:author', 'dc:author']
const FEED_AUTHORS = ['author', 'dc:creator', 'dc:author', 'atom:author']
const CONTRIBUTORS = ['dc:contributor']
const AUTHOR = ['author']
const EDITOR = ['managingeditor']
const OWNER = ['itunes:name']
const ITUNES = ['itunes:author']
const MAIL = /^[^\s@]+@[^\s@]+$/
const GOOGLE_PLAY = ['googleplay:author']

/** Names an entry gives itself or for its source, in the order of the specifications' authority; without repeats. */
export function authorsOf(entry: RawElement, atom: boolean): string[] {
  const own = named(namesIn(entry, atom ? ATOM_AUTHORS : RSS_AUTHORS))
  if (own.length > 0) return unique(own)
  // Who contributed to what nobody wrote is all that is known of its people.
  const contributors = namesIn(entry, CONTRIBUTORS)
  if (contributors.length > 0) return unique(contributors)
  const podcast = podcastersOf(entry)
  if (podcast.length > 0) return podcast
  return unique(entry.all('source').flatMap((source) => namesIn(source, AUTHOR)))
}

/**
 * Whom entries have that name nobody: RFC 4287 §4.1.2 says the feed's authors, Apple says the show's, and RSS 2.0 lets a
 * weblog of one person leave them out. The address of an editor's office is no author.
 */
export function feedAuthors(feed: RawElement): string[] {
  const own = namesIn(feed, FEED_AUTHORS)
  if (own.length > 0) return unique(own)
  const podcast = podcastersOf(feed)
  if (podcast.length > 0) return podcast
  const editors = unique(namesIn(feed, EDITOR).filter((name) => !name.includes('@')))
  if (editors.length > 0) return editors
  return unique(feed.all('itunes:owner').flatMap((owner) => namesIn(owner, OWNER)))
}

/** Without the mail addresses that stand beside names: RSS wants an address for its author, Dublin Core has the name. */
function named(people: readonly string[]): readonly string[] {
  if (people.length < 2) return people
  const names = people.filter((person) => !MAIL.test(person))
  return names.length > 0 ? names : people
}

function podcastersOf(element: RawElement): string[] {
  const names = namesIn(element, ITUNES)
  return unique(names.length > 0 ? names : namesIn(element, GOOGLE_PLAY))
}

function namesIn(element: RawElement, names: readonly string[]): string[] {
  const found: string[] = []
  for (const name of element.among(names)) {
    for (const person of element.all(name)) {
      const called = personName(person)
      if (called !== undefined) found.push(called)
    }
  }
  return found
}

/** `Ann`, `ann@example.com (Ann)` and `Ann <ann@example.com>` are all Ann. */
function personName(person: RawElement): string | undefined {
  const written = firstText(person, 'name', 'atom:name') ?? person.text.trim()
  if (written) return nameOnly(written)
  return firstText(person, 'email', 'atom:email')
}

// Each part stops where the next begins: a document may have a hundred thousand names that are nearly these.
const MAIL_FIRST = /^[^\s@(]+@[^\s(]+ ?\((.+)\)$/
const MAIL_LAST = /^(.+?) ?[<(][^\s@<(]+@[^\s@<(]+[>)]$/

export function nameOnly(written: string): string | undefined {
  const text = written.slice(0, LIMITS.nameLength * 10)
  const plain = looksLikeHtml(text) ? lineOf(text, LIMITS.nameLength) : oneLine(text, LIMITS.nameLength)
  const mailFirst = MAIL_FIRST.exec(plain)
  const mailLast = MAIL_LAST.exec(plain)
  return (mailFirst?.[1] ?? mailLast?.[1] ?? plain).trim() || undefined
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].slice(0, LIMITS.authors)
}
