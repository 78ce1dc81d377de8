import type { Command } from 'commander'
import { createDesks, reportPoliteness } from '../../app.ts'
import { FAILED, type OutputOptions, print, table } from '../output.ts'
import { withContext } from '../with-context.ts'

const FORMULA = `
The score is 100 less, for each category, its points times ten times the share of polls that offend, at most all of them: conditional requests
25, validators byte for byte 20, not early 20, away when told 15, one request at a time 7, skipHours and skipDays 6,
nothing useless 7. The total is the mean of the sources. Exit code 1 below the threshold. More: docs/politeness.md`

export function addReportCommand(sources: Command): void {
  sources
    .command('report')
    .description('how polite the polls were: a score from 0 to 100, worst source first')
    .argument('[id...]', 'only these sources')
    .option('--threshold <score>', 'exit with 1 below it', '95')
    .option('--json', 'as JSON')
    .addHelpText('after', FORMULA)
    .action((ids: string[], options: OutputOptions & { threshold: string }, command: Command) => {
      const threshold = Number(options.threshold)
      if (options.threshold.trim() === '' || !(threshold >= 0 && threshold <= 100)) {
        command.error(`error: --threshold: expected a number from 0 to 100, got "${options.threshold}"`)
      }
      return withContext(command, async (context) => {
        const records = await createDesks(context).sources.list()
        const unknown = ids.filter((id) => !records.some(({ source }) => source.id === id))
        if (unknown.length > 0) command.error(`error: source "${unknown[0]}" does not exist`)
        const chosen = records.filter(({ source }) => ids.length === 0 || ids.includes(source.id))
        const report = reportPoliteness(chosen, threshold)
        print(report, options, () => text(report))
        if (!report.passed) process.exitCode = FAILED
      })
    })
}

function text({ sources, totals, score, letter, threshold }: ReturnType<typeof reportPoliteness>): string {
  const rows = sources.flatMap(({ id, url, score, ledger }) =>
    ledger
      ? [
          [
            ...[score.toFixed(1), id, String(ledger.polls), String(ledger.notModified)],
            ...[size(ledger.wireBytes), size(ledger.savedBytes), counts(ledger.violations)],
            ...[ledger.lastViolation ? new Date(ledger.lastViolation.at).toISOString() : '-', url],
          ],
        ]
      : [],
  )
  const header = ['SCORE', 'ID', 'POLLS', '304', 'COST', 'SAVED', 'VIOLATIONS', 'LAST', 'URL']
  return `${table(header, rows)}

score ${score.toFixed(2)} (${letter}), threshold ${threshold}: ${totals.polls} polls, ${totals.notModified} of them 304, \
${size(totals.wireBytes)} received, ${size(totals.savedBytes)} saved; violations: ${counts(totals.violations)}`
}

function counts(violations: Readonly<Record<string, number>>): string {
  const found = Object.entries(violations).map(([kind, count]) => `${kind} ${count}`)
  return found.length === 0 ? 'none' : found.join(', ')
}

function size(bytes: number): string {
  if (bytes < 1e4) return `${bytes} B`
  return bytes < 1e7 ? `${Math.round(bytes / 1e3)} kB` : `${Math.round(bytes / 1e6)} MB`
}
