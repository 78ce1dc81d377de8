import { expect, test } from 'vitest'
import type { Entry, Story } from '../../../src/model/index.ts'
import { decideStep } from '../../../src/stages/decide-step.ts'
import { createKnownStories } from '../../../src/stages/known-stories.ts'
import { prepareEntry } from '../../../src/stages/prepare-entries.ts'
import { aCandidate, anEntry, aStory, ERUPTION, MINUTE, NOW } from './given.ts'

const entry = anEntry('e', { title: ERUPTION })
const prepared = prepareEntry(entry)
/** What the story is about: all that the entry says, whatever its only entry at hand does. */
const terms = prepared.print.titleTerms
const about = { terms, weights: terms.split(' ').map(() => 90) }

const told = (id: string, title: string): Entry => anEntry(id, { title, reportedAt: NOW - MINUTE })
const wakes = told('wakes', 'Grindavik evacuated as volcano wakes')
const again = told('again', 'Volcano: town evacuated again')

function step(shelves: readonly (readonly [Story, Entry])[]) {
  const known = createKnownStories()
  for (const [story] of shelves) known.put({ story, origins: [] })
  return decideStep(
    {
      entry,
      prepared,
      found: {
        candidates: shelves.map(([{ id }, member]) => aCandidate(id, member)),
        statistics: { documentCount: 1_000, documentFrequency: [] },
        tails: { group: 'latn', bucket: 0, fields: [], counts: [] },
        places: [],
      },
    },
    known,
    { now: () => NOW, lists: [], siteUrl: 'https://tide.example', hourOf: () => 0, sameStory: {} },
  )
}

const large = (id: string) => aStory(id, { entryCount: 2, profile: about })
const small = (id: string) => aStory(id, { entryCount: 1 })

test('an entry that founds a story has no grounds, and one that joins one the nearest of it', () => {
  expect(step([]).decision.plan).toMatchObject({ expectedVersion: 0, grounds: [] })

  const joining = step([[large('A'), wakes]])
  expect(joining.decision.plan).toMatchObject({ expectedVersion: 1, grounds: ['wakes'] })
  expect(joining.mergers).toEqual([])
})

test('one that shows two stories to be one is tied to both, whichever is nearest once they are', () => {
  const { mergers, decision } = step([
    [large('A'), wakes],
    [small('B'), again],
  ])

  expect(mergers.map(({ survivor, redirect }) => [survivor.id, redirect.id])).toEqual([['A', 'B']])
  expect(decision.plan.story.id).toBe('A')
  expect(decision.plan.grounds?.toSorted()).toEqual(['again', 'wakes'])
})

test('each merger is of what came of the one before, and tied to each', () => {
  const { mergers, decision } = step([
    [large('A'), wakes],
    [small('B'), again],
    [small('C'), told('flees', 'Volcano: town evacuated overnight, again')],
  ])

  expect(mergers.map(({ survivor, redirect }) => [survivor.id, survivor.version, redirect.id])).toEqual([
    ['A', 2, expect.stringMatching(/^[BC]$/)],
    ['A', 3, expect.stringMatching(/^[BC]$/)],
  ])
  expect(decision.plan.story).toMatchObject({ id: 'A', version: 4, entryCount: 5 })
  expect(decision.plan.grounds?.toSorted()).toEqual(['again', 'flees', 'wakes'])
})

test('one that founds a story beside those it made one is asked again', () => {
  const fears = told('fears', 'Town near Grindavik evacuated overnight over fears')
  const flees = told('flees', 'Volcano erupts: town flees')

  const { mergers, decision } = step([
    [large('A'), fears],
    [small('B'), flees],
  ])

  expect(mergers).toHaveLength(1)
  expect(decision.plan).toMatchObject({ expectedVersion: 0, story: { leadEntryId: 'e' } })
  expect(decision.plan.grounds?.toSorted()).toEqual(['fears', 'flees'])
  expect(decision.unsettled).toEqual([{ id: 'e', reportedAt: NOW }])
  expect(step([]).decision.unsettled).toEqual([])
})
