import { hash } from 'node:crypto'
import type { EntryId } from '../model/entry.ts'
import type { EventId } from '../model/event.ts'
import type { SourceId } from '../model/source.ts'
import type { StoryId } from '../model/story.ts'

/** Crockford's base32 in lower case: no i, l, o, u, so that ids survive being read aloud. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const TIME_CHARS = 10

/** 80 bits of SHA-256 over the parts, 16 characters. Parts are joined by U+0000, so ('a','b') is not ('ab'). */
export function hashId(...parts: string[]): string {
  // As a string of one character per byte: no buffer needs to be made.
  const digest = hash('sha256', parts.length === 1 ? (parts[0] ?? '') : parts.join('\u0000'), 'binary')
  return eightOf(digest, 0) + eightOf(digest, 5)
}

const TWO = Array.from({ length: 1024 }, (_, bits) => ALPHABET.charAt(bits >> 5) + ALPHABET.charAt(bits & 31))

/** Five bytes as eight characters. */
function eightOf(bytes: string, at: number): string {
  const second = bytes.charCodeAt(at + 1)
  const third = bytes.charCodeAt(at + 2)
  const fourth = bytes.charCodeAt(at + 3)
  return (
    tenBits((bytes.charCodeAt(at) << 2) | (second >> 6)) +
    tenBits(((second & 63) << 4) | (third >> 4)) +
    tenBits(((third & 15) << 6) | (fourth >> 2)) +
    tenBits(((fourth & 3) << 8) | bytes.charCodeAt(at + 4))
  )
}

/** Ten bits as two characters. */
export function tenBits(bits: number): string {
  return TWO[bits] as string
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
