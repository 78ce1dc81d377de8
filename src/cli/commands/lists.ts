import type { Command } from 'commander'
import { compareEditions, type Edition, TidewireError } from '../../app.ts'
import { type Instant, instantOption } from '../instant-option.ts'
import { duration, type OutputOptions, print, table } from '../output.ts'
import { withContext } from '../with-context.ts'

interface TopOptions extends OutputOptions {
  readonly at?: Instant
  readonly since?: Instant
}

export function addListCommands(program: Command): void {
  program
    .command('lists')
    .description('every list with its newest edition')
    .option('--json', 'as JSON')
    .action((options: OutputOptions, command: Command) =>
      withContext(command, async ({ config, storage, now }) => {
        const rows = await Promise.all(
          config.lists.map(async (list) => ({ list, edition: await storage.editions.latest(list.id) })),
        )
        print(
          rows.map(({ list, edition }) => ({
            ...list,
            edition: edition?.number ?? 0,
            stories: edition?.items.length ?? 0,
          })),
          options,
          () =>
            table(
              ['LIST', 'EDITION', 'STORIES', 'FROZEN', 'TITLE'],
              rows.map(({ list, edition }) => [
                list.id,
                String(edition?.number ?? 0),
                String(edition?.items.length ?? 0),
                edition ? `${duration(now() - edition.frozenAt)} ago` : 'never',
                list.title,
              ]),
            ),
        )
      }),
    )
  program
    .command('top')
    .description('the newest edition of a list')
    .argument('[list]', 'which', 'top')
    .option('--at <instant>', 'as it was then: an ISO 8601 time, or how long ago, such as 6h', instantOption)
    .option('--since <instant>', 'what is different since then instead', instantOption)
    .option('--json', 'as JSON')
    .action((listId: string, options: TopOptions, command: Command) =>
      withContext(command, async ({ config, storage, now }) => {
        if (!config.lists.some((list) => list.id === listId)) {
          const known = config.lists.map((list) => list.id).join(', ')
          throw new TidewireError(
            'list_unknown',
            `list "${listId}" does not exist; expected one of ${known}`,
            {
              retry: 'never',
            },
          )
        }
        const at = options.at?.(now())
        const edition = await (at === undefined
          ? storage.editions.latest(listId)
          : storage.editions.at(listId, at))
        if (options.since) {
          const earlier = await storage.editions.at(listId, options.since(now()))
          printChanges(listId, earlier, edition, options)
          return
        }
        print(edition ?? { listId, number: 0, items: [] }, options, () =>
          edition && edition.items.length > 0
            ? table(
                ['#', 'WAS', 'ORIGINS', 'AGE', 'STORY', 'TITLE'],
                edition.items.map((item) => [
                  String(item.rank),
                  item.previousRank === undefined ? 'new' : String(item.previousRank),
                  String(item.originCount),
                  duration(now() - item.firstReportedAt),
                  item.storyId,
                  `${item.title} (${item.publisherName})`,
                ]),
              )
            : nothingIn(listId, edition, at),
        )
      }),
    )
}

function nothingIn(listId: string, edition: Edition | undefined, at: number | undefined): string {
  if (at === undefined) return `no stories in ${listId} yet`
  const then = new Date(at).toISOString()
  return edition === undefined
    ? `no edition of ${listId} is kept from ${then} or before`
    : `no stories in ${listId} at ${then}`
}

const NOTHING: Pick<Edition, 'items'> = { items: [] }

function printChanges(
  listId: string,
  earlier: Edition | undefined,
  later: Edition | undefined,
  options: OutputOptions,
): void {
  const changes = compareEditions(earlier ?? NOTHING, later ?? NOTHING)
  const from = earlier?.number ?? 0
  const to = later?.number ?? 0
  const rows = [
    ...changes.entered.map((item) => [String(item.rank), 'new', item.storyId, item.title]),
    ...changes.moved.map(({ item, from: was }) => [String(item.rank), String(was), item.storyId, item.title]),
    ...changes.left.map((item) => ['left', String(item.rank), item.storyId, item.title]),
  ]
  print({ listId, from, to, ...changes }, options, () =>
    [
      earlier
        ? `${listId}: edition ${from} → ${to}, ${changes.stayed} in their place`
        : rows.length > 0
          ? `${listId}: no edition is kept from then or before, so all of edition ${to} is new`
          : `no stories in ${listId} yet`,
      ...(rows.length > 0 ? [table(['#', 'WAS', 'STORY', 'TITLE'], rows)] : []),
    ].join('\n'),
  )
}
