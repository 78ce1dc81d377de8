import { describe, expect, test } from 'vitest'
import type { Entry, KeptStory, Origin, Story } from '../../../src/model/index.ts'
import { planMove } from '../../../src/stages/move-entries.ts'
import { fingerprintOf } from '../../../src/stages/what-follows.ts'
import { aList, aStory, ERUPTION, ERUPTION_TOO, HOUR, NOW } from './given.ts'
import { told } from './memory-desk.ts'

const FERRY = 'Ferry runs aground off Naxos island, passengers rescued'

const [a, b, c] = [told('a', 0), told('b', 10, ERUPTION_TOO), told('c', 20, FERRY)]

function originOf({ publisherId, publisherName, reportedAt, weight, id }: Entry): Origin {
  return { publisherId, publisherName, reportedAt, weight, entryId: id }
}

/** Led by the first of them. */
function kept(id: string, entries: readonly Entry[], more: Partial<Story> = {}): KeptStory {
  const [lead] = entries as readonly [Entry]
  const story = aStory(id, {
    version: 4,
    title: lead.title,
    leadEntryId: lead.id,
    leadPublisherId: lead.publisherId,
    leadClaim: { entryId: lead.id, weight: lead.weight, reportedAt: lead.reportedAt },
    firstReportedAt: Math.min(...entries.map(({ reportedAt }) => reportedAt)),
    lastReportedAt: Math.max(...entries.map(({ reportedAt }) => reportedAt)),
    entryCount: entries.length,
    originCount: entries.length,
    ...more,
  })
  return { story, origins: entries.map(originOf) }
}

const lists = [aList({ minOrigins: 1 }), aList({ id: 'many', minOrigins: 3 })]

function moving(ids: readonly string[], more: Partial<Parameters<typeof planMove>[0]> = {}) {
  return planMove({
    from: kept('st1', [a, b, c], { listIds: ['top', 'many'] }),
    to: undefined,
    entries: [a, b, c],
    movedIds: new Set(ids),
    profiles: {},
    lists,
    siteUrl: 'https://tide.example',
    now: () => NOW + HOUR,
    ...more,
  })
}

describe('entries that leave for a story of their own', () => {
  test('make it one of version 1, as if it had always been two', () => {
    const { takes, stays, moved, groups } = moving(['c'])

    expect(takes.story).toMatchObject({
      version: 1,
      title: FERRY,
      leadEntryId: 'c',
      entryCount: 1,
      originCount: 1,
      firstReportedAt: c.reportedAt,
      lastReportedAt: c.reportedAt,
      updatedAt: NOW + HOUR,
    })
    expect(takes.story).not.toHaveProperty('apart')
    expect(takes.origins).toMatchObject([{ publisherId: 'p-c', entryId: 'c' }])
    expect(stays.story).toMatchObject({
      id: 'st1',
      version: 5,
      title: ERUPTION,
      leadEntryId: 'a',
      entryCount: 2,
      originCount: 2,
      lastReportedAt: b.reportedAt,
      updatedAt: NOW,
    })
    expect(stays.story).not.toHaveProperty('apart')
    expect(stays.origins.map(({ publisherId }) => publisherId)).toEqual(['p-a', 'p-b'])
    expect(moved).toEqual([c])
    expect(groups).toEqual([fingerprintOf(c).group])
  })

  test('are told of if they were', () => {
    const silent = (entry: Entry): Entry => ({ ...entry, announcement: 'silent' })

    const [event, ...more] = moving(['c']).events
    expect(more).toEqual([])
    expect(event).toMatchObject({ type: 'story.split' })
    expect(JSON.parse(event?.payload ?? '').data).toMatchObject({
      splitFromStoryId: 'st1',
      story: { title: FERRY },
    })
    expect(moving(['b', 'c'], { entries: [a, silent(b), c] }).events).toHaveLength(1)
    expect(moving(['c'], { entries: [a, b, silent(c)] }).events).toEqual([])
  })

  test('give it an id of its own each time they leave, the same for one decision', () => {
    const id = (version: number, ids = ['c']) =>
      moving(ids, { from: kept('st1', [a, b, c], { version }) }).takes.story.id

    expect(id(4)).toBe(id(4))
    expect(id(4, ['b', 'c'])).toBe(id(4, ['c', 'b']))
    expect(new Set([id(4), id(5), id(4, ['b']), id(4, ['b', 'c'])]).size).toBe(4)
  })

  test('leave another lead behind when they were it', () => {
    const { stays, takes } = moving(['a'], {
      from: kept('st1', [a, b, c], { formerTitles: ['Before'], url: 'https://n.example/a' }),
    })

    expect(stays.story).toMatchObject({
      title: ERUPTION_TOO,
      leadEntryId: 'b',
      leadPublisherId: 'p-b',
      leadClaim: { entryId: 'b' },
      firstReportedAt: b.reportedAt,
      updatedAt: NOW + HOUR,
    })
    expect(stays.story).not.toHaveProperty('formerTitles')
    expect(stays.story).not.toHaveProperty('url')
    expect(takes.story).toMatchObject({ title: ERUPTION, leadEntryId: 'a' })
  })

  test('take a story out of lists that it has too few publishers for', () => {
    const { stays, takes, leftListIds } = moving(['c'])

    expect(stays.heats.map(({ listId }) => listId)).toEqual(['top'])
    expect(takes.heats.map(({ listId }) => listId)).toEqual(['top'])
    expect(leftListIds).toEqual(['many'])
  })

  test('leave with it what has expired', () => {
    const { stays } = moving(['c'], {
      from: kept('st1', [a, b, c], { entryCount: 9, firstReportedAt: NOW - HOUR }),
    })

    expect(stays.story).toMatchObject({
      entryCount: 8,
      firstReportedAt: NOW - HOUR,
      lastReportedAt: c.reportedAt,
    })
  })
})

