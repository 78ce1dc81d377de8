import { parseAtomFeed } from 'feedsmith'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { createArchive } from '../../../src/app/archive.ts'
import { type Context, runStages } from '../../../src/app.ts'
import { loadConfig } from '../../../src/config.ts'
import { createLog } from '../../../src/log.ts'
import type { DayItem, EditionItem } from '../../../src/model/index.ts'
import { RANK_STEP_MS } from '../../../src/rules/rank/archive.ts'
import { createDays } from '../../../src/rules/rank/days.ts'
import { contextOf, settingsOf, writeSettings } from '../../support/processes-settings.ts'
import { freePort, removeKeys, uniquePrefix, until } from '../../support/redis.ts'
import { makeStory } from '../../unit/rules/support/make.ts'

const DAY = 86_400_000
const DAYS = 5
const NEW_A_DAY = 3
const days = createDays('UTC')
const now = Date.now()

let context: Context
let site: string
let leave: () => Promise<void>

beforeAll(async () => {
  const port = await freePort()
  site = `http://127.0.0.1:${port}`
  const prefix = uniquePrefix('archive')
  const { file, remove } = writeSettings(
    settingsOf({
      redis: { url: inject('redisUrl'), prefix },
      sections: { site: { title: 'Test Wire', url: site }, http: { host: '127.0.0.1', port } },
    }),
  )
  const config = loadConfig({ file, env: {}, cwd: process.cwd() })
  const lines: string[] = []
  const log = createLog(config, { name: 'web', stream: { write: (line: string) => lines.push(line) } })
  const stopping = new AbortController()
  context = contextOf(file)
  for (let day = 0; day < DAYS; day++) await freezeDay(day)
  const running = runStages(['web'], config, { log, signal: stopping.signal })
  leave = async () => {
    stopping.abort()
    await running
    await removeKeys(context.redis, prefix)
    await context.close()
    remove()
  }
  await Promise.race([running, until(() => lines.some((line) => line.includes('"started"')))])
})
afterAll(() => leave())

/** Each day brings three stories; the first of them stays for the day after. */
async function freezeDay(day: number): Promise<void> {
  const frozenAt = now - (DAYS - 1 - day) * DAY
  const ids = [...(day > 0 ? [`d${day - 1}s0`] : []), ...storiesOf(day)]
  const items = ids.map((id, index) => anItem(id, index + 1, frozenAt))
  const number = day + 1
  const keepMs = { editions: 60 * DAY, hourly: 60 * DAY, daily: 60 * DAY, ranks: 60 * DAY, events: DAY }
  await context.storage.editions.freeze({
    edition: {
      listId: 'top',
      number,
      frozenAt,
      items,
      dropped: { diversity: 0, size: 0, window: 0, missing: 0 },
    },
    head: { number, frozenAt, digest: `d${number}`, announced: {} },
    expectedNumber: number - 1,
    events: [],
    replaced: undefined,
    day: { date: days.dayOf(frozenAt), items: items.map((item) => aDayItem(item, frozenAt)) },
    rankedAt: Math.floor(frozenAt / RANK_STEP_MS) * RANK_STEP_MS,
    keepMs,
  })
}

function storiesOf(day: number): string[] {
  return Array.from({ length: NEW_A_DAY }, (_, n) => `d${day}s${n}`)
}

function anItem(storyId: string, rank: number, at: number): EditionItem {
  const named = { title: `Story ${storyId}`, language: 'en', publisherId: 'p', publisherName: 'Coast Daily' }
  const counts = { originCount: 2, entryCount: 2, heat: 1 }
  return { rank, storyId, ...named, ...counts, channels: [], firstReportedAt: at, updatedAt: at }
}

function aDayItem(item: EditionItem, at: number): DayItem {
  const { rank, entryCount: _, updatedAt: _at, heat: _heat, ...told } = item
  return { ...told, enteredAt: at, bestRank: rank, bestAt: at }
}

async function page(url: string) {
  const answer = await fetch(url)
  const text = await answer.text()
  return { answer, text, feed: parseAtomFeed(text) }
}

test('the archive of a list, walked from page to page, holds every story, and no page of a day that is over changes', async () => {
  const list = await page(`${site}/lists/top.atom`)
  const walked: string[][] = []
  const texts = new Map<string, string>()
  let next: string | undefined = `${site}/lists/top/archive/${days.dayOf(now)}.atom`
  while (next !== undefined && walked.length < 2 * DAYS) {
    const { answer, text, feed } = await page(next)
    texts.set(next, text)
    walked.push((feed.entries ?? []).map(({ id = '' }) => id.slice(id.indexOf('story/') + 'story/'.length)))
    const isOver = walked.length > 1
    expect(answer.headers.get('cache-control')?.includes('immutable')).toBe(isOver)
    expect(text.includes('<fh:archive/>')).toBe(isOver)
    next = feed.links?.find(({ rel }) => rel === 'prev-archive')?.href
  }

  // RFC 5005 §2: a list that is complete has no other pages.
  expect(list.text).toContain('<fh:complete/>')
  expect(list.feed.links?.map(({ rel }) => rel)).not.toContain('prev-archive')
  expect(walked).toHaveLength(DAYS)
  const all = Array.from({ length: DAYS }, (_, day) => storiesOf(day)).flat()
  expect([...new Set(walked.flat())].sort()).toEqual(all.sort())
  for (const ids of walked) expect(new Set(ids).size).toBe(ids.length)
  for (const [url, text] of [...texts].slice(1)) expect((await page(url)).text).toBe(text)
})

test.each([
  ['a day that is closed', 2, true],
  ['today', DAYS - 1, false],
])('a rank curve begins with the edition that first held the story, on %s', async (_, day, isClosed) => {
  const frozenAt = now - (DAYS - 1 - day) * DAY
  const { listDays } = context.storage
  if (isClosed) {
    const date = days.dayOf(frozenAt)
    expect(await listDays.close('top', date, async (items) => ({ listId: 'top', date, items }), DAY)).toBe(
      'closed',
    )
  }

  const firstReportedAt = frozenAt - 5 * 60_000
  const curves = await createArchive(context).ranks(
    makeStory({ id: `d${day}s1`, listIds: ['top'], firstReportedAt }),
  )

  expect(curves.map(({ points }) => points[0])).toEqual([{ at: frozenAt, rank: 3 }])
})
