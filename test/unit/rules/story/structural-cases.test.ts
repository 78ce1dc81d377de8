import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { STRUCTURAL } from '../../../quality/structural.ts'
import { EVENTS, writeEvents, writeSeries } from '../../../support/headlines/events.ts'
import { writeHeldOut } from '../../../support/headlines/held-out.ts'
import { type Streamed, streamStories } from '../../../support/memory-stories.ts'

const START = Date.UTC(2026, 2, 10, 8)
const MINUTE = 60_000
const HOUR = 60 * MINUTE

interface Told {
  readonly title: string
  readonly publisher?: string
  readonly summary?: string
  readonly atMs?: number
}

/** Entries ten minutes apart, each from a publisher of its own where nothing else is said. */
function stream(told: readonly (Told | string)[]): Promise<Streamed[]> {
  return streamStories(
    told.map((each, number) => {
      const { atMs = number * 10 * MINUTE, ...entry } = typeof each === 'string' ? { title: each } : each
      const publishedAt = START + atMs
      return JSON.stringify({ publisher: `Paper ${number}`, ...entry, id: number, publishedAt })
    }),
  )
}

const storiesOf = (streamed: readonly Streamed[]) => new Set(streamed.map(({ story }) => story)).size

test('one wire text under different titles is one story and one origin', async () => {
  const summary =
    'A passenger ferry with 200 people aboard ran aground off the northern cape on Sunday night; the coast guard took everybody off before the tide turned, the harbour master said.'

  const streamed = await stream([
    { title: 'Ferry runs aground, all saved', summary },
    { title: 'Sunday night at the northern cape: 200 people taken off', summary },
    { title: 'Coast guard empties stranded ship', summary },
  ])

  expect(storiesOf(streamed)).toBe(1)
  expect(streamed.at(-1)?.originCount).toBe(1)
})

test('a generic title says nothing by being repeated', async () => {
  const streamed = await stream([
    {
      title: 'Morning briefing',
      publisher: 'Hill Post',
      summary: 'Parliament votes on heating, and rain comes from the west.',
      atMs: 0,
    },
    {
      title: 'Morning briefing',
      publisher: 'Hill Post',
      summary: 'A new goalkeeper for the national team.',
      atMs: 24 * HOUR,
    },
    { title: '图片新闻', publisher: 'A', atMs: 30 * HOUR },
    { title: '图片新闻', publisher: 'A', atMs: 54 * HOUR },
  ])

  expect(storiesOf(streamed)).toBe(4)
})

test('fifty items of one publisher on one event are one origin', async () => {
  const streamed = await stream(
    Array.from({ length: 50 }, (_, n) => ({
      title: `Ferry aground off Palm Bay: rescue goes on, update ${n}`,
      publisher: 'Coast Daily',
      atMs: n * MINUTE,
    })),
  )

  expect(Math.max(...streamed.map(({ originCount }) => originCount))).toBe(1)
})

test('titles of nothing found stories of their own and stop no other', async () => {
  const garbage = [
    '',
    ' ',
    'a',
    '😀',
    '😀🌋',
    '\u202e\u200f',
    '\ud83d',
    'half \ud83d',
    '…',
    '123',
    'x'.repeat(5_000),
    // What stands for the title where a feed gives neither that nor a summary.
    'https://example.com/news/2025/11/storm-hits-coast',
    'https://example.org/news/2025/11/markets-fall-again',
    'www.example.org/news/2025/11/parliament-votes',
  ]

  const streamed = await stream([...garbage, 'Ferry runs aground off Palm Bay', 'Ferry aground off Palm Bay'])

  const [last, before] = streamed.slice(-2).map(({ story }) => story)
  expect(storiesOf(streamed)).toBe(garbage.length + 1)
  expect(last).toBe(before)
})

test('a summary in another language than its title joins by the title, and nothing throws', async () => {
  const streamed = await stream([
    { title: 'Ferry runs aground off Palm Bay', summary: '客轮在棕榈湾外搁浅，两百人获救' },
    { title: 'Ferry aground off Palm Bay, all saved', summary: 'Паром сел на мель у залива' },
    { title: '客轮在棕榈湾外搁浅', summary: 'Ferry runs aground off Palm Bay' },
  ])

  expect(streamed[0]?.story).toBe(streamed[1]?.story)
  expect(streamed[2]?.story).not.toBe(streamed[0]?.story)
})

