import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { readReplayLines, replay, withReplayRedis } from '../../app.ts'
import { FAILED, progress } from '../output.ts'
import { readConfig } from '../with-context.ts'

export function addReplayCommand(program: Command): void {
  program
    .command('replay')
    .description('put the entries of an NDJSON file into stories: {id, story} lines out, in the order read')
    .argument(
      '<file>',
      'lines {id, publisher, url, title, summary?, publishedAt, channel?, language?}; - is standard input',
    )
    .option('--json', 'summary as JSON')
    .action(async (file: string, options: { json?: boolean }, command: Command) => {
      const config = readConfig(command)
      const text = file === '-' ? await readStdin() : await readFile(file, 'utf8')
      const { lines, problems } = readReplayLines(text, file)
      for (const problem of problems) process.stderr.write(`${problem}\n`)
      if (problems.length > 0) process.exitCode = FAILED
      const bar = progress(lines.length, 'entries')
      const stop = new AbortController()
      process.once('SIGINT', () => stop.abort())
      const { placed, summary } = await withReplayRedis(
        config,
        (reachable) => replay(lines, reachable, { signal: stop.signal, onProgress: bar.update }),
        (line) => process.stderr.write(`${line}\n`),
      )
      bar.end()
      process.stdout.write(placed.map((line) => `${JSON.stringify(line)}\n`).join(''))
      process.stderr.write(options.json ? `${JSON.stringify(summary)}\n` : `${describe(summary)}\n`)
    })
}

function describe(summary: Awaited<ReturnType<typeof replay>>['summary']): string {
  const rules = Object.entries(summary.rules).map(([rule, count]) => `${rule} ${count}`)
  return [
    `${summary.entries} entries in ${summary.stories} stories, ${summary.corroborated} of them with two origins or more`,
    `joined by: ${rules.join(', ') || 'nothing'}`,
    `${summary.entriesPerSecond} entries per second`,
    ...summary.top.map(
      (story, index) =>
        `${index + 1}. ${story.title} (${story.originCount} origins, ${story.entryCount} entries)`,
    ),
  ].join('\n')
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}
