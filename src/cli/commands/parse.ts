import type { Command } from 'commander'
import { isTimeZone, parseDocuments } from '../../app.ts'
import { FAILED } from '../output.ts'
import { readConfig } from '../with-context.ts'

export function addParseCommand(program: Command): void {
  program
    .command('parse')
    .description('read feed documents and print what Tidewire sees in them, one JSON object a line')
    .argument('<source...>', 'files or URLs; - is standard input')
    .option('--base <url>', 'URL the document was got from: base of relative links')
    .option('--content-type <type>', 'Content-Type header it came with')
    .option('--time-zone <zone>', 'IANA zone of dates that name none')
    .action(
      async (
        sources: string[],
        options: { base?: string; contentType?: string; timeZone?: string },
        command: Command,
      ) => {
        const config = readConfig(command)
        if (options.base !== undefined && !URL.canParse(options.base)) {
          command.error(`error: --base: expected an absolute URL, got "${options.base}"`)
        }
        if (options.timeZone !== undefined && !isTimeZone(options.timeZone)) {
          command.error(
            `error: --time-zone: expected an IANA zone such as Asia/Shanghai, got "${options.timeZone}"`,
          )
        }
        for await (const document of parseDocuments(sources, options, config, process.stdin)) {
          process.stdout.write(`${JSON.stringify(document.output)}\n`)
          if (!document.ok) process.exitCode = FAILED
        }
      },
    )
}
