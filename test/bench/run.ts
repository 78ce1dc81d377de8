import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Bed, makeBed } from './bed.ts'
import { measureDeliveries } from './deliver.ts'
import { measureDocuments } from './documents.ts'
import { measureFingerprints } from './fingerprint.ts'
import type { Scenario } from './meter.ts'
import { measureFirstFill, measurePolls } from './poll.ts'
import { createReport, readLoad, writeMarkdown, writePage } from './report.ts'
import { measureClaim, measureMemory } from './sources.ts'
import { measurePlacing, measureReplay } from './stories.ts'
import { measureWindow } from './window.ts'
import { measureYardstick } from './yardstick.ts'

const HELP = `make bench ARGS='…', or node test/bench/run.ts …

  --only NAMES       of yardstick, poll, connect, fill, replay, place, window, fingerprint, claim, memory, deliver, documents; several
                     parted by commas
  --sources N        sources of poll, a quarter as many of fill (10000)
  --due N            sources of claim (1000000)
  --entries N        entries of replay (5000)
  --held N           entries of window; its growth shows from 10000 on (30000)
  --runs N           measurements of each (5; 3 of what takes long)
  --rounds N         of one measurement of poll, each of all its sources (3)
  --write            also write docs/performance.md; parts that were not measured stay
  --changing SHARE   of the conditional requests of poll that find two new entries (0.1)
  --profile DIR      keep CPU profiles of what the worker processes did while they were measured
  --help`

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    sources: { type: 'string', default: '10000' },
    due: { type: 'string', default: '1000000' },
    entries: { type: 'string', default: '5000' },
    held: { type: 'string', default: '30000' },
    runs: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
    write: { type: 'boolean', default: false },
    changing: { type: 'string', default: '0.1' },
    profile: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

const sources = Number(values.sources)
const due = Number(values.due)
const entries = Number(values.entries)
const held = Number(values.held)
const runs = Number(values.runs)
const fewer = Math.min(runs, 3)

/** Four of each source. */
const WARM_UP_POLLS = 40_000

const polls = {
  sources,
  runs,
  rounds: Number(values.rounds),
  warmUp: WARM_UP_POLLS,
  changing: Number(values.changing),
  connections: 'kept' as const,
}

const SCENARIOS: Readonly<Record<string, (bed: Bed) => Promise<Scenario>>> = {
  yardstick: (bed) => measureYardstick(bed, runs),
  poll: (bed) => measurePolls(bed, polls),
  connect: (bed) => measurePolls(bed, { ...polls, runs: fewer, connections: 'new' }),
  fill: (bed) => measureFirstFill(bed, { sources: Math.ceil(sources / 4), runs: fewer }),
  replay: (bed) => measureReplay(bed, { entries, runs: fewer }),
  place: (bed) => measurePlacing(bed, { entries: Math.min(entries, 2_000), runs: fewer }),
  window: (bed) => measureWindow(bed, { held }),
  fingerprint: () => measureFingerprints(runs),
  claim: (bed) => measureClaim(bed, { sources: due, limit: 1_000, runs: 40 }),
  memory: (bed) => measureMemory(bed),
  deliver: (bed) => measureDeliveries(bed, { deliveries: 2_000, runs }),
  documents: (bed) => measureDocuments(bed, 100),
}

if (values.help) console.log(HELP)
else process.exitCode = await main()

async function main(): Promise<number> {
  const names = values.only?.split(',') ?? Object.keys(SCENARIOS)
  const unknown = names.filter((name) => !Object.hasOwn(SCENARIOS, name))
  if (
    unknown.length > 0 ||
    ![sources, due, entries, held, runs].every((count) => Number.isInteger(count) && count > 0)
  ) {
    console.error(unknown.length > 0 ? `no such part: ${unknown.join(', ')}\n\n${HELP}` : HELP)
    return 2
  }
  const loadBefore = readLoad()
  const bed = await makeBed(values.profile === undefined ? {} : { profileDir: resolve(values.profile) })
  // Not an exit: `finally` stops the children and removes what was written.
  const interrupted = new Promise<never>((_, reject) => {
    process.once('SIGINT', () => reject(new Error('interrupted')))
    process.once('SIGTERM', () => reject(new Error('interrupted')))
  })
  try {
    const scenarios: Scenario[] = []
    for (const name of names) {
      const startedAt = performance.now()
      const scenario = await Promise.race([SCENARIOS[name]?.(bed), interrupted])
      if (scenario) scenarios.push(scenario)
      console.error(`${name} done in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
    }
    const report = createReport({ redisVersion: bed.redisVersion, loadBefore }, scenarios)
    console.log(`\n${writeMarkdown(report)}`)
    save(join(import.meta.dirname, 'results'), 'latest.json', `${JSON.stringify(report, null, 2)}\n`)
    if (values.write) {
      const docs = join(import.meta.dirname, '../../docs')
      for (const { drawing } of scenarios) if (drawing) save(docs, drawing.name, drawing.text)
      save(docs, 'performance.md', writePage(report, readFileSync(join(docs, 'performance.md'), 'utf8')))
    }
    return 0
  } finally {
    await bed.close()
  }
}

function save(dir: string, name: string, text: string): void {
  mkdirSync(dir, { recursive: true })
  writeFileSync(join(dir, name), text)
}
