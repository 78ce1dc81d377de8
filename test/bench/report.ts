import { arch, availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os'
import { type Figure, median, quantile, type Scenario } from './meter.ts'

export interface Report {
  readonly measuredAt: string
  /** What else kept the cores busy before the first scenario. */
  readonly loadBefore: string
  readonly machine: Readonly<Record<string, string>>
  readonly scenarios: readonly Scenario[]
}

/** What else kept the cores busy: read before the first scenario. */
export function readLoad(): string {
  return loadavg()[0]?.toFixed(1) ?? 'unknown'
}

export function createReport(
  facts: { redisVersion: string; loadBefore: string },
  scenarios: readonly Scenario[],
): Report {
  return {
    measuredAt: new Date().toISOString(),
    loadBefore: facts.loadBefore,
    machine: {
      CPU: cpus()[0]?.model.trim() ?? 'unknown',
      Cores: String(availableParallelism()),
      Memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
      System: `${platform()} ${release()} ${arch()}`,
      Node: process.version,
      Redis: `${facts.redisVersion}, private, on loopback, appendonly yes, appendfsync everysec, noeviction`,
    },
    scenarios,
  }
}

/** The report as people read it, on a terminal as on a page. */
export function writeMarkdown(report: Report): string {
  const parts = report.scenarios.map(writeScenario)
  return [
    `Measured ${report.measuredAt.slice(0, 10)}, ${loadOf(report)}.`,
    writeMachine(report),
    ...parts,
  ].join('\n\n')
}

function loadOf({ loadBefore }: Report): string {
  return `load of the machine before ${loadBefore}`
}

function writeMachine({ machine }: Report): string {
  const facts = Object.entries(machine).map(([name, value]) => `| ${name} | ${value} |`)
  return ['| machine | |', '| --- | --- |', ...facts].join('\n')
}

function writeScenario({ title, setting, figures, checks, drawing }: Scenario): string {
  const rows = figures.map(
    (figure) =>
      `| ${figure.name} | ${writeMedian(figure)} | ${writeRange(figure)} | ${figure.values.length} |`,
  )
  return [
    `## ${title}`,
    `${setting}.`,
    ...(drawing ? [`![${drawing.alt}](${drawing.name})`] : []),
    ['| figure | median | min–max | runs |', '| --- | ---: | ---: | ---: |', ...rows].join('\n'),
    `Checked: ${checks.join('; ')}.`,
  ].join('\n\n')
}

function writeMedian({ values, unit }: Figure): string {
  return `${writeNumber(median(values))} ${unit}`.trim()
}

function writeRange({ values }: Figure): string {
  if (values.length === 1) return ''
  const range = `${writeNumber(Math.min(...values))}–${writeNumber(Math.max(...values))}`
  return values.length < MANY ? range : `${range}, p95 ${writeNumber(quantile(values, 0.95))}`
}

/** Runs of which the longest is chance, and what nineteen in twenty stay below says more. */
const MANY = 20

/** Three digits say what such figures can say. */
function writeNumber(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en-US')
  return String(Number(value.toPrecision(3)))
}

const LAST = 'How to repeat it'

/**
 * `docs/performance.md`: what the figures mean, and the figures. Parts of `before`, the page as it is, that were not
 * measured again stay.
 */
export function writePage(report: Report, before: string): string {
  const sections = new Map<string, string>()
  for (const section of before.split(/^(?=## )/mu).slice(1)) {
    const title = section.slice(3, section.indexOf('\n'))
    if (title !== LAST) sections.set(title, section.trim())
  }
  for (const scenario of report.scenarios) {
    const measured = `Measured ${report.measuredAt.slice(0, 10)}, ${loadOf(report)}.`
    sections.set(scenario.title, `${writeScenario(scenario)} ${measured}`)
  }
  return `# Performance

<!-- Written by \`make bench ARGS=--write\`; do not edit by hand. -->

One run of \`make bench\`, which starts a private Redis and a server of feeds and webhooks, works through the real stages in worker processes, and checks in every run that what was served is what was stored. Figures depend on the machine, and on what else it does: on shared cores wall-clock rates of the same code move several-fold, and CPU per operation by a third or more, so compare CPU, in runs that take turns. CPU is of the worker process with all its threads and of Redis; the server of feeds, which runs on the same cores, is not counted. Targets were set on another machine: *The machine itself* says how much dearer work is here.

${writeMachine(report)}

${[...sections.values()].join('\n\n')}

## How to repeat it

\`make bench\` takes about ten minutes. \`make bench ARGS='--only poll --sources 10000'\` looks at one part, and with \`--write\` replaces that part alone; \`--only window --held 1000000\` shows how clustering grows as far as there is time; \`--help\` lists all options. Each run writes its figures with every single value to \`test/bench/results/latest.json\`, which is not committed. To compare two versions, run both on the same machine, in turns, several times; a difference smaller than what the same version shows between its own runs is none.
`
}
