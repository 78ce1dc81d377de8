import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { tidewire } from '../../support/command.ts'
import { writeReplay } from '../../support/newsroom/index.ts'
import { uniquePrefix } from '../../support/redis.ts'

const env = {
  TIDEWIRE_REDIS_URL: inject('redisUrl'),
  TIDEWIRE_REDIS_PREFIX: uniquePrefix('score').slice(0, 32),
}
const news = writeReplay({ seed: 5, entries: 150 }).join('\n')
let dir: string

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'tidewire-score-test-'))
  writeFileSync(join(dir, 'plain.yaml'), 'stories:\n  threshold: 0.28\n')
  writeFileSync(join(dir, 'strict.yaml'), 'stories:\n  threshold: 0.9\n')
})

afterAll(() => rmSync(dir, { recursive: true, force: true }))

test('--score measures the stories against the events, beside the same lines', async () => {
  const plain = await tidewire(['replay', '-'], { env, stdin: news })
  const scored = await tidewire(['replay', '-', '--score', '--json'], { env, stdin: news })

  expect(scored.out).toBe(plain.out)
  const { score } = JSON.parse(scored.err)
  expect(score).toMatchObject({ labelled: 150, background: 0, intruders: 0 })
  expect(score.bcubed.f1).toBeGreaterThan(0.5)
  expect(score.bcubed.f1).toBeLessThanOrEqual(1)
})

test('--score takes entries without an event for background and says so', async () => {
  const half = news.split('\n').map((line, n) => {
    const { event, ...rest } = JSON.parse(line)
    return JSON.stringify(n % 2 === 0 ? rest : { ...rest, event })
  })

  const { err, code } = await tidewire(['replay', '-', '--score'], { env, stdin: half.join('\n') })

  expect(code).toBe(0)
  expect(err).toMatch(
    /^BCubed P \d\.\d{3} R \d\.\d{3} F1 \d\.\d{3}, pairs P .*: 75 labelled entries, \d+ events$/m,
  )
  expect(err).toMatch(/^75 entries of no event: [1-9]\d* in stories of labelled ones/m)
})

test('--compare tells what other rules would do, the same every time', async () => {
  const compare = (...rest: string[]) =>
    tidewire(
      ['--config', join(dir, 'plain.yaml'), 'replay', '-', '--compare', join(dir, 'strict.yaml'), ...rest],
      {
        env,
        stdin: news,
      },
    )

  const [first, second, json] = [await compare(), await compare(), await compare('--json')]

  expect(first?.code).toBe(0)
  expect(first?.out).toBe(second?.out)
  expect(first?.out).toMatch(
    /^150 entries: \d+ stories before, \d+ after, \d+ with the same entries\nmerged: 0\nsplit: [1-9]/,
  )
  const difference = JSON.parse(json?.out ?? '')
  expect(difference.stories.after).toBeGreaterThan(difference.stories.before)
  expect(difference.split.count).toBe(Number(/^split: (\d+)$/m.exec(first?.out ?? '')?.[1]))
  expect(difference.split.shown.length).toBeLessThanOrEqual(20)
})

test('the same rules twice make no difference', async () => {
  const file = join(dir, 'plain.yaml')

  const { out } = await tidewire(['--config', file, 'replay', '-', '--compare', file], { env, stdin: news })

  expect(out).toMatch(
    /^150 entries: (\d+) stories before, \1 after, \1 with the same entries\nmerged: 0\nsplit: 0\nmoved in top: 0\n$/,
  )
})

describe('--compare minds what the configurations say of publishers', () => {
  const line = (publisher: string, title: string, minute: number) => ({
    id: `${publisher} ${minute}`,
    publisher,
    url: `https://${publisher.toLowerCase()}.example.org/${minute}`,
    title,
    publishedAt: `2026-03-01T10:${String(minute).padStart(2, '0')}:00Z`,
  })
  const volcano = 'Volcano erupts near Grindavik, town evacuated overnight'
  const reform = 'Parliament passes the pension reform after a long debate'
  const lines = [
    line('Morning', volcano, 0),
    line('Evening', 'Grindavik evacuated overnight after volcano erupts near town', 1),
    line('Herald', reform, 10),
    line('Tribune', 'Pension reform passes parliament after debate of many hours', 11),
  ]

  async function compare(yaml: string) {
    writeFileSync(join(dir, 'publishers.yaml'), yaml)
    const file = join(dir, 'publishers.yaml')
    const stdin = lines.map((each) => JSON.stringify(each)).join('\n')
    const { out } = await tidewire(
      ['--config', join(dir, 'plain.yaml'), 'replay', '-', '--compare', file, '--json'],
      { env, stdin },
    )
    const { stories, moves } = JSON.parse(out)
    expect(stories).toEqual({ before: 2, after: 2, unchanged: 2 })
    return moves.map(({ title, from, to }: { title: string; from?: number; to?: number }) => [
      title,
      from,
      to,
    ])
  }

  test('two papers of one owner are one origin, and their story leaves top', async () => {
    expect(await compare('owners:\n  Press Group: [Herald, Tribune]\n')).toEqual([
      [volcano, 2, 1],
      [reform, 1, undefined],
    ])
  })

  test('sources of more weight lift the story of their publishers', async () => {
    const source = (name: string) =>
      `  - { url: "https://${name.toLowerCase()}.example.org/feed", publisher: ${name}, weight: 3 }\n`

    expect(await compare(`sources:\n${source('Morning')}${source('Evening')}`)).toEqual([
      [volcano, 2, 1],
      [reform, 1, 2],
    ])
  })

  test('a channel takes in what has its words, and top what is in its channels', async () => {
    const yaml =
      'channels:\n  nature: { title: Nature, include: [volcano] }\nlists:\n  top: { channels: [nature] }\n'

    expect(await compare(yaml)).toEqual([
      [volcano, 2, 1],
      [reform, 1, undefined],
    ])
  })
})

test('a second configuration that is wrong is told before anything is replayed', async () => {
  writeFileSync(join(dir, 'wrong.yaml'), 'stories:\n  threshold: 7\n')

  const { code, out, err } = await tidewire(['replay', '-', '--compare', join(dir, 'wrong.yaml')], {
    env,
    stdin: news,
  })

  expect([code, out]).toEqual([2, ''])
  expect(err).toContain('wrong.yaml')
})
