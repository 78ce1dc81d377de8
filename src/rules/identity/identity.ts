import type { ParsedEntry } from '../../model/feed.ts'
import type { GuidMemory } from '../../model/source.ts'
import { hashId } from '../ids.ts'
import { canonicalUrl, isSiteRoot } from './canonical-url.ts'

export interface IdentifiedEntry {
  /** Names the entry within its source, the same at every poll. */
  readonly key: string
  readonly entry: ParsedEntry
}

/** Values that publishing software writes when it has no id. */
const EMPTY_GUIDS = new Set([
  '',
  '0',
  '-1',
  '-',
  'null',
  'undefined',
  'none',
  'nil',
  'false',
  'true',
  'n/a',
  'guid',
  'id',
])
/** WordPress adds these to the guid of a post somebody looked at before it was published. */
const PREVIEW_PARAMETERS = new Set(['preview', 'preview_id', 'preview_nonce'])

/**
 * Identity of each entry of one document: its guid, else its link, else its text. Where several different
 * items share a guid or a link, that one is split by link, then by title. Exact repeats are dropped, and so is
 * an entry that has nothing at all to tell it by. Order is kept. Unstable guids count only where there is no link.
 */
export function identifyEntries(
  entries: readonly ParsedEntry[],
  guidTrust: GuidMemory['trust'] = 'trusted',
): IdentifiedEntry[] {
  const byGuid = identifyByGuid(entries, guidTrust)
  if (byGuid) return byGuid
  const keyed = entries.map((entry) => keysOf(entry, guidTrust)).filter((keys) => keys !== undefined)
  const byOutline = sizes(keyed.map(({ outline }) => outline))
  const firstOf = new Map<string, KeyedEntry>()
  for (const keys of keyed) {
    const { outline } = keys
    const content = byOutline.get(outline) === 1 ? outline : `${outline}\u0001${keys.body()}`
    if (!firstOf.has(content)) firstOf.set(content, keys)
  }
  const distinct = [...firstOf.values()]
  const byBase = sizes(distinct.map(({ base }) => base))
  const byLink = sizes(distinct.map(({ linked }) => linked))
  const identified = new Map<string, ParsedEntry>()
  for (const { entry, base, linked, title, body } of distinct) {
    const isAlone = byBase.get(base) === 1
    const key = isAlone ? base : byLink.get(linked) === 1 ? linked : `${linked}|${title ?? body()}`
    // Equal in all three: versions of one item; the first one stands nearer to the top of the document.
    if (!identified.has(key)) identified.set(key, entry)
  }
  return [...identified].map(([key, entry]) => ({ key, entry }))
}

/** Most documents: each entry has a guid of its own, and nothing else needs to be looked at. Undefined for all others. */
export function identifyByGuid(
  entries: readonly ParsedEntry[],
  guidTrust: GuidMemory['trust'] = 'trusted',
): IdentifiedEntry[] | undefined {
  if (guidTrust === 'unstable') return undefined
  const byKey = new Map<string, ParsedEntry>()
  for (const entry of entries) {
    const key = guidKey(entry)
    if (key === undefined || byKey.has(key)) return undefined
    byKey.set(key, entry)
  }
  return [...byKey].map(([key, entry]) => ({ key, entry }))
}

interface KeyedEntry {
  readonly entry: ParsedEntry
  /** Guid, link and title: equal, together with the body, in exact repeats. */
  readonly outline: string
  readonly base: string
  /** Base and link. */
  readonly linked: string
  readonly title: string | undefined
  /** Worked out only where it decides: reading a whole body costs more than the other keys together. */
  body(): string | undefined
}

function keysOf(entry: ParsedEntry, guidTrust: GuidMemory['trust']): KeyedEntry | undefined {
  const link = linkKey(entry)
  const guid = guidTrust === 'unstable' && link !== undefined ? undefined : guidKey(entry)
  const title = titleKey(entry, guid === undefined && link === undefined)
  const base = guid ?? link ?? title ?? bodyKey(entry)
  if (base === undefined) return undefined
  return {
    entry,
    outline: [guid, link, title].join('\u0001'),
    base,
    linked: link === undefined || link === base ? base : `${base}|${link}`,
    title,
    body: () => bodyKey(entry),
  }
}

/** http and https guids are one: polls and pushes of the same blog differ in it. */
export function guidKey(entry: ParsedEntry): string | undefined {
  const guid = entry.guid?.trim() ?? ''
  if (EMPTY_GUIDS.has(guid.toLowerCase())) return undefined
  if (!/^https?:\/\//iu.test(guid)) return `guid:${guid}`
  const url = URL.parse(guid)
  if (!url) return `guid:${guid}`
  if (url.pathname === '/' && url.search === '' && url.hash === '') return undefined
  const query = url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !PREVIEW_PARAMETERS.has(pair.split('=')[0] ?? ''))
    .join('&')
  return `guid://${url.host}${url.pathname}${query === '' ? '' : `?${query}`}${url.hash}`
}

function linkKey(entry: ParsedEntry): string | undefined {
  const link = entry.url?.trim() ?? ''
  if (link === '') return undefined
  const canonical = canonicalUrl(link) ?? link
  return isSiteRoot(canonical) ? undefined : `link:${canonical}`
}

/** `isAll`: without guid and link the title alone is too little, since daily items share it. */
function titleKey(entry: ParsedEntry, isAll: boolean): string | undefined {
  const title = plain(entry.title)
  if (title === '') return undefined
  return `text:${hashId(title, isAll ? plain(entry.summary) : '')}`
}

function bodyKey(entry: ParsedEntry): string | undefined {
  const parts = [plain(entry.summary), entry.enclosures[0]?.url ?? '', entry.imageUrl ?? '']
  return parts.every((part) => part === '') ? undefined : `body:${hashId(...parts)}`
}

function plain(text: string | undefined): string {
  return (text ?? '').normalize('NFC').replace(/\s+/gu, ' ').trim()
}

function sizes(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}
