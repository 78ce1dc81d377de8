import { expect, test } from 'vitest'
import { createWatchRedis } from '../../../src/app/watch-redis.ts'
import type { RedisProblem, RedisProblemKind } from '../../../src/redis/check.ts'

const aProblem = (kind: RedisProblemKind, message: string = kind): RedisProblem => ({
  kind,
  level: kind === 'eviction' ? 'refuse' : 'warn',
  message,
  remedy: `mend ${kind}`,
})

function watching(looks: readonly (readonly RedisProblem[])[], known: readonly RedisProblem[] = []) {
  const left = [...looks]
  const said: unknown[][] = []
  const reported: string[][] = []
  const note = (level: string) => (facts: object, message: string) => void said.push([level, message, facts])
  let minute = 0
  const look = createWatchRedis({
    check: async () => ({ problems: left.shift() ?? [], clockSkewMs: 0 }),
    known,
    report: ({ problems }) => reported.push(problems.map(({ kind }) => kind)),
    log: { info: note('info'), warn: note('warn'), error: note('error') },
    now: () => 60_000 * minute++,
  })
  return {
    look,
    said,
    reported,
    all: async () => looks.reduce((before) => before.then(look), Promise.resolve()),
  }
}

test('a problem that begins under running work is told once, with its remedy, and once when it is over', async () => {
  const evicts = [aProblem('eviction', 'maxmemory-policy is allkeys-lru')]
  const { all, said, reported } = watching([[], evicts, evicts, evicts, [], [], [], []])

  await all()

  expect(said).toEqual([
    ['error', 'maxmemory-policy is allkeys-lru', { problem: 'eviction', remedy: 'mend eviction' }],
    [
      'info',
      'a problem of Redis is over',
      { problem: 'eviction', was: 'maxmemory-policy is allkeys-lru', lasted_ms: expect.any(Number) },
    ],
  ])
  expect(reported[1]).toEqual(['eviction'])
  expect(reported[4]).toEqual([])
})

test('what comes and goes about its limit is one problem, however its words change', async () => {
  const at = (share: number) => [aProblem('memory', `${share} % of Redis' maxmemory are used`)]
  const { all, said } = watching([at(91), [], at(92), [], [], at(95), at(91)])

  await all()

  expect(said.map(([level, message]) => [level, message])).toEqual([
    ['warn', "91 % of Redis' maxmemory are used"],
  ])
})

test('nearly full is not over while it is full, and each is over by itself', async () => {
  const near = [aProblem('memory', "95 % of Redis' maxmemory are used")]
  const full = [aProblem('full', 'Redis is full')]
  const { all, said } = watching([near, full, full, full, full, near, near, near, [], [], []])

  await all()

  expect(
    said.map(([level, message, facts]) => [level, message, (facts as { problem: string }).problem]),
  ).toEqual([
    ['warn', "95 % of Redis' maxmemory are used", 'memory'],
    ['warn', 'Redis is full', 'full'],
    ['info', 'a problem of Redis is over', 'full'],
    ['info', 'a problem of Redis is over', 'memory'],
  ])
})

test('what the start has told of is not told again, and its end is', async () => {
  const off = [aProblem('persistence', 'the append-only file is off')]
  const { all, said } = watching([off, off, [], [], []], off)

  await all()

  expect(said.map(([level]) => level)).toEqual(['info'])
})
