import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { closeRedis, createRedis } from '../../../src/redis/client.ts'
import { type CommandResult, jsonLines, tidewire } from '../../support/command.ts'
import { writeReplay } from '../../support/newsroom/index.ts'
import { createRandom } from '../../support/newsroom/random.ts'
import { startPrivateRedis, uniquePrefix } from '../../support/redis.ts'

const prefix = uniquePrefix('replay').slice(0, 32)
const env = { TIDEWIRE_REDIS_URL: inject('redisUrl'), TIDEWIRE_REDIS_PREFIX: prefix }
const news = writeReplay({ seed: 11, entries: 240 })
let dir: string

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'tidewire-replay-test-'))
})

afterAll(() => rmSync(dir, { recursive: true, force: true }))

function write(name: string, lines: readonly string[]): string {
  const file = join(dir, name)
  writeFileSync(file, `${lines.join('\n')}\n`)
  return file
}

const placed = ({ out }: CommandResult) => jsonLines(out) as { id: string; story: string }[]
const idsOf = (lines: readonly string[]) => lines.map((line) => (JSON.parse(line) as { id: string }).id)

describe('a day of news', () => {
  let first: CommandResult

  beforeAll(async () => {
    first = await tidewire(['replay', write('news.ndjson', news)], { env })
  })

  test('comes out as one line for each line in, in the order of the file, and a summary aside', () => {
    expect(first.code).toBe(0)
    expect(placed(first).map(({ id }) => id)).toEqual(idsOf(news))
    expect(placed(first).every(({ story }) => /^[0-9a-z]{26}$/.test(story))).toBe(true)
    expect(first.err).toMatch(/^240 entries in \d+ stories, \d+ of them with two origins or more\n/)
    expect(first.err).toMatch(/\d+ entries per second/)
  })

  test('has most of its reports beside others of the same event', () => {
    const stories = new Set(placed(first).map(({ story }) => story))
    const events = new Set(news.map((line) => (JSON.parse(line) as { event: string }).event))

    expect(stories.size).toBeGreaterThan(events.size * 0.7)
    expect(stories.size).toBeLessThan(events.size * 2)
  })

  test('a second run says the same, byte for byte', async () => {
    const second = await tidewire(['replay', '-'], { env, stdin: news.join('\n') })

    expect(second.out).toBe(first.out)
  })

  test('the answer sheet in it is not read', async () => {
    const misled = news.map((line, n) => JSON.stringify({ ...JSON.parse(line), event: `wrong ${n % 3}` }))
    const unlabelled = news.map((line) => JSON.stringify({ ...JSON.parse(line), event: undefined }))

    const outs = [
      await tidewire(['replay', '-'], { env, stdin: misled.join('\n') }),
      await tidewire(['replay', '-'], { env, stdin: unlabelled.join('\n') }),
    ]

    expect(outs.map(({ out }) => out)).toEqual([first.out, first.out])
  })
})

describe('told to ask all entries again in the end', () => {
  /** Lines of each story, those that come first first, whatever it is called. */
  const groupsOf = (result: CommandResult) => {
    const groups = Map.groupBy(placed(result), ({ story }) => story)
    return [...groups.values()].map((group) => group.map(({ id }) => id).sort()).sort()
  }

  test('says the same of a file in any order, and of one in order nearly what it says at once', async () => {
    const shuffled = createRandom(1, 'settled').shuffle(news)
    const [given, other, atOnce] = await Promise.all([
      tidewire(['replay', '-', '--settled'], { env, stdin: news.join('\n') }),
      tidewire(['replay', '-', '--settled'], { env, stdin: shuffled.join('\n') }),
      tidewire(['replay', '-'], { env, stdin: shuffled.join('\n') }),
    ])

    expect(groupsOf(other)).toEqual(groupsOf(given))
    expect(groupsOf(atOnce)).not.toEqual(groupsOf(given))
    expect(placed(other).map(({ id }) => id)).toEqual(idsOf(shuffled))
  })
})

test('what a publisher writes around its titles is learned on the way, and parts no copies', async () => {
  const subjects = [
    'Ferry aground off Naxos',
    'Pension reform passes at last',
    'Key rate raised to four percent',
    'Wildfire near the Porto motorway',
    'Saracens lose their derby',
    'Roman harbour found in Split',
    'New plant for Dresden planned',
    'Volcano erupts by Grindavik',
    'Gas leak empties the town',
    'Bronze heads are returned',
    'Late frost ruins the vineyards',
    'Night train to Rome is back',
  ]
  const line = (publisher: string, n: number, title: string) =>
    JSON.stringify({
      id: `${publisher}-${n}`,
      publisher,
      title,
      url: `https://${publisher}.example/${n}`,
      publishedAt: Date.UTC(2026, 2, 1) + n * 60_000,
    })
  const lines = subjects.flatMap((title, n) => [
    line('plain', n, title),
    line('marked', n, `${title} ~ The Very Long Evening Globe of Bay`),
  ])

  const { out, code } = await tidewire(['replay', '-'], { env, stdin: lines.join('\n') })

  const storyOf = new Map(
    (jsonLines(out) as { id: string; story: string }[]).map(({ id, story }) => [id, story]),
  )
  expect(code).toBe(0)
  for (const n of [8, 9, 10, 11]) expect(storyOf.get(`marked-${n}`)).toBe(storyOf.get(`plain-${n}`))
})

test('the Redis that is named is used, and nothing is left in it', async () => {
  const own = await startPrivateRedis()
  const redis = createRedis(own, 'commands')
  try {
    const { code, err } = await tidewire(['replay', '-'], {
      env: { TIDEWIRE_REDIS_URL: own.url },
      stdin: news.slice(0, 20).join('\n'),
    })

    expect(code).toBe(0)
    expect(err).toMatch(/^20 entries/)
    expect(await redis.info('commandstats')).toContain('cmdstat_evalsha')
    expect(await redis.dbsize()).toBe(0)
  } finally {
    await closeRedis(redis)
    await own.stop()
  }
})

