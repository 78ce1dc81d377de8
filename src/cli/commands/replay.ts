import type { Command } from 'commander'
import {
  comparePlacings,
  type Evaluation,
  evaluateStories,
  type Replayed,
  type ReplayLine,
  readInput,
  readReplayLines,
  replay,
  withReplayRedis,
} from '../../app.ts'
import { type Config, loadConfig } from '../../config.ts'
import { FAILED, progress } from '../output.ts'
import { describeDifference, describeScore, describeSummary, differenceJson } from '../replay-report.ts'
import { readConfig } from '../with-context.ts'

/** A text cannot be longer than 536 million characters. */
const MAX_BYTES = 500_000_000

interface ReplayOptions {
  readonly json?: boolean
  readonly score?: boolean
  /** All are asked again. */
  readonly settled?: boolean
  /** A second configuration. */
  readonly compare?: string
}

interface Run extends Replayed {
  readonly score?: Evaluation
}

export function addReplayCommand(program: Command): void {
  program
    .command('replay')
    .description('put the entries of an NDJSON file into stories: {id, story} lines out, in the order read')
    .argument(
      '<file>',
      'lines {id, publisher, url, title, summary?, publishedAt, channel?, language?, event?}; - is standard input',
    )
    .option('--json', 'summary, and comparison, as JSON')
    .option('--score', 'measure the stories against the lines’ events; an entry without one belongs to none')
    .option('--settled', 'ask all entries again in the end, as workers do it; takes some five times as long')
    .option(
      '--compare <config>',
      'instead of lines: what would merge, split and move in `top` under that configuration’s stories, owners, weights, channels and `top`',
    )
    .action(async (file: string, options: ReplayOptions, command: Command) => {
      const config = readConfig(command)
      const other =
        options.compare === undefined
          ? undefined
          : loadConfig({ file: options.compare, env: process.env, cwd: process.cwd() })
      const bytes = await readInput(file, { expected: 'a file of NDJSON lines', maxBytes: MAX_BYTES })
      const { lines, problems } = readReplayLines(Buffer.from(bytes).toString('utf8'), file)
      for (const problem of problems) process.stderr.write(`${problem}\n`)
      if (problems.length > 0) process.exitCode = FAILED
      const [first, second] = await runAll(lines, config, other, options)
      if (!first) return
      process.stdout.write(second ? compared(lines, first, second, options) : placedLines(first))
      for (const run of second ? [first, second] : [first]) {
        const { summary, score } = run
        process.stderr.write(
          options.json
            ? `${JSON.stringify({ ...summary, ...(score && { score }) })}\n`
            : `${[describeSummary(summary), ...(score ? [describeScore(score)] : [])].join('\n')}\n`,
        )
      }
    })
}

/** One replay for each configuration, on the Redis of the first. */
async function runAll(
  lines: readonly ReplayLine[],
  config: Config,
  other: Config | undefined,
  options: ReplayOptions,
): Promise<Run[]> {
  const rounds = other ? 2 : 1
  const steps = options.settled ? 2 * lines.length : lines.length
  const bar = progress(steps * rounds, options.settled ? 'placings and askings' : 'entries')
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  const runs: Run[] = []
  await withReplayRedis(
    config,
    async (reachable) => {
      for (const each of other ? [reachable, { ...other, redis: reachable.redis }] : [reachable]) {
        const before = runs.length * steps
        const onProgress = (done: number) => bar.update(before + done)
        const replayed = await replay(lines, each, {
          signal: stop.signal,
          onProgress,
          ...(options.settled && { asksAll: true }),
        })
        runs.push({ ...replayed, ...(options.score && { score: scoreOf(lines, replayed) }) })
      }
    },
    (line) => process.stderr.write(`${line}\n`),
  )
  bar.end()
  return runs
}

function scoreOf(lines: readonly ReplayLine[], { placed }: Replayed): Evaluation {
  return evaluateStories(lines.map(({ event }, index) => ({ story: placed[index]?.story ?? '', event })))
}

function placedLines({ placed }: Replayed): string {
  return placed.map((line) => `${JSON.stringify(line)}\n`).join('')
}

function compared(
  lines: readonly ReplayLine[],
  before: Replayed,
  after: Replayed,
  options: ReplayOptions,
): string {
  const placing = ({ placed, ranked }: Replayed) => ({ stories: placed.map(({ story }) => story), ranked })
  const difference = comparePlacings(placing(before), placing(after))
  const shown = options.json
    ? JSON.stringify(differenceJson(lines, difference), null, 2)
    : describeDifference(lines, difference)
  return `${shown}\n`
}
