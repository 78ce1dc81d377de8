import type { Command } from 'commander'
import { exportOpml, type ImportReport, importOpml, readInput } from '../../app.ts'
import { jsonArray, printPieces } from '../long-output.ts'
import { FAILED, type OutputOptions, print, progress } from '../output.ts'
import { withContext } from '../with-context.ts'

interface ImportOptions extends OutputOptions {
  readonly channel?: string
  readonly dryRun?: boolean
}

const MAX_BYTES = 50_000_000

export function addOpmlCommands(program: Command): void {
  const opml = program.command('opml').description('lists of feeds, as readers exchange them')
  opml
    .command('import')
    .description('poll every feed of a list; folders named like a channel are that channel')
    .argument('<file>', '- is standard input')
    .option('--channel <id>', 'put all into this channel, whatever their folders')
    .option('--dry-run', 'store nothing, say what would be')
    .option('--json', 'as JSON')
    .action(async (file: string, options: ImportOptions, command: Command) => {
      const bytes = await readInput(file, { expected: 'an OPML list', maxBytes: MAX_BYTES })
      await withContext(command, async ({ config, storage, guards, now, random }) => {
        let bar: ReturnType<typeof progress> | undefined
        const report = await importOpml(
          bytes,
          {
            ...(options.channel !== undefined && { channel: options.channel }),
            ...(options.dryRun && { dryRun: true }),
            onProgress(done, total) {
              bar ??= progress(total, 'sources')
              bar.update(done)
            },
          },
          {
            store: storage.sources,
            guard: guards.feeds,
            channels: config.channels,
            listIds: config.lists.map((list) => list.id),
            now,
            random,
          },
        )
        bar?.end()
        print(report, options, () => describe(report, options.dryRun === true))
        if (report.failed.length > 0) process.exitCode = FAILED
      })
    })
  opml
    .command('export')
    .description('all sources as OPML 2.0, a folder for each channel, with what you have said of each')
    .option('--json', 'the sources as JSON instead')
    .action((options: OutputOptions, command: Command) =>
      withContext(command, async ({ config, storage }) => {
        const { sources } = storage
        await printPieces(
          options.json
            ? jsonArray(sources.records(), ({ source }) => source)
            : exportOpml(config.site.title, config.channels, sources),
        )
      }),
    )
}

function describe(report: ImportReport, dryRun: boolean): string {
  const { added, updated, unchanged, repeated, failed, unknownFolders, aggregating, own } = report
  const said = Object.entries(own).map(([name, count]) => `${name} ${count}`)
  return [
    `${dryRun ? 'would be: ' : ''}${added} added, ${updated} updated, ${unchanged} unchanged` +
      (repeated > 0 ? `; ${repeated} stand twice in the list` : ''),
    ...(unknownFolders.length > 0
      ? [
          'These folders are no channel. To make them channels, add their lines under "channels:" in tidewire.yaml and import again:',
          ...unknownFolders.map(
            ({ line, feedCount }) => `${line}  # ${feedCount} feed${feedCount === 1 ? '' : 's'}`,
          ),
        ]
      : []),
    ...(said.length > 0
      ? [`Added sources that are what the list says by its tidewire: attributes: ${said.join(', ')}`]
      : []),
    ...(aggregating.length > 0
      ? [
          'The list says of these that they carry reports of many publishers; they are believed about whose each is:',
          ...aggregating.map((url) => `  ${url}`),
        ]
      : []),
    ...(failed.length > 0
      ? [
          `${failed.length} failed:`,
          ...failed.map(
            ({ title, url, reason }) =>
              `  ${[title, url].filter(Boolean).join(' ') || '(no name)'}: ${reason}`,
          ),
        ]
      : []),
  ].join('\n')
}
