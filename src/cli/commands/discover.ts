import type { Command } from 'commander'
import { discoverFeeds, withDiscovery } from '../../app.ts'
import { FAILED, type OutputOptions, print, progress, table } from '../output.ts'
import { readConfig } from '../with-context.ts'

export function addDiscoverCommand(program: Command): void {
  program
    .command('discover')
    .description('find the feeds of a web page')
    .argument('<url>')
    .option('--json', 'as JSON')
    .action(async (url: string, options: OutputOptions, command: Command) => {
      const stop = new AbortController()
      process.once('SIGINT', () => stop.abort())
      let bar: ReturnType<typeof progress> | undefined
      const discovery = await withDiscovery(readConfig(command), (deps) =>
        discoverFeeds(url, deps, {
          signal: stop.signal,
          onTry(done, total) {
            bar ??= progress(total, 'usual addresses')
            bar.update(done)
          },
        }),
      )
      bar?.end()
      for (const warning of discovery.warnings) process.stderr.write(`${warning}\n`)
      print(discovery, options, () =>
        discovery.feeds.length === 0
          ? `no feed found at ${discovery.url}`
          : table(
              ['TYPE', 'FOUND BY', 'TITLE', 'URL'],
              discovery.feeds.map((feed) => [feed.type ?? '-', feed.how, feed.title ?? '-', feed.url]),
            ),
      )
      if (discovery.feeds.length === 0) process.exitCode = FAILED
    })
}