describe('entries that leave for another story', () => {
  const d = told('d', 5, FERRY)
  const to = kept('st2', [d], { version: 7, isByHand: true, apart: ['x+'], formerTitles: ['Ferry aground'] })

  test('are counted there, one version on, and nobody is told', () => {
    const { takes, stays, events } = moving(['b', 'c'], { to })

    expect(takes.story).toMatchObject({
      id: 'st2',
      version: 8,
      title: FERRY,
      leadEntryId: 'd',
      formerTitles: ['Ferry aground'],
      entryCount: 3,
      originCount: 3,
      firstReportedAt: d.reportedAt,
      lastReportedAt: c.reportedAt,
      updatedAt: NOW,
      isByHand: true,
      apart: ['x+'],
    })
    expect(takes.origins.map(({ publisherId }) => publisherId)).toEqual(['p-b', 'p-c', 'p-d'])
    expect(takes.heats.map(({ listId }) => listId)).toEqual(['top', 'many'])
    expect(stays.story).toMatchObject({ id: 'st1', version: 5, entryCount: 1 })
    expect(events).toEqual([])
  })

  test('of a publisher that is there already are no further origin', () => {
    const same = told('e', 15, FERRY, { publisherId: 'p-d' })
    const { takes } = moving(['e'], { to, from: kept('st1', [a, same]), entries: [a, same] })

    expect(takes.story).toMatchObject({ entryCount: 2, originCount: 1 })
    expect(takes.origins).toMatchObject([{ publisherId: 'p-d', entryId: 'd' }])
  })

  test('lead it when they lead over its lead', () => {
    const weighty = told('e', 15, 'Ferry off Naxos: all are safe', { weight: 4 })
    const { takes } = moving(['e'], { to, from: kept('st1', [a, weighty]), entries: [a, weighty] })

    expect(takes.story).toMatchObject({ title: weighty.title, leadEntryId: 'e', updatedAt: NOW + HOUR })
  })

  test('have the same id whatever the stories are called', () => {
    for (const id of ['st0', 'st9']) {
      const { takes, stays } = moving(['c'], { to: { ...to, story: { ...to.story, id } } })

      expect([takes.story.id, takes.story.version, stays.story.id]).toEqual([id, 8, 'st1'])
    }
  })
})

describe('what the stories are about', () => {
  const about = (terms: string) => ({ terms, weights: [90] })
  const from = kept('st1', [a, b, c], { profile: about('before') })
  const to = kept('st2', [told('d', 5, FERRY)], { profile: about('held') })

  test('is what their parts say', () => {
    const { stays, takes } = moving(['c'], {
      from,
      to,
      profiles: { stays: about('stays'), goes: about('goes') },
    })

    expect(stays.story.profile).toEqual(about('stays'))
    expect(takes.story.profile).toEqual(about('goes'))
  })

  test('is unknown where they do not, except of a story that has said it', () => {
    expect(moving(['c'], { from }).stays.story).not.toHaveProperty('profile')
    expect(moving(['c'], { from }).takes.story).not.toHaveProperty('profile')
    expect(moving(['c'], { from, to }).takes.story.profile).toEqual(about('held'))
  })
})
