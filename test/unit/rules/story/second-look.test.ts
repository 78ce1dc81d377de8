import { describe, expect, test } from 'vitest'
import type { Candidate, TermStatistics } from '../../../../src/model/index.ts'
import { termsOf } from '../../../../src/model/index-fields.ts'
import { type AskedEntry, wouldMove } from '../../../../src/rules/story/second-look.ts'
import { DAY, HOUR, NOW, report, statisticsOf } from '../support/make.ts'

const COLLAPSE = 'Fourteen miners trapped after coal mine collapses in Poland'
const RESCUE = 'Fourteen trapped underground: rescuers dig at collapsed coal mine'
const REFORM = 'Parliament passes the pension reform after a long debate'

const COUNTED: TermStatistics = { documentCount: 0, documentFrequency: [] }

let publishers = 0
/** Of a publisher of its own, unless another is named. */
const told = (title: string, more: Parameters<typeof report>[1] = {}): Candidate =>
  report(title, { publisher: `Paper ${++publishers}`, ...more })

const asked = (entries: readonly Candidate[], found: readonly Candidate[] = []): AskedEntry[] =>
  entries.map((entry) => ({ ...entry, statistics: COUNTED, found }))

const mine = { id: 'mine', members: [told(COLLAPSE), told('Coal mine collapses in Poland, miners trapped')] }

test('a single report moves when it would join the story now', () => {
  expect(wouldMove(asked([told(RESCUE)]), mine, {})).toBe('its entry fits the story as it is now')
  expect(wouldMove(asked([told(REFORM)]), mine, {})).toBeUndefined()
})

test('of several two thirds must fit, whichever they are', () => {
  const fitting = () => told(RESCUE)
  const other = () => told(REFORM)

  expect(wouldMove(asked([other(), fitting(), fitting()]), mine, {})).toBe(
    '2 of its 3 entries fit the story as it is now',
  )
  expect(wouldMove(asked([fitting(), other()]), mine, {})).toBeUndefined()
  expect(wouldMove(asked([fitting(), other(), fitting(), other(), fitting()]), mine, {})).toBeUndefined()
  expect(wouldMove(asked([fitting(), fitting(), fitting(), fitting()]), mine, {})).toMatch(/^4 of its 4/)
})

test('a story of more than one gives itself up for more than the threshold alone', () => {
  const found = (share: number, many: number) =>
    wouldMove(asked(Array.from({ length: many }, () => told(RESCUE, { publisher: 'One' }))), mine, {
      threshold: share,
    }) !== undefined
  // The highest threshold at which one report moves, in hundredths.
  const most = Array.from({ length: 100 }, (_, n) => n / 100).findLast((share) => found(share, 1)) ?? 0

  expect(most).toBeGreaterThan(0.2)
  expect(found(most, 2)).toBe(false)
  expect(found(most - 0.05, 2)).toBe(true)
})

describe('what the stories state', () => {
  const quake = (place: string, more: Parameters<typeof report>[1] = {}) =>
    told(`Strong earthquake shakes ${place}, houses collapse`, more)

  test('another place is another event, however alike the rest is', () => {
    const leeds = { id: 'leeds', members: [told('Woman stabbed in Leeds, police name suspect')] }

    expect(wouldMove(asked([told('Police name suspect after woman stabbed')]), leeds, {})).toBeDefined()
    expect(
      wouldMove(asked([told('Police name suspect after woman stabbed in Bristol')]), leeds, {}),
    ).toBeUndefined()
  })

  test('one report in three that names another place is enough to stay apart', () => {
    const chile = { id: 'chile', members: [quake('Chile'), quake('northern Chile')] }
    const like = [quake('Chile'), quake('Chile')]

    expect(wouldMove(asked([...like, quake('Chile')]), chile, {})).toBeDefined()
    expect(wouldMove(asked([...like, told('Strong earthquake shakes Peru')]), chile, {})).toBeUndefined()
  })
})

test('it is compared with what was found for it as well as with the newest of the story', () => {
  const url = 'https://n.example/mine'
  const early = told(COLLAPSE, { at: NOW - HOUR, url })
  const late = { id: 'mine', members: [told('Minister visits families in Silesia')] }
  const one = told(COLLAPSE, { at: NOW - HOUR, url: `${url}?utm_source=x` })

  expect(wouldMove(asked([one]), late, {})).toBeUndefined()
  expect(wouldMove(asked([one], [early]), late, {})).toBeDefined()
})

test('a report of one wording with any of the others, about another name, moves nowhere', () => {
  const palm = told('Inquiry into Palm Bay train derailment finds broken rail')
  const rail = told('Broken rail caused train derailment, inquiry finds')
  const novigrad = told('Inquiry into Novigrad train derailment finds broken rail')

  expect(wouldMove(asked([rail]), { id: 'palm', members: [palm] }, {})).toBeDefined()
  expect(wouldMove(asked([novigrad]), { id: 'rail', members: [rail] }, {})).toBeDefined()
  expect(wouldMove(asked([novigrad]), { id: 'both', members: [rail, palm] }, {})).toBeUndefined()
})

test('a story in which nothing is at hand takes nothing, and one of which nothing is moves nowhere', () => {
  expect(wouldMove(asked([told(RESCUE)]), { id: 'mine', members: [] }, {})).toBeUndefined()
  expect(wouldMove([], mine, {})).toBeUndefined()
})

test('a story that is full takes nothing', () => {
  const storyOf = () => ({ firstReportedAt: NOW - 8 * DAY, entryCount: 2 })

  expect(wouldMove(asked([told(RESCUE)]), mine, { storyOf })).toBeUndefined()
})

test('what the window is full of tells less than what is rare in it', () => {
  const one = told('Volcano erupts: ferry, market and school closed')
  const other = { id: 'volcano', members: [told('Volcano erupts near Grindavik at dawn')] }
  const counted = (words: readonly string[]) =>
    statisticsOf(
      one,
      5_000,
      Object.fromEntries(termsOf(one.fingerprint).map((term) => [term, words.includes(term) ? 2_000 : 1])),
    )
  const isMoving = (frequent: readonly string[]) =>
    wouldMove([{ ...one, statistics: counted(frequent), found: [] }], other, {}) !== undefined

  const shared = termsOf(one.fingerprint).filter((term) =>
    termsOf((other.members[0] as Candidate).fingerprint).includes(term),
  )
  expect(shared).toHaveLength(2)
  expect(isMoving([])).toBe(true)
  expect(isMoving(shared)).toBe(false)
})
