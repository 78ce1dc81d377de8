import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Verdict } from '../support/judge/score.ts'
import { type SimulatedSource, type Simulation, simulate } from '../support/judge/simulate.ts'
import { startPrivateRedis } from '../support/redis.ts'

const HELP = `make week ARGS='…', or node test/bench/week.ts …

  --sources N   (1000)
  --hours N     (168)
  --kill N      of so many batches one kills its worker in the middle; 0: none (200)
  --write       put the table into docs/politeness.md
  --help`

const BEGIN = '<!-- Written by `make week ARGS=--write`; do not edit by hand. -->'

const { values } = parseArgs({
  options: {
    sources: { type: 'string', default: '1000' },
    hours: { type: 'string', default: '168' },
    kill: { type: 'string', default: '200' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const sources = Number(values.sources)
const hours = Number(values.hours)
const killEvery = Number(values.kill)

if (values.help) console.log(HELP)
else process.exitCode = await main()

async function main(): Promise<number> {
  const isRight = [sources, hours].every((count) => Number.isInteger(count) && count > 0)
  if (!isRight || !Number.isInteger(killEvery) || killEvery < 0) {
    console.error(HELP)
    return 2
  }
  const redis = await startPrivateRedis({ args: ['--appendfsync', 'everysec'] })
  const startedAt = performance.now()
  const say = (text: string) => process.stderr.write(process.stderr.isTTY ? `\r${text}` : `${text}\n`)
  try {
    const simulation = await simulate({
      redisUrl: redis.url,
      prefix: 'week',
      sources,
      hours,
      ...(killEvery > 0 && { killEvery }),
      onProgress: (passed, polls) => say(`${Math.floor(passed)} of ${hours} h, ${polls} polls `),
    })
    say(`done in ${Math.round((performance.now() - startedAt) / 1000)} s\n`)
    const text = write(simulation)
    console.log(text)
    if (values.write) save(text)
    return simulation.report.passed && simulation.judgeScore >= 95 ? 0 : 1
  } finally {
    await redis.stop()
  }
}

function write(simulation: Simulation): string {
  const { report, judged, judgeScore, polls, requests } = simulation
  const kinds = Map.groupBy(judged, ({ kind }) => kind)
  const rows = [...kinds].map(([kind, group]) => row(kind, group, report))
  const agree = judged.filter(({ own, verdict }) => Math.abs(own - verdict.score) <= 0.01).length
  const { totals } = report
  const share = (100 * totals.savedBytes) / (totals.savedBytes + totals.wireBytes)
  return [
    `${sources} sources, ${hours} hours, ${polls} polls, ${requests} requests.`,
    `Score by the ledger **${report.score.toFixed(2)} (${report.letter})**, by the log of the publishers **${judgeScore.toFixed(2)}**; both agree on ${agree} of ${judged.length} sources.${deaths(simulation)} ${totals.notModified} answers were 304; ${kilobytes(totals.wireBytes)} came over the wire and about ${kilobytes(totals.savedBytes)} did not, ${share.toFixed(0)} % of all.`,
    [
      '| publisher | sources | polls a source and day | 304 | kB received | kB saved | ledger | log | violations |',
      '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |',
      ...rows,
    ].join('\n'),
  ].join('\n\n')
}

function deaths({ report, judged, killed, unheard }: Simulation): string {
  if (killed === 0) return ''
  const heard = judged.reduce((sum, { heard }) => sum + heard.score, 0) / judged.length
  const held = describe(offencesOf(judged.map((source) => source.heard)))
  return ` ${killed} workers were killed in the middle of a batch: ${report.totals.lost} polls were lost, and ${unheard} answers died with those who had asked for them. By what a living worker has heard, the log says **${heard.toFixed(2)}**; violations: ${held}.`
}

function row(kind: string, group: readonly SimulatedSource[], report: Simulation['report']): string {
  const ids = new Set(group.map(({ id }) => id))
  const ledgers = report.sources.filter(({ id }) => ids.has(id))
  const sum = (read: (ledger: (typeof ledgers)[number]) => number) =>
    ledgers.reduce((total, ledger) => total + read(ledger), 0)
  const mean = (read: (source: SimulatedSource) => number) =>
    (group.reduce((total, source) => total + read(source), 0) / group.length).toFixed(2)
  const polls = sum((ledger) => ledger.polls)
  return `| ${[
    kind,
    group.length,
    ((polls / group.length / hours) * 24).toFixed(1),
    `${((100 * sum((ledger) => ledger.notModified)) / polls).toFixed(0)} %`,
    Math.round(sum((ledger) => ledger.wireBytes) / 1000),
    Math.round(sum((ledger) => ledger.savedBytes) / 1000),
    mean(({ own }) => own),
    mean(({ verdict }) => verdict.score),
    describe(offencesOf(group.map(({ verdict }) => verdict))),
  ].join(' | ')} |`
}

function offencesOf(verdicts: readonly Verdict[]): ReadonlyMap<string, number> {
  const offences = new Map<string, number>()
  for (const [name, count] of verdicts.flatMap((verdict) => Object.entries(verdict.offences)))
    offences.set(name, (offences.get(name) ?? 0) + count)
  return offences
}

function describe(offences: ReadonlyMap<string, number>): string {
  return [...offences].map(([name, count]) => `${name} ${count}`).join(', ') || 'none'
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000).toLocaleString('en-US')} kB`
}

function save(text: string): void {
  const file = join(import.meta.dirname, '../../docs/politeness.md')
  const page = readFileSync(file, 'utf8')
  const kept = page.includes(BEGIN) ? page.slice(0, page.indexOf(BEGIN)) : `${page}\n`
  writeFileSync(file, `${kept}${BEGIN}\n\n${text}\n`)
}
