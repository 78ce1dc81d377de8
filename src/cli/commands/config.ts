import type { Command } from 'commander'
import { diagnose } from '../../app.ts'
import { maskConfig } from '../../config.ts'
import { FAILED, type OutputOptions, print } from '../output.ts'
import { readConfig } from '../with-context.ts'

const MARKS = { ok: '✓', warn: '!', fail: '✗' } as const

export function addConfigCommands(program: Command): void {
  program
    .command('config')
    .description('the configuration as it is after file and environment, secrets masked')
    .option('--json', 'as JSON (it always is)')
    .action((_options: OutputOptions, command: Command) => {
      process.stdout.write(`${JSON.stringify(maskConfig(readConfig(command)), null, 2)}\n`)
    })
  program
    .command('doctor')
    .description('check Node, configuration, Redis and ports, and say how to mend each')
    .option('--json', 'as JSON')
    .action(async (options: OutputOptions, command: Command) => {
      const findings = await diagnose(readConfig(command), process.version)
      print(findings, options, () =>
        findings
          .map(({ subject, level, message, remedy }) =>
            [`${MARKS[level]} ${subject}: ${message}`, ...(remedy ? [`    → ${remedy}`] : [])].join('\n'),
          )
          .join('\n'),
      )
      if (findings.some((finding) => finding.level === 'fail')) process.exitCode = FAILED
    })
}
