import { describe, expect, test } from 'vitest'
import type { Story } from '../../../src/model/index.ts'
import { DAY, ERUPTION_TOO, MINUTE, NOW } from './given.ts'
import { ask, type Shelf, shelf, told } from './memory-desk.ts'

describe('an entry that fits two stories which are alike', () => {
  const wakes = (story: Partial<Story> = {}) => shelf('st1', [[told('a', 0), []]], story)
  const erupts = (story: Partial<Story> = {}, at = 10) =>
    shelf('st2', [[told('b', at, ERUPTION_TOO), []]], story)
  const both = (...shelves: Shelf[]) => ask([...shelves, shelf('st3', [[told('c', 20), []]])], 'c')

  test('shows them to be one', async () => {
    const { answer } = await both(wakes(), erupts())

    expect(answer).toMatchObject({ grounds: ['a', 'b'], isElsewhere: true })
  })

  test('shows nothing of them when a person has parted them', async () => {
    const { answer } = await both(wakes({ apart: ['x+'] }), erupts({ apart: ['x-'] }))

    expect(answer?.grounds).toEqual(['a'])
  })

  test('shows nothing of them when they began too far apart', async () => {
    const far = -(4 * DAY) / MINUTE
    const { answer } = await ask(
      [
        shelf('st1', [[told('a', far, 'Volcano near Grindavik erupts again'), []]]),
        erupts(),
        shelf('st3', [[told('c', 20), []]]),
      ],
      'c',
    )

    expect(answer?.grounds).toEqual(['b'])
  })
})

describe('an entry that fits two stories which are not alike', () => {
  const STORM = ['Storm floods harbour, roads closed', 'Storm at Naxos floods harbour and market']
  const ferry = shelf('st1', [[told('a', 0, 'Ferry sinks: crew rescued'), []]])
  const both = told('c', 30, 'Storm floods harbour, ferry sinks off Naxos, crew rescued by fishermen')
  const storm = (titles: readonly string[], story: Partial<Story> = {}, id = 'b'): Shelf => {
    const entries = titles.map((title, n) => told(`${id}${n}`, 10 + n, title))
    const members = entries.map((entry, n) => [entry, n === 0 ? [] : [`${id}0`]] as const)
    return shelf(`st-${id}`, members, story)
  }
  const groundsOf = async (...shelves: Shelf[]) =>
    (await ask([...shelves, shelf('st3', [[both, []]])], 'c')).answer?.grounds

  test('shows them to be one when the smaller would go to the larger now', async () => {
    expect(await groundsOf(ferry, storm(STORM.slice(0, 1)))).toEqual(['a', 'b0'])
  })

  test('shows nothing of them when only the larger would go to the smaller', async () => {
    expect(await groundsOf(ferry, storm([...STORM, 'Storm floods the harbour of Naxos']))).toEqual(['a'])
  })

  test('is not hindered by what was reported after it', async () => {
    const [first] = storm(STORM).members
    const later = [told('b8', 40, STORM[1]), told('b9', 41, 'Storm floods the harbour of Naxos')].map(
      (entry) => [entry, ['b0']] as const,
    )

    expect(await groundsOf(ferry, shelf('st-b', [...(first ? [first] : []), ...later]))).toEqual(['a', 'b0'])
  })

  test('shows nothing of them when they began too far apart', async () => {
    const unknown = [told('b0', 10, STORM[0])] as const
    const began = (days: number) => shelf('st-b', [unknown], { firstReportedAt: NOW - days * DAY })

    expect(await groundsOf(ferry, began(2))).toEqual(['a', 'b0'])
    expect(await groundsOf(ferry, began(5))).toEqual(['a'])
  })

  test('shows one of two that a person has parted, and not the other then', async () => {
    const grounds = await groundsOf(
      ferry,
      storm(STORM.slice(0, 1), { apart: ['x+'] }, 'b'),
      storm(STORM.slice(1), { apart: ['x-'] }, 'd'),
    )

    expect(grounds).toEqual(['a', expect.stringMatching(/^[bd]0$/)])
  })
})
