import type { Command } from 'commander'
import { type PolitenessAnswer, readPoliteness, TidewireError } from '../../app.ts'
import { parseDuration } from '../../config.ts'
import { FAILED, type OutputOptions, print, table } from '../output.ts'
import { withContext } from '../with-context.ts'

const HELP = `
Without --since the running totals of each source count, since its first poll; with it, the polls of the journal.
The score is 100 less, for each category, its points times ten times the share of polls that offend, at most all of
them: asks conditionally 25, returns validators byte for byte 20, is not early 20, stays away when told 15, one request
at a time 7, skipHours and skipDays 6, nothing useless 7. The total is the mean of the sources.
Exit code 1 below the threshold. More: docs/politeness.md`

interface ReportOptions extends OutputOptions {
  readonly threshold: string
  readonly since?: string
}

export function addReportCommand(sources: Command): void {
  sources
    .command('report')
    .description('how politely publishers were asked: a score from 0 to 100, worst source first')
    .argument('[id...]', 'only these sources, with their last polls')
    .option('--since <duration>', 'only polls of this time: 24h, 7d')
    .option('--threshold <score>', 'exit with 1 below it', '95')
    .option('--json', 'as JSON')
    .addHelpText('after', HELP)
    .action((ids: string[], options: ReportOptions, command: Command) => {
      const threshold = Number(options.threshold)
      if (options.threshold.trim() === '' || !(threshold >= 0 && threshold <= 100)) {
        command.error(`error: --threshold: expected a number from 0 to 100, got "${options.threshold}"`)
      }
      const sinceMs = options.since === undefined ? undefined : parseDuration(options.since)
      if (options.since !== undefined && sinceMs === undefined) {
        command.error(`error: --since: expected a duration such as 90s, 24h or 7d, got "${options.since}"`)
      }
      return withContext(command, async (context) => {
        for (const id of ids) {
          if ((await context.storage.sources.get(id)) === undefined) {
            throw new TidewireError(
              'source_unknown',
              `source "${id}" does not exist; tidewire sources list shows them`,
              { retry: 'never' },
            )
          }
        }
        const since = sinceMs === undefined ? undefined : context.now() - sinceMs
        const answer = await readPoliteness(context, { ids, threshold, since })
        print(answer, options, () => text(answer))
        if (!answer.report.passed) process.exitCode = FAILED
      })
    })
}

function text({ report, polls, journalFrom, minIntervalMs }: PolitenessAnswer): string {
  const { sources, totals, score, letter, threshold, since } = report
  const parts = [
    table(
      ['SCORE', 'ID', 'POLLS', '304', 'COST', 'SAVED', 'VIOLATIONS', 'URL'],
      sources.map((source) => [
        ...[source.score.toFixed(1), source.id, String(source.polls), String(source.notModified)],
        ...[size(source.wireBytes), size(source.savedBytes), counts(source.violations), source.url],
      ]),
    ),
  ]
  const examples = sources.flatMap(({ id, examples }) =>
    examples.map(({ at, kind, sentence }) => [time(at), id, kind, sentence]),
  )
  if (examples.length > 0) parts.push(table(['WHEN', 'ID', 'VIOLATION', 'WHAT'], examples))
  if (polls.length > 0) {
    parts.push(
      table(
        ['WHEN', 'ID', 'ASKED WITH', 'ANSWER', 'STATUS', 'COST', 'TOOK', 'WHY'],
        polls.map((poll) => [
          ...[time(poll.at), poll.sourceId, poll.asked || '-', poll.outcome, String(poll.statusCode ?? '-')],
          ...[size(poll.wireBytes), `${poll.durationMs} ms`, poll.why],
        ]),
      ),
    )
  }
  if (since !== undefined && (journalFrom === undefined || journalFrom > since)) {
    parts.push(
      `the journal begins ${journalFrom === undefined ? 'now: it is empty' : `at ${time(journalFrom)}`}`,
    )
  }
  if (minIntervalMs !== undefined) {
    parts.push(
      `polling.minInterval is ${minIntervalMs / 1000} s: publishers who say nothing of when to come count less than 10 min as early`,
    )
  }
  const { requests, hurried } = report.icons
  if (requests > 0) parts.push(`icons: ${requests} requests, ${hurried} of them too soon`)
  parts.push(
    `score ${score.toFixed(2)} (${letter}), threshold ${threshold}: ${totals.polls} polls, ${totals.notModified} of them 304, \
${totals.lost === 0 ? '' : `${totals.lost} lost, `}\
${size(totals.wireBytes)} received, about ${size(totals.savedBytes)} saved; violations: ${counts(totals.violations)}`,
  )
  return parts.join('\n\n')
}

function counts(violations: Readonly<Record<string, number>>): string {
  const found = Object.entries(violations).map(([kind, count]) => `${kind} ${count}`)
  return found.length === 0 ? 'none' : found.join(', ')
}

function time(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z')
}

function size(bytes: number): string {
  if (bytes < 1e4) return `${bytes} B`
  return bytes < 1e7 ? `${Math.round(bytes / 1e3)} kB` : `${Math.round(bytes / 1e6)} MB`
}
