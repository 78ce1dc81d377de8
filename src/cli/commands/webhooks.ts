import { type Command, Option } from 'commander'
import {
  createDesks,
  type Delivery,
  EVENT_TYPES,
  type EventType,
  sendTest,
  TidewireError,
} from '../../app.ts'
import { type Instant, instantOption } from '../instant-option.ts'
import { duration, FAILED, inWords, type OutputOptions, print, table } from '../output.ts'
import { withContext } from '../with-context.ts'

interface AddOptions extends OutputOptions {
  readonly event: readonly EventType[]
  readonly list: readonly string[]
  readonly description?: string
}

interface ResendOptions extends OutputOptions {
  readonly since?: Instant
}

export function addWebhookCommands(program: Command): void {
  const webhooks = program.command('webhooks').description('who is told of events')
  webhooks
    .command('add')
    .description('send events to a URL; the secret is shown once')
    .argument('<url>')
    .addOption(
      new Option('--event <type...>', 'only these').choices([...EVENT_TYPES]).default([], 'every type'),
    )
    .option('--list <id...>', 'only of these lists', [])
    .option('--description <text>', 'for people')
    .option('--json', 'as JSON')
    .action((url: string, options: AddOptions, command: Command) =>
      withContext(command, async (context) => {
        const added = await createDesks(context).subscriptions.add({
          url,
          eventTypes: options.event,
          listIds: options.list,
          ...(options.description !== undefined && { description: options.description }),
        })
        print(
          added,
          options,
          () => `${added.id} ${added.url}\nsecret ${added.secrets[0]?.value} (not shown again)`,
        )
      }),
    )
  webhooks
    .command('list')
    .description('every subscription')
    .option('--json', 'as JSON')
    .action((options: OutputOptions, command: Command) =>
      withContext(command, async (context) => {
        const found = (await createDesks(context).subscriptions.list()).map(withoutSecrets)
        print(found, options, () =>
          table(
            ['ID', 'STATUS', 'EVENTS', 'LISTS', 'URL'],
            found.map((subscription) => [
              subscription.id,
              subscription.disabledReason ?? subscription.status,
              subscription.eventTypes.join(',') || 'all',
              subscription.listIds.join(',') || 'all',
              subscription.url,
            ]),
          ),
        )
      }),
    )
  webhooks
    .command('show')
    .description('one subscription with its latest deliveries')
    .argument('<id>')
    .option('--json', 'as JSON')
    .action((id: string, options: OutputOptions, command: Command) =>
      withContext(command, async (context) => {
        const subscription = withoutSecrets(await existing(createDesks(context).subscriptions.get(id), id))
        const deliveries = await context.storage.deliveries.list(id, { limit: 20 })
        print({ subscription, deliveries }, options, () =>
          [
            ...Object.entries(subscription).map(
              ([name, value]) => `${name.padEnd(16)} ${shown(name, value)}`,
            ),
            table(
              ['EVENT', 'STATUS', 'ATTEMPTS', 'LAST ANSWER', 'NEXT', 'AGE'],
              deliveries.map((delivery) => [
                delivery.eventId,
                delivery.status,
                String(delivery.attemptCount),
                [delivery.lastStatusCode, delivery.lastError].filter(Boolean).join(' ') || '-',
                nextOf(delivery, context.now()),
                duration(context.now() - delivery.createdAt),
              ]),
            ),
          ].join('\n'),
        )
      }),
    )
  webhooks
    .command('test')
    .description('send a signed test event at once, outside the queues')
    .argument('<id>')
    .option('--json', 'as JSON')
    .action((id: string, options: OutputOptions, command: Command) =>
      withContext(command, async (context) => {
        const result = await sendTest(context, await existing(createDesks(context).subscriptions.get(id), id))
        const ok = result.statusCode !== undefined && result.statusCode >= 200 && result.statusCode < 300
        print(
          result,
          options,
          () => `answered ${result.statusCode ?? result.error} after ${result.durationMs} ms`,
        )
        if (!ok) process.exitCode = FAILED
      }),
    )
  webhooks
    .command('rotate')
    .description('make a new secret; the old one signs for another 24 h')
    .argument('<id>')
    .option('--json', 'as JSON')
    .action((id: string, options: OutputOptions, command: Command) =>
      withContext(command, async (context) => {
        const rotated = await existing(createDesks(context).subscriptions.rotate(id), id)
        print(rotated, options, () => `secret ${rotated.secrets[0]?.value} (not shown again)`)
      }),
    )
  webhooks
    .command('resend')
    .description('send events once more; without names all that it never accepted, at most 10,000 at a time')
    .argument('<id>')
    .argument('[event...]', 'ids of events, delivered or not')
    .option('--since <instant>', 'of what it never accepted, only what was owed since then', instantOption)
    .option('--json', 'as JSON')
    .action((id: string, events: string[], options: ResendOptions, command: Command) =>
      withContext(command, async (context) => {
        const since = options.since?.(context.now())
        const choice = { eventIds: events, ...(since !== undefined && { since }) }
        const resent = await existing(createDesks(context).subscriptions.resend(id, choice), id)
        print({ resent }, options, () => `${resent} ${resent === 1 ? 'event' : 'events'} owed again`)
      }),
    )
  const change = (name: 'pause' | 'resume' | 'remove', description: string) =>
    webhooks
      .command(name)
      .description(description)
      .argument('<id>')
      .action((id: string, _options: object, command: Command) =>
        withContext(command, async (context) => {
          const desk = createDesks(context).subscriptions
          await existing(desk.get(id), id)
          await desk[name](id)
          process.stdout.write(`${id} ${name}: done\n`)
        }),
      )
  change('pause', 'keep events for later, send nothing')
  change('resume', 'send again, also after it was disabled')
  change('remove', 'forget it and what it is owed')
}

async function existing<T>(found: Promise<T | undefined>, id: string): Promise<T> {
  const value = await found
  if (value !== undefined) return value
  throw new TidewireError('subscription_unknown', `subscription "${id}" does not exist`, { retry: 'never' })
}

/** An empty choice of events or lists is all of them. */
function shown(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'all' : value.join(' ')
  return String(inWords(name, value))
}

function nextOf({ status, nextAttemptAt }: Delivery, now: number): string {
  if (status !== 'pending') return '-'
  return nextAttemptAt <= now ? 'due' : `in ${duration(nextAttemptAt - now)}`
}

function withoutSecrets<T extends { secrets: unknown }>(subscription: T): Omit<T, 'secrets'> {
  const { secrets: _, ...rest } = subscription
  return rest
}