describe('lines that cannot be used', () => {
  test('are listed with their numbers, stop no other line, and make the exit code 1', async () => {
    const good = JSON.stringify({
      id: 'a',
      publisher: 'P',
      title: 'Ferry runs aground',
      publishedAt: 1_772_366_400_000,
    })
    const file = write('bad.ndjson', [
      good,
      '{"id": "cut',
      '',
      '[]',
      JSON.stringify({ id: 'b', publisher: 'P', publishedAt: '2026-03-01T00:00:00Z' }),
      JSON.stringify({ id: 'c', publisher: 'P', title: 'x', publishedAt: 'yesterday' }),
      JSON.stringify({ id: 'd', publisher: 'P', title: 'x', publishedAt: 1e300 }),
      good.replace('"a"', '"e"'),
    ])

    const result = await tidewire(['replay', file], { env })

    expect(result.code).toBe(1)
    expect(placed(result).map(({ id }) => id)).toEqual(['a', 'e'])
    expect(result.err.match(/^.*bad\.ndjson:\d+ /gm)).toEqual(
      [2, 4, 5, 6, 7].map((line) => `${file}:${line} `),
    )
    expect(result.err).toContain('title: ')
    expect(result.err).toContain('publishedAt: expected ISO 8601')
  })

  test('a file without any line is no error; one that is not there is', async () => {
    const empty = await tidewire(['replay', write('empty.ndjson', [])], { env })
    const missing = await tidewire(['replay', join(dir, 'missing.ndjson')], { env })

    expect([empty.code, empty.out]).toEqual([0, ''])
    expect([missing.code, missing.out]).toEqual([2, ''])
    expect(missing.err).toContain('missing.ndjson')
  })
})

test('titles nobody should print never stop a replay', async () => {
  const titles = [
    '""',
    '" "',
    '"a"',
    '"😀"',
    '"😀😀😀 🌋 😀"',
    `"${'word '.repeat(1_000)}"`,
    `"${'x'.repeat(999)}😀${'x'.repeat(4_000)}"`,
    '"\\ud83d"',
    '"half \\ud83d of a character in a title"',
    '"half \\ud83d of a character in a title"',
    '"\\udc00\\ud800"',
    '"null \\u0000 and \\u0003 and \\u202e"',
    '"<script>alert(1)</script> ]]> &amp; %00 {{x}} %s"',
    '"__proto__ constructor toString hasOwnProperty"',
    '"__proto__ constructor toString hasOwnProperty again"',
    '"٣٫١٤ ۱۲ ১২ 12.5.6.7 1,2,3 --- 0/0"',
    '"。。。、、、！！！"',
    '"ﷺ ﷽ ￼ ﻼ ㍿"',
    `"${'e\u0301\u0327'.repeat(300)}"`,
  ]
  const lines = titles.flatMap((title, n) =>
    [1, 2].map((copy) =>
      `{"id": "${n}-${copy}", "publisher": "P\\ud83d ${copy}", "title": ${title}, "summary": ${title}, "url": ${title},
          "language": "\\ud83d", "channel": "", "publishedAt": "2026-03-01T0${copy}:00:00Z"}`.replace(
        /\n\s+/g,
        ' ',
      ),
    ),
  )

  const result = await tidewire(['replay', write('garbage.ndjson', lines)], { env })

  expect([result.code, result.err.includes('tidewire:')]).toEqual([0, false])
  expect(placed(result).map(({ id }) => id)).toEqual(idsOf(lines))
  expect(placed(result).every(({ story }) => story.length === 26)).toBe(true)
})

test('one id twice is one entry of one story; ids may be numbers; a byte order mark and CRLF are no matter', async () => {
  const line = (id: number | string, title: string) =>
    JSON.stringify({ id, publisher: 'P', title, publishedAt: '2026-03-01T00:00:00Z' })
  const text = `\ufeff${[line(7, 'Ferry runs aground'), line('7', 'Ferry runs aground'), line(8, '')].join('\r\n')}\r\n`

  const result = await tidewire(['replay', '-', '--json'], { env, stdin: text })

  expect(result.code).toBe(0)
  const [first, second, third] = placed(result)
  expect(first).toEqual(second)
  expect(third?.id).toBe('8')
  expect(JSON.parse(result.err)).toMatchObject({ entries: 3, stories: 2 })
})

test('a time without a zone is UTC, wherever the machine stands', async () => {
  const line = JSON.stringify({
    id: 1,
    publisher: 'P',
    title: 'Ferry runs aground',
    publishedAt: '2026-03-01T00:00:00',
  })

  const outs = await Promise.all(
    ['Asia/Tokyo', 'UTC'].map((TZ) => tidewire(['replay', '-'], { env: { ...env, TZ }, stdin: line })),
  )

  expect(outs[0]?.out).not.toBe('')
  expect(outs[0]?.out).toBe(outs[1]?.out)
})

test('where no Redis answers a private one is started, and gone afterwards', async () => {
  const away = { TIDEWIRE_REDIS_URL: 'redis://127.0.0.1:1', TMPDIR: dir }

  const result = await tidewire(['replay', '-'], {
    env: away,
    stdin: news.slice(0, 20).join('\n'),
  })

  expect(result.code).toBe(0)
  expect(placed(result).map(({ id }) => id)).toEqual(idsOf(news.slice(0, 20)))
  expect(readdirSync(dir).filter((name) => name.startsWith('tidewire-replay-'))).toEqual([])
})
