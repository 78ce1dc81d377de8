import { describe, expect, test } from 'vitest'
import type { Event, List, Subscription } from '../../../../src/model/index.ts'
import { matchesSubscription } from '../../../../src/rules/deliver/matches-subscription.ts'
import { competesIn, whyOutside } from '../../../../src/rules/rank/competes.ts'
import { makeEntry, makeList } from '../support/make.ts'

describe('a list takes an entry', () => {
  test.each<[string, Partial<List>, Parameters<typeof makeEntry>[0], boolean]>([
    ['without rules', {}, {}, true],
    ['of one of its channels', { channels: ['sports', 'world'] }, {}, true],
    ['not of another', { channels: ['sports'] }, {}, false],
    ['of its language, whatever the region', { languages: ['en'] }, { language: 'en-GB' }, true],
    ['not of another language', { languages: ['zh'] }, {}, false],
    ['of its publishers, ignoring case and width', { publishers: ['ＣＯＡＳＴ daily'] }, {}, true],
    ['not of others', { publishers: ['Hill Post'] }, {}, false],
    ['with one of its words', { include: ['flood', 'TYPHOON'] }, {}, true],
    [
      'with one of its words in the summary',
      { include: ['fujian'] },
      { summary: 'In Fujian province' },
      true,
    ],
    ['without any of its words', { include: ['flood'] }, {}, false],
    ['but not with a word it keeps out', { include: ['typhoon'], exclude: ['landfall'] }, {}, false],
    ['not for a part of a word', { include: ['art'] }, { title: 'The party starts' }, false],
    ['for a word beside a later part of a word', { include: ['art'] }, { title: 'Party art' }, true],
    ['for a word inside unspaced text', { include: ['台风'] }, { title: '强台风海葵登陆' }, true],
    ['for a Latin word inside unspaced text', { include: ['iphone'] }, { title: '苹果iPhone发布' }, true],
    ['for a word with signs', { include: ['c++'] }, { title: 'C++ turns forty' }, true],
    ['whatever an empty word says', { include: [''], exclude: [''] }, {}, false],
  ])('%s', (_, list, entry, expected) => {
    expect(competesIn(makeList(list), makeEntry(entry))).toBe(expected)
  })

  test('a word that would be a dangerous pattern is none', () => {
    // As a pattern it would not come to an end.
    const entry = makeEntry({ title: `${'a'.repeat(100_000)}b` })

    expect(competesIn(makeList({ include: ['(a+)+$'] }), entry)).toBe(false)
  })
})

describe('why a story is in no list is told by the rule that keeps each of its entries out', () => {
  test.each<[string, Partial<List>, Parameters<typeof makeEntry>[0][], string | undefined]>([
    [
      'channel',
      { channels: ['sports', 'tech'] },
      [{}],
      'of one entry 1 in none of its channels (sports, tech)',
    ],
    ['language', { languages: ['zh'] }, [{}], 'of one entry 1 in none of its languages (zh)'],
    [
      'publisher',
      { publishers: ['Hill Post'] },
      [{}],
      'of one entry 1 of none of its publishers (Hill Post)',
    ],
    ['word', { include: ['flood'] }, [{}], 'of one entry 1 without any of its words (flood)'],
    [
      'word that is left out',
      { exclude: ['flood', 'football', 'storm'] },
      [{ title: 'Football' }, { title: 'Storm', summary: 'football off' }],
      'of 2 entries 2 with a word that it leaves out (football, storm)',
    ],
    [
      'several',
      { channels: ['world'], exclude: ['football'] },
      [{ channels: ['tech'] }, { title: 'Football' }, { channels: [] }],
      'of 3 entries 2 in none of its channels (world), 1 with a word that it leaves out (football)',
    ],
    [
      'many words',
      { include: ['a1', 'b2', 'c3', 'd4', 'e5', 'f6'] },
      [{}],
      'of one entry 1 without any of its words (a1, b2, c3, d4, e5, …)',
    ],
    ['list that was changed since', {}, [{}], 'the rules of the list were others when its entries came'],
    ['story whose entries have expired', { channels: ['sports'] }, [], undefined],
  ])('%s', (_, list, entries, expected) => {
    expect(whyOutside(makeList(list), entries.map(makeEntry))).toBe(expected)
  })
})

describe('a subscription is owed an event', () => {
  type Sub = Pick<Subscription, 'kind' | 'status' | 'eventTypes' | 'listIds'>
  const subscription: Sub = { kind: 'webhook', status: 'active', eventTypes: [], listIds: [] }
  const story: Pick<Event, 'type' | 'listIds'> = { type: 'story.created', listIds: ['top', 'world'] }
  const source: Pick<Event, 'type' | 'listIds'> = { type: 'source.failing', listIds: [] }

  test.each<[string, Partial<Sub>, Pick<Event, 'type' | 'listIds'>, boolean]>([
    ['of any kind by default', {}, story, true],
    ['of its types', { eventTypes: ['story.created'] }, story, true],
    ['not of other types', { eventTypes: ['list.entered'] }, story, false],
    ['of its lists', { listIds: ['world'] }, story, true],
    ['not of other lists', { listIds: ['sports'] }, story, false],
    ['not of no list at all', { listIds: ['sports'] }, { type: 'story.created', listIds: [] }, false],
    ['while paused: it waits', { status: 'paused' }, story, true],
    ['not once disabled', { status: 'disabled' }, story, false],
    ['about sources, when it is bound to nothing', {}, source, true],
    ['not about sources, when it is bound to lists', { listIds: ['top'] }, source, false],
    ['about sources, when it names them', { listIds: ['top'], eventTypes: ['source.failing'] }, source, true],
  ])('%s', (_, part, event, expected) => {
    expect(matchesSubscription({ ...subscription, ...part }, event)).toBe(expected)
  })
})
