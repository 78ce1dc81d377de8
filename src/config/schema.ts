import { z } from 'zod'
import { EVENT_TYPES } from '../model/event.ts'
import { DAY, MINUTE } from '../rules/durations.ts'
import { SECTIONS } from './sections.ts'
import {
  decimal,
  duration,
  flag,
  language,
  listOf,
  matching,
  oneOf,
  secret,
  text,
  texts,
  timeZone,
  webUrl,
  whole,
} from './values.ts'

const LIST_KINDS = ['hot', 'latest', 'rising'] as const

/** Channel and list ids stand in URLs and keys. */
const SLUG = /^[a-z0-9][a-z0-9-]{0,39}$/u
const WEBHOOK_SECRET = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/u

const slug = () => matching('an id of a-z, 0-9 and "-", at most 40 characters', SLUG)

/** `sports: Sports` is short for `sports: { title: Sports }`. */
const channel = z
  .transform((value) => (value !== null && typeof value === 'object' ? value : { title: value }))
  .pipe(
    z.strictObject({
      title: text('a title', 100),
      categories: texts().prefault([]),
      include: texts().prefault([]),
      exclude: texts().prefault([]),
    }),
  )

const list = z.strictObject({
  title: text('a title', 100).optional(),
  kind: oneOf(LIST_KINDS).optional(),
  channels: listOf(text()).optional(),
  languages: listOf(language()).optional(),
  publishers: texts().optional(),
  include: texts().optional(),
  exclude: texts().optional(),
  minOrigins: whole({ min: 1, max: 100 }).optional(),
  halfLife: duration({ min: MINUTE, max: 30 * DAY }).optional(),
  window: duration({ min: MINUTE, max: 30 * DAY }).optional(),
  size: whole({ min: 1, max: 500 }).optional(),
  perPublisher: whole({ min: 1, max: 500 }).optional(),
})

const source = z.strictObject({
  url: webUrl(),
  publisher: text('the name of the publisher', 200).optional(),
  channels: listOf(text()).prefault([]),
  language: language().optional(),
  weight: decimal({ min: 0.25, max: 4 }).prefault(1),
  timeZone: timeZone().optional(),
  encoding: matching('the name of an encoding such as gb18030', /^[A-Za-z0-9._:-]{1,40}$/u).optional(),
  aggregates: flag().prefault(false),
  status: oneOf(['active', 'paused'] as const).prefault('active'),
})

const subscription = z.strictObject({
  url: webUrl(),
  events: listOf(oneOf(EVENT_TYPES)).prefault([]),
  lists: listOf(text()).prefault([]),
  secret: secret('a secret: whsec_ and base64 of 24 to 64 random bytes', (value) =>
    WEBHOOK_SECRET.test(value),
  ).optional(),
  description: text('a text', 300).optional(),
})

/** The whole of `tidewire.yaml`. Every section may be left out. */
export const settingsSchema = z.strictObject({
  site: SECTIONS.site.prefault({}),
  redis: SECTIONS.redis.prefault({}),
  http: SECTIONS.http.prefault({}),
  log: SECTIONS.log.prefault({}),
  polling: SECTIONS.polling.prefault({}),
  websub: SECTIONS.websub.prefault({}),
  parsing: SECTIONS.parsing.prefault({}),
  stories: SECTIONS.stories.prefault({}),
  ranking: SECTIONS.ranking.prefault({}),
  retention: SECTIONS.retention.prefault({}),
  delivery: SECTIONS.delivery.prefault({}),
  network: SECTIONS.network.prefault({}),
  shutdown: SECTIONS.shutdown.prefault({}),
  channels: z.record(slug(), channel, 'expected channels as "id: title"').prefault({}),
  lists: z.record(slug(), list, 'expected lists as "id:" with their options below').prefault({}),
  sources: z.array(source, 'expected a list of sources').prefault([]),
  owners: z
    .record(text('the name of an owner', 100), texts(), 'expected owners as "name: [publisher or domain, …]"')
    .prefault({}),
  subscriptions: z.array(subscription, 'expected a list of subscriptions').prefault([]),
})

/** The file's options after defaults: durations in ms, sizes in bytes. */
export type Settings = z.output<typeof settingsSchema>
