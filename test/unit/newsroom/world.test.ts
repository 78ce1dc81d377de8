import { describe, expect, test } from 'vitest'
import { POOLS } from '../../support/newsroom/atlas.ts'
import { type ReplayLine, writeReplay } from '../../support/newsroom/index.ts'
import { PUBLISHERS } from '../../support/newsroom/publishers.ts'
import { createRandom } from '../../support/newsroom/random.ts'
import { drawSlots, fillText, type Language } from '../../support/newsroom/script.ts'
import { SCRIPTS, slotsOf, translationOf } from '../../support/newsroom/texts.ts'
import { createWorld } from '../../support/newsroom/world.ts'

const LANGUAGES = Object.keys(SCRIPTS) as Language[]
const replay = (seed: number, entries: number): ReplayLine[] =>
  writeReplay({ seed, entries }).map((line) => JSON.parse(line) as ReplayLine)

describe('the texts', () => {
  test('are many enough in each language', () => {
    const counts = Object.fromEntries(LANGUAGES.map((language) => [language, SCRIPTS[language].length]))

    expect(counts.en).toBeGreaterThanOrEqual(60)
    expect(counts.zh).toBeGreaterThanOrEqual(40)
    expect(counts.es).toBeGreaterThanOrEqual(20)
    expect(counts.ar).toBeGreaterThanOrEqual(10)
  })

  test('have a key of their own per language, and at least four wordings', () => {
    for (const language of LANGUAGES) {
      const keys = SCRIPTS[language].map(({ key }) => key)
      expect(new Set(keys).size, language).toBe(keys.length)
      for (const script of SCRIPTS[language])
        expect(script.wordings.length, `${language} ${script.key}`).toBeGreaterThanOrEqual(4)
    }
  })

  test.each(LANGUAGES)('fill every slot (%s)', (language) => {
    for (const script of SCRIPTS[language]) {
      const random = createRandom(script.key)
      const slots = slotsOf(script)
      for (let i = 0; i < 10; i++) {
        const values = drawSlots(slots, random, language)
        for (const [headline, summary] of script.wordings)
          for (const text of [headline, summary])
            expect(fillText(text, slots, values, language, random)).not.toMatch(/[{}[\]|]|undefined|NaN/)
      }
    }
  })

  test('name everything the texts of a shared kind need in every language', () => {
    for (const pool of [POOLS.city, POOLS.country, POOLS.person, POOLS.company, POOLS.team])
      for (const name of pool) expect(name.zh && name.ar, name.en).toBeTruthy()
  })
})

describe('the world', () => {
  test('is the same for the same seed', () => {
    expect(writeReplay({ seed: 5, entries: 300 })).toEqual(writeReplay({ seed: 5, entries: 300 }))
    expect(writeReplay({ seed: 5, entries: 300 })).not.toEqual(writeReplay({ seed: 6, entries: 300 }))
  })

  test('runs forward in time with one id per entry', () => {
    const lines = replay(1, 2000)

    const times = lines.map(({ publishedAt }) => Date.parse(publishedAt))
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(new Set(lines.map(({ id }) => id)).size).toBe(2000)
  })

  test('has mostly small events, few big ones, and some that cross languages', () => {
    const events = [...Map.groupBy(replay(2, 4000), ({ event }) => event).values()]

    const small = events.filter((reports) => reports.length <= 2).length / events.length
    const big = events.filter((reports) => reports.length >= 10).length / events.length
    const crossing = events.filter(
      (reports) => new Set(reports.map(({ language }) => language)).size > 1,
    ).length

    expect(small).toBeGreaterThan(0.35)
    expect(big).toBeGreaterThan(0.02)
    expect(big).toBeLessThan(0.2)
    expect(crossing).toBeGreaterThan(30)
  })

  test('reports an event once per publisher', () => {
    const pairs = replay(3, 3000).map(({ event, publisher }) => `${event} ${publisher}`)

    expect(new Set(pairs).size).toBe(pairs.length)
  })

  test('never gives two live events the same headline', () => {
    const lines = replay(11, 4000)
    const horizonMs = 72 * 3_600_000

    const byTitle = Map.groupBy(lines, ({ title, language }) => `${language} ${title}`)
    const shared = [...byTitle.values()].filter(
      (rows) =>
        new Set(rows.map(({ event }) => event)).size > 1 &&
        Date.parse(rows.at(-1)!.publishedAt) - Date.parse(rows[0]!.publishedAt) < horizonMs,
    )

    expect(shared).toEqual([])
  })

  test('lets several publishers print an agency text word for word', () => {
    const byText = Map.groupBy(replay(4, 2000), ({ event, title, summary }) => `${event} ${title} ${summary}`)

    expect([...byText.values()].some((copies) => copies.length >= 3)).toBe(true)
  })

  test('corrects only what it has reported', () => {
    const world = createWorld({ seed: 9, publishers: PUBLISHERS, eventsPerHour: 30 })
    const titles = new Map<number, string>()

    for (let i = 0; i < 3000; i++) {
      const release = world.next()
      if (release.kind === 'correction') {
        expect(titles.has(release.item)).toBe(true)
        expect(release.title).not.toBe(titles.get(release.item))
      }
      titles.set(release.item, release.title)
    }
  })

  test('tells shared kinds in more than one language', () => {
    const shared = SCRIPTS.en.filter((script) => translationOf(script, 'zh') !== undefined)

    expect(shared.length).toBeGreaterThanOrEqual(20)
  })
})