test('a score that grows is one event, and no copy of itself', async () => {
  const game = (score: string, atMs: number) => ({
    title: `Live: Rovers ${score} Athletic`,
    publisher: 'Ball',
    atMs,
  })

  const streamed = await stream([game('1-0', 0), game('1-1', 30 * MINUTE), game('2-1', 80 * MINUTE)])

  expect(storiesOf(streamed)).toBe(1)
  expect(streamed.every(({ report }) => report.rule !== 'title')).toBe(true)
})

describe('P47: what only looks alike stays apart', () => {
  test.each([
    ['Turkey hikes rates to 50%', 'Argentina hikes rates to 50%'],
    ['EU agrees 12th sanctions package', 'EU agrees 13th sanctions package'],
  ])('%s / %s', async (a, b) => {
    expect(storiesOf(await stream([a, b]))).toBe(2)
  })

  test('parts of one publisher’s series', async () => {
    const streamed = await streamStories(writeSeries(START))

    expect(storiesOf(streamed)).toBe(streamed.length)
  })
})

describe('P48: what is only said otherwise comes together', () => {
  test.each([
    ['美国宣布加征关税，外交部回应', '外交部回应美国加征关税'],
    ['Iran threatens to close Strait of Hormuz', 'Iran threatens to close Strait of Hormuz - Reuters'],
    [
      'Iran threatens to close the Strait of Hormuz',
      'Tehran: Strait of Hormuz could be closed, Iran threatens',
    ],
    ['Oil jumps as Iran threatens Hormuz closure', 'Oil prices jump after Iran threat over Hormuz closure'],
  ])('%s / %s', async (a, b) => {
    expect(storiesOf(await stream([a, b]))).toBe(1)
  })

  test('six reports of one closure among the other news of two days are one story, and nothing else is in it', async () => {
    // A closure is announced, done, fired for, threatened, confirmed and told beside other news: six desks, six angles.
    const titles = [
      'Tehran says Strait of Hormuz is shut again in answer to US blockade',
      'Iran shuts Strait of Hormuz once more over US blockade, shots fired at ships',
      'Iran defiant as ships trying to pass Hormuz say they were shot at',
      'Gulf crisis live: Iran to close Strait of Hormuz if US blockade goes on',
      'Gulf crisis live: Iran says Strait of Hormuz is closed; tanker reports being hit',
      'Gulf crisis live: tanker hit as Iran closes Strait of Hormuz; French soldier dies in Lebanon',
    ]
    const told = titles.map((title, n) =>
      JSON.stringify({ id: n, publisher: `Paper ${n}`, title, publishedAt: START + n * 10 * MINUTE }),
    )
    const news = [...writeEvents('en', START - 6 * HOUR), ...writeHeldOut('en', START - 12 * HOUR)]
    const at = (line: string) => new Date(JSON.parse(line).publishedAt).getTime()

    const streamed = await streamStories([...news, ...told].sort((a, b) => at(a) - at(b)))

    const six = streamed.filter(({ title }) => titles.includes(title))
    expect(six).toHaveLength(6)
    expect(storiesOf(six)).toBe(1)
    expect(streamed.filter(({ story }) => story === six[0]?.story)).toHaveLength(6)
  })

  test('reports of one event in nine languages find each other', async () => {
    for (const language of Object.keys(EVENTS)) {
      const streamed = await streamStories(writeEvents(language, START))
      const stories = new Map<string, Set<string>>()
      for (const { event = '', story } of streamed) {
        stories.set(event, (stories.get(event) ?? new Set()).add(story))
      }

      const whole = [...stories.values()].filter((each) => each.size === 1).length
      expect(whole / stories.size, language).toBeGreaterThanOrEqual(0.75)
    }
  })
})

test('P49: a chain of small steps over a week does not become one story', async () => {
  // Each title shares four of its six words with the one before.
  const word = (n: number) => `w${[...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('')}xyz`
  const chain = Array.from({ length: 120 }, (_, n) => ({
    title: [0, 1, 2, 3, 4, 5].map((step) => word(2 * n + step)).join(' '),
    atMs: n * 84 * MINUTE,
  }))

  const streamed = await stream(chain)

  const sizes = new Map<string, number>()
  for (const { story } of streamed) sizes.set(story, (sizes.get(story) ?? 0) + 1)
  expect(Math.max(...sizes.values())).toBeLessThan(20)
})

test('docs/quality.md names tests that are there', () => {
  const root = resolve(import.meta.dirname, '../../../..')
  const missing = STRUCTURAL.filter(
    ({ file, test: name }) => !readFileSync(resolve(root, file), 'utf8').includes(name),
  )

  expect(missing).toEqual([])
})
