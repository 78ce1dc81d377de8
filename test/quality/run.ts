/**
 * `make quality`: measures the story rules through the path of `tidewire replay`, holds the figures against their bars and
 * against docs/quality.md. Exits with 1 when a bar is missed or the page says something else; `--write` renews the page.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { loadConfig } from '../../src/config.ts'
import { BACKGROUND } from '../support/headlines/background.ts'
import { startPrivateRedis } from '../support/redis.ts'
import { measureLinks } from './links.ts'
import { type Figures, missedBars, renderPage } from './page.ts'
import { judgeHeldOutPairs, judgeTitles, judgeUrls } from './pairs.ts'
import {
  eventsInBackground,
  groupSets,
  hasLabelledData,
  heldOutSets,
  ownSets,
  pressSets,
  readLabelled,
} from './sets.ts'
import { measureStability, measureStream } from './streams.ts'
import { readShown } from './verdicts.ts'

const PAGE = resolve(import.meta.dirname, '../../docs/quality.md')
/** Copies treble a set: of the large one fewer orders hold them. */
const ORDERS = { small: { runs: 100, copied: 100 }, large: { runs: 6, copied: 3 } }

const tell = (line: string) => console.error(line)
const redis = await startPrivateRedis()
try {
  const config = loadConfig({ env: { TIDEWIRE_REDIS_URL: redis.url }, cwd: tmpdir() })
  const own = []
  for (const [name, lines] of ownSets()) {
    tell(`our own headlines: ${name}`)
    own.push({ name, score: await measureStream(lines, config) })
  }
  const heldOut = []
  for (const [name, lines] of heldOutSets()) {
    tell(`held out: ${name}`)
    heldOut.push({ name, score: await measureStream(lines, config) })
  }
  const groups = []
  for (const [name, lines] of groupSets('open')) {
    tell(`groups of siblings: ${name}`)
    const [open, closed] = [
      await measureStream(lines, config),
      await measureStream(groupSets('closed').get(name) ?? [], config),
    ]
    groups.push({ name, open, closed })
  }
  const press: Figures['press'][number][] = []
  for (const set of ['a', 'b', 'c', 'd'] as const) {
    for (const [stream, lines] of pressSets(set)) {
      tell(`as papers write, set ${set}: ${stream}`)
      press.push({ stream, set, score: await measureStream(lines, config) })
    }
  }
  if (!hasLabelledData) {
    tell(
      'labelled data is not there (../shared/data/stories): SKIPPED pairs, English day, Chinese events, orders, page',
    )
    for (const { name, score } of [...own, ...heldOut])
      console.log(`${name}: F1 ${score.bcubed.f1.toFixed(3)}`)
  } else {
    const uci = readLabelled('uci-dev.ndjson')
    const zh = readLabelled('zh-events.ndjson')
    tell('English day, Chinese events')
    const figures: Figures = {
      urls: judgeUrls(),
      titles: judgeTitles(),
      english: await measureStream(uci, config),
      englishAsPlaced: await measureStream(uci, config, 'late'),
      chinese: await measureStream(zh, config),
      chineseInBackground: await measureStream(eventsInBackground(BACKGROUND.count), config),
      chineseOrders: await measureStability(zh, ORDERS.small),
      englishOrders: await measureStability(uci, ORDERS.large),
      englishLateOrders: await measureStability(uci, { runs: 6, copied: 1 }, 'late'),
      own,
      heldOut,
      groups,
      press,
      heldOutPairs: judgeHeldOutPairs(),
      links: measureLinks(uci),
      shown: await readShown(uci, zh),
    }
    await settle(figures)
  }
} finally {
  await redis.stop()
}

async function settle(figures: Figures): Promise<void> {
  const page = renderPage(figures)
  const missed = missedBars(figures)
  for (const line of missed) console.error(`MISSED ${line}`)
  if (missed.length > 0) process.exitCode = 1
  if (process.argv.includes('--write')) {
    await writeFile(PAGE, page)
    console.log('docs/quality.md written')
    return
  }
  const written = await readFile(PAGE, 'utf8').catch(() => '')
  if (written === page) {
    console.log('docs/quality.md holds')
    return
  }
  process.exitCode = 1
  console.error('docs/quality.md says something else; lines that changed:')
  const known = new Set(written.split('\n'))
  for (const line of page.split('\n')) if (!known.has(line)) console.error(`  ${line}`)
}
