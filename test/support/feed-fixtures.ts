import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ParseContext } from '../../src/model/index.ts'

/** Whole documents as the large publishing systems write them, each beside what `tidewire parse` prints of it. */
export const FEEDS = join(import.meta.dirname, '../fixtures/feeds')
export const EXPECTED = '.expected.json'

/** What the server would have said; the others are read by their bytes alone. */
export const FEED_CONTEXTS: Readonly<Record<string, Pick<ParseContext, 'contentType' | 'timeZone'>>> = {
  'gazette-1251.xml': { contentType: 'text/xml; charset=windows-1251' },
  'portal-gbk.xml': { timeZone: 'Asia/Shanghai' },
  'broken.xml': { contentType: 'text/html; charset=UTF-8', timeZone: 'Europe/London' },
  'challenge.html': { contentType: 'text/html; charset=UTF-8' },
  'quota.json': { contentType: 'application/json' },
  'feed.json': { contentType: 'application/feed+json' },
}

export const FEED_NAMES = readdirSync(FEEDS).filter((name) => !name.endsWith(EXPECTED))
