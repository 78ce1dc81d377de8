import { expect, inject, test } from 'vitest'
import type { Entry } from '../../../src/model/index.ts'
import { hashId } from '../../../src/rules/ids.ts'
import { mergeTwo } from '../../../src/stages/merge-two.ts'
import { openSpace } from '../../support/redis-space.ts'
import { createStageDesk, DAY, LISTS, NOW } from './desk.ts'

const space = openSpace({ url: inject('redisUrl') }, 'corrections')

const TITLES = [
  'Ferry runs agrund off Naxos island',
  'Ferry runs aground off Naxos',
  'Ferry runs aground off Naxos island',
  'Ferry runs aground off Naxos, passengers rescued',
] as const

function entryCalled(title: string): Entry {
  return {
    id: 'e1',
    sourceId: 's1',
    publisherId: 'p1',
    publisherName: 'Island Wire',
    title,
    language: 'en',
    channels: ['world'],
    authors: [],
    reportedAt: NOW,
    firstSeenAt: NOW,
    weight: 1,
    contentHash: hashId(title),
    announcement: 'announced',
  }
}

async function openDesk() {
  const prefix = space.innerPrefix()
  const desk = createStageDesk(space.redis, prefix, {})
  await desk.storage.outbox.ensureGroup()
  const publish = async (title: string) => {
    await desk.storage.entries.admit([entryCalled(title)], { ttlMs: DAY })
    await desk.cluster(['e1'])
  }
  const story = async () => {
    const [entry] = await desk.storage.entries.get(['e1'])
    return desk.storage.stories.get(entry?.storyId ?? '')
  }
  const told = async () => {
    const items = await desk.storage.outbox.read('one', { count: 100, blockMs: 0 })
    const events = await Promise.all(items.map(({ eventId }) => desk.storage.outbox.payload(eventId)))
    return events.map((event) => {
      const { type, data } = JSON.parse(event?.payload ?? '{}')
      return [type, data.story.title]
    })
  }
  return { desk, publish, story, told }
}

test('P42: a title corrected three times in a minute is one story and one update, as it reads by then', async () => {
  const { desk, publish, story, told } = await openDesk()
  await publish(TITLES[0])
  const founded = await story()

  for (const title of TITLES.slice(1)) await publish(title)
  await desk.tellUpdates()
  await desk.tellUpdates()

  const corrected = await story()
  expect(corrected).toMatchObject({
    id: founded?.id,
    title: TITLES[3],
    formerTitles: [TITLES[2], TITLES[1], TITLES[0]],
    firstReportedAt: founded?.firstReportedAt,
    entryCount: 1,
  })
  expect(await told()).toEqual([
    ['story.created', TITLES[0]],
    ['story.updated', TITLES[3]],
  ])
})

test('a title corrected again after it was told is told again', async () => {
  const { desk, publish, told } = await openDesk()
  await publish(TITLES[0])
  await publish(TITLES[1])
  await desk.tellUpdates()
  await publish(TITLES[2])
  await desk.tellUpdates()

  expect(await told()).toEqual([
    ['story.created', TITLES[0]],
    ['story.updated', TITLES[1]],
    ['story.updated', TITLES[2]],
  ])
})

test.each([
  ['blog', 'agency', 'paper'],
  ['paper', 'blog', 'agency'],
  ['agency', 'paper', 'blog'],
])('reports of %s, %s and %s are called as the weightiest calls them', async (...order) => {
  const [, , , title] = TITLES
  const reports: Record<string, readonly [title: string, weight: number]> = {
    blog: [title.toUpperCase(), 0.25],
    paper: [title.replace(',', ' –'), 1],
    agency: [title, 4],
  }
  const { desk, told } = await openDesk()
  const entries = order.map((id) => {
    const [called = '', weight = 1] = reports[id] ?? []
    return { ...entryCalled(called), id, publisherId: id, publisherName: id, weight }
  })
  for (const entry of entries) {
    await desk.storage.entries.admit([entry], { ttlMs: DAY })
    await desk.cluster([entry.id])
  }
  await desk.tellUpdates()

  const [first] = await desk.storage.entries.get(order)
  const story = await desk.storage.stories.get(first?.storyId ?? '')
  expect(story).toMatchObject({ title, leadPublisherId: 'agency', entryCount: 3 })
  const updates = (await told()).filter(([type]) => type === 'story.updated')
  // What its first report called it already is told by its first event.
  expect(updates).toEqual(order[0] === 'agency' ? [] : [['story.updated', title]])
})

test('a story whose title changed, and that became part of another, is not looked at for ever', async () => {
  const { desk, publish, story, told } = await openDesk()
  await publish(TITLES[0])
  const kept = await story()
  const later = { ...entryCalled('Volcano on Java erupts again'), id: 'e2', reportedAt: NOW + 1 }
  await desk.storage.entries.admit([later], { ttlMs: DAY })
  await desk.cluster(['e2'])
  const corrected = { ...later, title: 'Volcano on Java erupts', contentHash: hashId('corrected') }
  await desk.storage.entries.admit([corrected], { ttlMs: DAY })
  await desk.cluster(['e2'])
  const [{ storyId = '' } = {}] = await desk.storage.entries.get(['e2'])
  const { stories } = desk.storage
  const ttlMs = { story: DAY, event: DAY }
  const deps = {
    loadStories: stories.getMany,
    loadOrigins: stories.origins,
    merge: (plan: Parameters<Parameters<typeof mergeTwo>[0]['merge']>[0]) =>
      stories.merge({ ...plan, ttlMs }),
    now: () => NOW,
    lists: LISTS,
    siteUrl: 'https://tide.example',
  }
  await mergeTwo(deps, [kept?.id ?? '', storyId], { isAnnounced: true })

  await desk.tellUpdates()

  expect(await desk.storage.storyUpdates.due(Number.MAX_SAFE_INTEGER, 10)).toEqual([])
  expect((await told()).map(([type]) => type)).toEqual(['story.created', 'story.created', 'story.merged'])
})

test.each(['after append', 'before settleUpdate', 'after settleUpdate'])(
  'a run that dies %s, and runs again, tells once',
  async (at) => {
    const { desk, publish, told } = await openDesk()
    await publish(TITLES[0])
    await publish(TITLES[1])

    await desk.dying(at, desk.tellUpdates)
    await desk.tellUpdates()

    expect(await told()).toEqual([
      ['story.created', TITLES[0]],
      ['story.updated', TITLES[1]],
    ])
  },
)

test('a commit that dies before it is told of, and runs again, is told once', async () => {
  const { desk, publish, told } = await openDesk()
  await publish(TITLES[0])
  await desk.dying('after join', () => publish(TITLES[1]))

  await desk.cluster(['e1'])
  await desk.tellUpdates()

  expect(await told()).toEqual([
    ['story.created', TITLES[0]],
    ['story.updated', TITLES[1]],
  ])
})
