import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { eventBody, TOLD } from '../../../src/http/api-event-schemas.ts'
import { EVENT_TYPES, type Event, type EventType } from '../../../src/model/index.ts'
import {
  exhaustedEvent,
  listEvent,
  sourceEvent,
  storyEvent,
  subscriptionEvent,
} from '../../../src/rules/deliver/events.ts'
import { RETRY_SCHEDULE_MS } from '../../../src/rules/deliver/retry.ts'
import { HOUR, MINUTE, SECOND } from '../../../src/rules/durations.ts'
import { BACK_OFFS } from '../../../src/rules/polling/back-off.ts'
import { makeList, makeStory, NOW } from '../rules/support/make.ts'

const PAGE = readFileSync(resolve(import.meta.dirname, '../../../docs/webhooks.md'), 'utf8')

const story = makeStory({ url: 'https://n.example/a', summary: 'Short.' })
const told = { storyUrl: 'https://desk.example/stories/s1', publishers: ['Coast Daily', 'Hill Post'] }
const source = { id: 'a', url: 'https://n.example/feed.xml?key=1', publisherName: 'Coast Daily' }
const subscription = { id: 'b', kind: 'webhook', url: 'https://hooks.example/a?token=1' } as const
const at = { occurredAt: NOW }

/** One event of each type, as the stages make them, with all that it can tell. */
const EVENTS: Readonly<Record<EventType, Event>> = {
  'story.created': storyEvent({ type: 'story.created', story, ...told, ...at }),
  'story.corroborated': storyEvent({ type: 'story.corroborated', story, ...told, ...at }),
  'story.updated': storyEvent({ type: 'story.updated', story, ...told, ...at }),
  'story.merged': storyEvent({ type: 'story.merged', story, ...told, ...at, mergedStoryId: 's2' }),
  'story.split': storyEvent({ type: 'story.split', story, ...told, ...at, splitFromStoryId: 's2' }),
  'list.entered': listEventOf('list.entered', { rank: 3 }),
  'list.left': listEventOf('list.left', { previousRank: 3 }),
  'list.moved': listEventOf('list.moved', { rank: 3, previousRank: 9 }),
  'source.failing': sourceEvent({
    type: 'source.failing',
    source,
    ...at,
    occasion: 1,
    outcome: 'failed',
    reason: 'answered 500',
    failureCount: 3,
  }),
  'source.recovered': sourceEvent({ type: 'source.recovered', source, ...at, occasion: 1 }),
  'source.gone': sourceEvent({
    type: 'source.gone',
    source,
    ...at,
    occasion: 1,
    outcome: 'gone',
    reason: 'answered 410',
    failureCount: 2,
  }),
  'source.moved': sourceEvent({
    type: 'source.moved',
    source,
    ...at,
    occasion: 1,
    newUrl: 'https://n.example/b',
  }),
  'subscription.disabled': subscriptionEvent({ subscription, reason: 'gone', ...at, occasion: 1 }),
  'delivery.exhausted': exhaustedEvent({
    subscription,
    delivery: { id: 'e.b', eventId: 'e', createdAt: NOW },
    attempt: {
      number: 10,
      startedAt: NOW,
      durationMs: 9,
      outcome: 'failed',
      statusCode: 500,
      error: 'status',
    },
    ...at,
  }),
}

function listEventOf(type: `list.${'entered' | 'left' | 'moved'}`, ranks: object): Event {
  return listEvent({ type, list: makeList(), editionNumber: 7, story, ...told, ...at, ...ranks })
}

test.each(EVENT_TYPES)('%s tells what is described, and nothing else', (type) => {
  const body = JSON.parse(EVENTS[type].payload)

  // Parsing leaves out what the schema does not name.
  expect(eventBody(type).parse(body)).toEqual(body)
})

test('the page for receivers names every event, when it is told and what is in it', () => {
  const rows = Object.entries(TOLD).map(([type, { when, data }]) => {
    const fields = Object.keys(data.shape).map((name) => `\`${name}\``)
    return `| \`${type}\` | ${when[0]?.toLowerCase()}${when.slice(1)} | ${fields.join(', ')} |`
  })

  expect(PAGE.split('\n').filter((line) => /^\| `[a-z]+\.[a-z]+` /.test(line))).toEqual(rows)
})

test('each class of failure but throttling is told as itself, and named by the page', () => {
  const { throttled: _, ...classes } = { ...BACK_OFFS, gone: undefined }
  const { outcome } = eventBody('source.failing').shape.data.shape
  const named = /The `outcome` of a failing source is ([^(]+) \(/.exec(PAGE)?.[1] ?? ''

  expect(outcome.unwrap().options.toSorted()).toEqual(Object.keys(classes).toSorted())
  expect([...named.matchAll(/`(\w+)`/g)].map(([, name]) => name)).toEqual(outcome.unwrap().options)
})

test('its example is such an event', () => {
  const example = JSON.parse(/```json\n([\s\S]+?)```/.exec(PAGE)?.[1] ?? '')

  expect(eventBody('list.entered').parse(example)).toEqual(example)
})

test('its waits are those of the table', () => {
  const units = { s: SECOND, min: MINUTE, h: HOUR }
  const sentence = /Attempts follow after ([^;]+), give or take/.exec(PAGE)?.[1] ?? ''

  const waits = [...sentence.matchAll(/(\d+) (s|min|h)\b/g)].map(
    ([, amount, unit]) => Number(amount) * units[unit as keyof typeof units],
  )

  expect([0, ...waits]).toEqual(RETRY_SCHEDULE_MS)
})
