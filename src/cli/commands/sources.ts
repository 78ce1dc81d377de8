import type { Command } from 'commander'
import {
  countSeen,
  createDesks,
  defaultPublisher,
  type HostPatience,
  type PendingMove,
  politenessLine,
  shownAddress,
  TidewireError,
} from '../../app.ts'
import { type Columns, longOutput, printPieces } from '../long-output.ts'
import { duration, inWords, type OutputOptions, print } from '../output.ts'
import { withContext } from '../with-context.ts'
import { addReportCommand } from './sources-report.ts'

interface AddOptions extends OutputOptions {
  readonly publisher?: string
  readonly channel: readonly string[]
  readonly language?: string
  readonly weight: string
  readonly timeZone?: string
  readonly encoding?: string
  readonly aggregates?: true
}

export function addSourceCommands(program: Command): void {
  const sources = program.command('sources').description('the feeds that are polled')
  sources
    .command('list')
    .description('every source with how its last poll went')
    .option('--json', 'as JSON')
    .action((options: OutputOptions, command: Command) =>
      withContext(command, ({ storage, now }) =>
        printPieces(longOutput(storage.sources.records(), options, columnsAt(now()), tellable)),
      ),
    )
  sources
    .command('show')
    .description('all there is to know of one source')
    .argument('<id>')
    .option('--json', 'as JSON')
    .action((id: string, options: OutputOptions, command: Command) =>
      withContext(command, async (context) => {
        const record = await existing(createDesks(context).sources.get(id), id)
        print(tellable(record), options, () =>
          [
            ...Object.entries(tellable(record).source),
            ...Object.entries(tellable(record).state),
            ...(record.patience ? [['host', inWordsOf(record.patience)] as const] : []),
            ...Object.entries(record.push ?? {}).map(([name, value]) => [`push.${name}`, value] as const),
          ]
            .map(([name, value]) => `${name.padEnd(18)} ${show(name, value)}`)
            .join('\n'),
        )
      }),
    )
  sources
    .command('add')
    .description('poll a feed from now on')
    .argument('<url>')
    .option('--publisher <name>', 'who publishes it (default: its host)')
    .option('--channel <id...>', 'channels it belongs to', [])
    .option('--language <tag>', 'BCP 47')
    .option('--weight <number>', 'authority, 0.25 to 4', '1')
    .option('--time-zone <zone>', 'IANA zone of dates that name none')
    .option('--encoding <label>', 'character encoding, when its own word is wrong')
    .option('--aggregates', 'it carries reports of many publishers; believe it about whose each is')
    .option('--json', 'as JSON')
    .action((url: string, options: AddOptions, command: Command) =>
      withContext(command, async (context) => {
        const weight = Number(options.weight)
        if (!(weight >= 0.25 && weight <= 4)) {
          command.error(`error: --weight: expected a number from 0.25 to 4, got "${options.weight}"`)
        }
        const added = await createDesks(context).sources.add({
          url,
          publisherName: options.publisher ?? defaultPublisher({ url }),
          channels: options.channel,
          weight,
          ...(options.language !== undefined && { language: options.language }),
          ...(options.timeZone !== undefined && { timeZone: options.timeZone }),
          ...(options.encoding !== undefined && { encoding: options.encoding }),
          ...(options.aggregates && { aggregates: true }),
        })
        const source = { ...added.source, url: shownAddress(added.source.url) }
        print({ ...added, source }, options, () => `${added.outcome} ${source.id} ${source.url}`)
      }),
    )
  const change = (name: string, description: string, work: Work) =>
    sources
      .command(name)
      .description(description)
      .argument('<id...>')
      .action((ids: string[], _options: object, command: Command) =>
        withContext(command, async (context) => {
          const desk = createDesks(context).sources
          for (const id of ids) {
            await work(desk, id)
            process.stdout.write(`${id} ${name}: done\n`)
          }
        }),
      )
  const changeExisting = (name: string, description: string, work: Work) =>
    change(name, description, async (desk, id) => {
      await existing(desk.get(id), id)
      await work(desk, id)
    })
  changeExisting('pause', 'stop polling, keep everything', (desk, id) => desk.setStatus(id, 'paused'))
  changeExisting('resume', 'poll again, also after a 410', (desk, id) => desk.setStatus(id, 'active'))
  changeExisting('poll', 'make it due now', (desk, id) => desk.pollNow(id))
  // Also one that cannot be read.
  change('remove', 'forget it', (desk, id) =>
    existing(
      desk.remove(id).then((removed) => removed || undefined),
      id,
    ),
  )
  addReportCommand(sources)
}

function columnsAt(now: number): Columns<SourceRecord> {
  return {
    header: ['ID', 'STATUS', 'LAST POLL', 'OUTCOME', 'NEXT', 'PUBLISHER', 'URL'],
    row: ({ source, state }) => [
      source.id,
      source.status,
      state.lastPolledAt === undefined ? 'never' : `${duration(now - state.lastPolledAt)} ago`,
      state.lastOutcome ?? '-',
      nextOf(source.status, state.nextPollAt, now),
      source.publisherName,
      [source.url, ...(state.movedTo === undefined ? [] : [state.movedTo])].map(shownAddress).join(' → '),
    ],
  }
}

type Desk = ReturnType<typeof createDesks>['sources']
/** What is done to one source. */
type Work = (desk: Desk, id: string) => Promise<unknown>

async function existing<T>(found: Promise<T | undefined>, id: string): Promise<T> {
  const value = await found
  if (value !== undefined) return value
  throw new TidewireError(
    'source_unknown',
    `source "${id}" does not exist; tidewire sources list shows them`,
    {
      retry: 'never',
    },
  )
}

type SourceRecord = NonNullable<Awaited<ReturnType<Desk['get']>>>

/** Without passwords, and with the marks of entries counted: by themselves they tell nobody anything. */
function tellable<Shown extends SourceRecord>(record: Shown) {
  const { seen, movedTo, pendingMove, ...state } = record.state
  return {
    ...record,
    source: { ...record.source, url: shownAddress(record.source.url) },
    state: {
      ...state,
      ...(seen && { seen: countSeen(seen) }),
      ...(movedTo !== undefined && { movedTo: shownAddress(movedTo) }),
      ...(pendingMove && { pendingMove: { ...pendingMove, url: shownAddress(pendingMove.url) } }),
    },
  }
}

function show(name: string, value: unknown): string {
  if (name === 'pendingMove') {
    const { url, since, count = 1 } = value as PendingMove
    return `${url}, where ${count} polls in a row were led since ${new Date(since).toISOString()}`
  }
  if (name === 'ledger') return politenessLine(String(value))
  return typeof value === 'object' ? JSON.stringify(value, inWords) : String(inWords(name, value))
}

function nextOf(status: string, nextPollAt: number | undefined, now: number): string {
  if (status !== 'active') return '-'
  return nextPollAt === undefined ? 'now' : `in ${duration(nextPollAt - now)}`
}

function inWordsOf({ scope, gapMs, throttledAt, nextTurnAt }: HostPatience): string {
  const since = `a feed of it was told to slow down at ${new Date(throttledAt).toISOString()}`
  if (scope === 'feed')
    return `its feeds are asked independently; ${since}, which the others were not held to`
  const whose = {
    domain: 'all feeds of its domain',
    subdomain: 'all its feeds, and no others of its domain,',
    host: 'all its feeds',
  }
  return `${whose[scope]} are asked one by one, ${duration(gapMs)} apart; ${since}; next turn ${new Date(nextTurnAt ?? 0).toISOString()}`
}
