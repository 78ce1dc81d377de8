import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import RssParser from 'rss-parser'
import { parseFeed } from '../../src/feed/parse.ts'
import { ParseError } from '../../src/feed/parse-error.ts'
import { createParsePool } from '../../src/feed/parse-pool.ts'
import { renderFeed } from '../../src/feed/write/render.ts'
import type { Edition, EditionItem, ParsedFeed } from '../../src/model/index.ts'
import { feedDocument } from '../../src/stages/feed-document.ts'
import { FEED_NAMES, FEEDS } from '../support/feed-fixtures.ts'
import { createRandom } from '../support/newsroom/random.ts'
import { SHAPES } from '../unit/feed/hostile-shapes.ts'
import type { Bed } from './bed.ts'
import { renderFixtureFeed } from './feeds.ts'
import { check, createSheet, type Scenario } from './meter.ts'

const STORIES = 30
const ITEMS = 100
/** What a source brings at its first poll. */
const FEW_ITEMS = 20
const WARM_UP = 20
/** The most that a feed may have, inflated. */
const HOSTILE_BYTES = 10_000_000
const DAMAGES = 1_000
const FORMATS = ['rss', 'atom', 'json'] as const

/** Bytes to model and back. */
export async function measureDocuments(bed: Bed, rounds: number): Promise<Scenario> {
  const { config } = await bed.space('documents')
  const [list] = config.lists
  if (!list) throw new Error('the list `top` is always there')
  const edition = editionOf(list.id)
  const sheet = createSheet()
  const time = async (name: string, work: () => unknown) => {
    for (let round = -WARM_UP; round < rounds; round++) {
      const startedAt = performance.now()
      await work()
      if (round >= 0) sheet.note(name, 'ms', performance.now() - startedAt)
    }
  }
  await time(`edition of ${STORIES} stories in three formats`, () => {
    for (const format of FORMATS) {
      renderFeed(feedDocument({ list, edition, site: config.site, format }), format, edition.number)
    }
  })

  const { body, contentType } = renderFixtureFeed(0, ITEMS, edition.frozenAt, ITEMS)
  const isWhole = ({ entries }: ParsedFeed) =>
    check(entries.length === ITEMS, `${entries.length} items parsed`)
  await time(`RSS of ${ITEMS} items parsed inline`, async () =>
    isWhole(await parseFeed(body, { contentType })),
  )
  const few = renderFixtureFeed(0, FEW_ITEMS, edition.frozenAt, FEW_ITEMS)
  const text = Buffer.from(few.body).toString()
  await time(`RSS of ${FEW_ITEMS} items, rss-parser alone on text`, () => new RssParser().parseString(text))
  await time(`RSS of ${FEW_ITEMS} items parsed inline`, () =>
    parseFeed(few.body, { contentType: few.contentType }),
  )
  await time(`RSS of ${FEW_ITEMS} items parsed as a poll does, without content`, () =>
    parseFeed(few.body, { contentType: few.contentType, content: 'left_out' }),
  )
  const pool = createParsePool(config.parsing)
  await time(`RSS of ${ITEMS} items parsed through the pool`, async () =>
    isWhole(await pool.parse(body, { contentType })),
  )
  const parse = (bytes: Uint8Array) => pool.parse(bytes, {})
  for (const [, shape] of SHAPES)
    sheet.note(
      'a hostile one of 10 MB through the pool, CPU of the event loop',
      'ms',
      await loopTime(parse, Buffer.from(shape(HOSTILE_BYTES))),
    )
  const damaged = FEED_NAMES.map((name) => damagedDocument(readFileSync(join(FEEDS, name)), name))
  for (const bytes of damaged)
    sheet.note('a real one, swollen to 10 MB and damaged, the same', 'ms', await loopTime(parse, bytes))
  await pool.close()
  return {
    title: 'Documents',
    setting: `${rounds} rounds after ${WARM_UP} to warm up; the RSS has ${Math.round(body.length / 1000)} KB`,
    figures: sheet.figures(),
    checks: [
      `${ITEMS} items parsed of ${ITEMS}`,
      `${SHAPES.length} hostile documents and ${damaged.length} damaged ones read or refused by name`,
    ],
  }
}

/**
 * CPU, ms, of the thread that hands a document over to another one, and has others to serve meanwhile: no less than the
 * longest that it is held up for, and the same whatever else the machine does.
 */
async function loopTime(
  parse: (bytes: Uint8Array) => Promise<ParsedFeed>,
  bytes: Uint8Array,
): Promise<number> {
  const before = process.threadCpuUsage()
  const outcome = await parse(bytes).catch((error: unknown) => error)
  const { user, system } = process.threadCpuUsage(before)
  check(!(outcome instanceof Error) || outcome instanceof ParseError, `what was thrown: ${outcome}`)
  return (user + system) / 1000
}

/** With its middle again and again up to the size, and a thousand pieces of it overwritten by others. */
function damagedDocument(whole: Buffer, name: string): Buffer {
  const random = createRandom('damaged', name)
  const [from, to] = [Math.floor(whole.length / 4), Math.ceil((whole.length * 3) / 4)]
  const middle = whole.subarray(from, to)
  const bytes = Buffer.alloc(HOSTILE_BYTES, middle)
  whole.copy(bytes, 0, 0, from)
  whole.copy(bytes, HOSTILE_BYTES - (whole.length - to), to)
  for (let n = 0; n < DAMAGES; n++) {
    const at = random.int(0, HOSTILE_BYTES - 1)
    const piece = random.int(0, whole.length - 1)
    whole.copy(bytes, at, piece, piece + random.int(1, 40))
  }
  return bytes
}

function editionOf(listId: string): Edition {
  const now = Date.now()
  const items = Array.from({ length: STORIES }, (_, n): EditionItem => {
    return {
      rank: n + 1,
      storyId: `01jgq${String(n).padStart(21, '0')}`,
      title: `Council & port authority settle quota number ${n} after talks`,
      url: `https://publisher${n}.example/world/${n}`,
      summary:
        'Ministers and the port authority settled tariffs, quotas and the date of the <reform>. '.repeat(4),
      language: 'en',
      publisherId: `p${n % 7}`,
      publisherName: `Publisher ${n % 7}`,
      channels: ['world'],
      originCount: 3,
      entryCount: 4,
      firstReportedAt: now - n * 60_000,
      updatedAt: now - n * 60_000,
      heat: 40 - n,
    }
  })
  return {
    listId,
    number: 7,
    frozenAt: now,
    items,
    dropped: { diversity: 0, size: 0, window: 0, missing: 0 },
  }
}
