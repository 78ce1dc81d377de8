import { hash } from 'node:crypto'
import type { EntryId } from '../model/entry.ts'
import type { EventId } from '../model/event.ts'
import type { SourceId } from '../model/source.ts'
import type { StoryId } from '../model/story.ts'

/** Crockford's base32 in lower case: no i, l, o, u, so that ids survive being read aloud. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const HASH_CHARS = 16
const TIME_CHARS = 10

/** 80 bits of SHA-256 over the parts, 16 characters. Parts are joined by U+0000, so ('a','b') is not ('ab'). */
export function hashId(...parts: string[]): string {
  // As a string of one character per byte: no buffer needs to be made.
  const digest = hash('sha256', parts.length === 1 ? (parts[0] ?? '') : parts.join('\u0000'), 'binary')
  let bits = 0
  let held = 0
  let id = ''
  for (let at = 0; id.length < HASH_CHARS; at++) {
    held = (held << 8) | digest.charCodeAt(at)
    bits += 8
    while (bits >= 5) {
      bits -= 5
      id += ALPHABET[(held >> bits) & 31]
    }
    held &= (1 << bits) - 1
  }
  return id
}

/** Host case, default port and fragment do not make another source. */
export function sourceId(url: string): SourceId {
  const parsed = URL.parse(url.trim())
  if (!parsed) return hashId('source', url.trim())
  parsed.hash = ''
  return hashId('source', parsed.href)
}

/** Sources whose publisher has the same name, ignoring case, width and spacing, share the publisher. */
export function publisherId(name: string): string {
  return hashId('publisher', name.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim())
}

export function entryId(source: SourceId, identityKey: string): EntryId {
  return hashId('entry', source, identityKey)
}

/** 26 characters: ten that sort by time, as in a ULID, and sixteen from the founding entry. */
export function storyId(reportedAt: number, foundingEntryId: EntryId): StoryId {
  return timePrefix(reportedAt) + hashId('story', foundingEntryId)
}

export function eventId(...parts: (string | number)[]): EventId {
  return hashId('event', ...parts.map(String))
}

/** Of host and port: two servers on one private address are two hosts. */
export function hostId(url: string): string {
  return hashId('host', URL.parse(url.trim())?.host ?? url.trim())
}

function timePrefix(time: number): string {
  let rest = Number.isFinite(time) ? Math.min(Math.max(Math.floor(time), 0), 2 ** 48 - 1) : 0
  let prefix = ''
  for (let i = 0; i < TIME_CHARS; i++) {
    prefix = ALPHABET[rest % 32] + prefix
    rest = Math.floor(rest / 32)
  }
  return prefix
}
