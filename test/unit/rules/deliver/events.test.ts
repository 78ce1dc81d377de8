import { describe, expect, test } from 'vitest'
import {
  listEvent,
  sourceEvent,
  storyEvent,
  subscriptionEvent,
} from '../../../../src/rules/deliver/events.ts'
import { makeList, makeStory, NOW } from '../support/make.ts'

const told = { storyUrl: 'https://desk.example/stories/s1', publishers: ['Coast Daily', 'Hill Post'] }

describe('a story event', () => {
  test('has the Standard Webhooks shape and leaves absent fields out', () => {
    const event = storyEvent({ type: 'story.created', story: makeStory(), occurredAt: NOW, ...told })

    expect(JSON.parse(event.payload)).toEqual({
      type: 'story.created',
      timestamp: '2026-03-10T12:00:00.000Z',
      data: {
        story: {
          id: 's1',
          url: 'https://desk.example/stories/s1',
          title: 'Typhoon makes landfall',
          language: 'en',
          channels: ['world'],
          originCount: 2,
          entryCount: 2,
          publishers: ['Coast Daily', 'Hill Post'],
          firstReportedAt: '2026-03-10T11:00:00.000Z',
          lastReportedAt: '2026-03-10T12:00:00.000Z',
        },
      },
    })
    expect(event.listIds).toEqual(['top', 'world'])
  })

  test('carries the link and the summary when there are any', () => {
    const story = makeStory({ url: 'https://n.example/a', summary: 'Short.' })

    expect(
      JSON.parse(storyEvent({ type: 'story.updated', story, occurredAt: NOW, ...told }).payload).data.story,
    ).toMatchObject({
      link: 'https://n.example/a',
      summary: 'Short.',
    })
  })

  test('is valid UTF-8 whatever the title holds', () => {
    const story = makeStory({ title: 'a\ud800b \u0003 \u2028 ]]> 🙂' })
    const { payload } = storyEvent({ type: 'story.created', story, occurredAt: NOW, ...told })

    expect(payload.isWellFormed()).toBe(true)
    expect(Buffer.from(payload).toString()).toBe(payload)
  })

  test('has the id of what happened, not of when it was decided', () => {
    const make = (
      type: 'story.created' | 'story.corroborated' | 'story.updated' | 'story.merged',
      part = {},
      mergedStoryId?: string,
      at = NOW,
    ) => storyEvent({ type, story: makeStory(part), occurredAt: at, mergedStoryId, ...told }).id

    expect(make('story.created', { version: 1 }, undefined, NOW + 1)).toBe(
      make('story.created', { version: 9 }),
    )
    expect(make('story.corroborated', { version: 4 })).toBe(make('story.corroborated', { version: 5 }))
    expect(make('story.corroborated', { originCount: 3 })).not.toBe(make('story.corroborated'))
    expect(make('story.updated', { version: 4 })).not.toBe(make('story.updated', { version: 5 }))
    expect(make('story.merged', {}, 's2')).not.toBe(make('story.merged', {}, 's3'))
    expect(make('story.created')).not.toBe(make('story.updated'))
  })
})

test('a list event tells list, edition, ranks and story', () => {
  const event = listEvent({
    type: 'list.moved',
    list: makeList(),
    editionNumber: 7,
    rank: 1,
    previousRank: 3,
    story: makeStory(),
    occurredAt: NOW,
    ...told,
  })

  expect(JSON.parse(event.payload).data).toMatchObject({
    list: { id: 'top', title: 'Top' },
    edition: 7,
    rank: 1,
    previousRank: 3,
    story: { id: 's1' },
  })
  expect(event.listIds).toEqual(['top'])
  const left = listEvent({
    type: 'list.left',
    list: makeList(),
    editionNumber: 7,
    previousRank: 3,
    story: makeStory(),
    occurredAt: NOW,
    ...told,
  })
  expect('rank' in JSON.parse(left.payload).data).toBe(false)
})

test('a source event names the source and what happened', () => {
  const source = { id: 'x', url: 'https://n.example/rss', publisherName: 'Coast Daily' }
  const event = sourceEvent({
    type: 'source.gone',
    source,
    occurredAt: NOW,
    occasion: 1,
    outcome: 'gone',
    reason: 'GET answered 410',
  })

  expect(JSON.parse(event.payload).data).toEqual({
    source: { id: 'x', url: source.url, publisher: 'Coast Daily' },
    outcome: 'gone',
    reason: 'GET answered 410',
  })
  expect(event.listIds).toEqual([])
})

test("a subscription event does not give away a callback's secrets", () => {
  const subscription = {
    id: 'w1',
    kind: 'webhook' as const,
    url: 'https://user:pass@hook.example/in?token=abc',
  }
  const event = subscriptionEvent({ subscription, reason: 'gone', occurredAt: NOW, occasion: 'd1' })

  expect(JSON.parse(event.payload).data).toEqual({
    subscription: { id: 'w1', kind: 'webhook', url: 'https://hook.example/in' },
    reason: 'gone',
  })
})

test('an event of a source shows no password and no key of its address', () => {
  const { payload } = sourceEvent({
    type: 'source.moved',
    source: { id: 's1', url: 'https://user:pass@a.example/feed?key=hidden', publisherName: 'A' },
    occurredAt: 0,
    occasion: 'x',
    newUrl: 'https://user:pass@b.example/feed?key=hidden',
  })

  expect(JSON.parse(payload).data).toMatchObject({
    source: { url: 'https://a.example/feed' },
    newUrl: 'https://b.example/feed',
  })
  expect(payload).not.toMatch(/pass|hidden/)
})
