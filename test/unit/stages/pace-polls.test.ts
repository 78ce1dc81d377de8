import { expect, test } from 'vitest'
import type { PollOutcome } from '../../../src/model/index.ts'
import type { Pace } from '../../../src/rules/polling/rate-scope.ts'
import { type PaceDeps, pacingOf } from '../../../src/stages/pace-polls.ts'
import { aLease, aState, MINUTE, NOW } from './given.ts'

const NEWS = ['https://news.paper.com/1', 'https://news.paper.com/2', 'https://news.paper.com/3']
const BLOGS = ['https://blogs.paper.com/1', 'https://blogs.paper.com/2', 'https://blogs.paper.com/3']

function aMemory() {
  const paces = new Map<string, Pace>()
  const loads: (readonly string[])[] = []
  const deps: PaceDeps = {
    async load(ids) {
      if (ids.length > 0) loads.push(ids)
      return ids.map((id) => paces.get(id))
    },
    async update(id, decide) {
      const result = decide(paces.get(id))
      if (result.pace) paces.set(id, result.pace)
      else paces.delete(id)
      return result
    },
  }
  /** A batch of one, as another worker has it; `at`: ms after NOW. */
  async function ask(address: string, outcome: PollOutcome, at: number) {
    const pacing = await pacingOf(deps, [address])
    const turn = await pacing.takeTurn(address, aState({}), NOW + at)
    if (turn?.waitUntil !== undefined) return `waits ${(turn.waitUntil - NOW) / MINUTE} min`
    const lease = aLease(address)
    await pacing.learn(address, { lease, outcome, askedAt: NOW + at, now: NOW + at })
    return turn === undefined ? 'asked' : `asked in the turn of its ${turn.gapOf ?? 'group'}`
  }
  return { ask, loads, paces }
}

test('whoever was never told to slow down is looked up once, and costs nothing more', async () => {
  const { ask, loads, paces } = aMemory()

  expect(await ask(NEWS[0]!, 'not_modified', 0)).toBe('asked')
  expect(loads).toHaveLength(1)
  expect(paces.size).toBe(0)
})

test('one host of a domain that refuses is asked in turns, the others as ever, once they answered well', async () => {
  const { ask } = aMemory()

  expect(await ask(NEWS[0]!, 'throttled', 0)).toBe('asked')
  // The domain is thought to share a limiter, until what the other host is answered, and a second refusal of this one, say otherwise.
  expect(await ask(BLOGS[0]!, 'not_modified', 30_000)).toBe('waits 1 min')
  expect(await ask(BLOGS[0]!, 'not_modified', 2 * MINUTE)).toBe('asked in the turn of its group')
  expect(await ask(NEWS[1]!, 'throttled', 4 * MINUTE)).toBe('asked in the turn of its group')
  expect(await ask(BLOGS[1]!, 'changed', 8 * MINUTE)).toBe('asked in the turn of its group')

  expect(await ask(BLOGS[2]!, 'not_modified', 8 * MINUTE + 1)).toBe('asked')
  expect(await ask(NEWS[2]!, 'not_modified', 8 * MINUTE + 2)).toMatch(/^asked in the turn of its subdomain/u)
  expect(await ask(NEWS[0]!, 'not_modified', 8 * MINUTE + 3)).toMatch(/^waits/u)
  expect(await ask(BLOGS[0]!, 'not_modified', 8 * MINUTE + 4)).toBe('asked')
})

test('feeds of one host that answer apart are asked independently', async () => {
  const { ask } = aMemory()

  await ask(NEWS[0]!, 'throttled', 0)
  await ask(NEWS[1]!, 'changed', 2 * MINUTE)
  await ask(NEWS[2]!, 'changed', 4 * MINUTE)
  await ask(NEWS[1]!, 'changed', 6 * MINUTE)

  expect(await ask(NEWS[1]!, 'changed', 6 * MINUTE + 1)).toBe('asked')
  expect(await ask(NEWS[2]!, 'changed', 6 * MINUTE + 2)).toBe('asked')
})

test('a turn in the domain is one in its subdomain, which counts its gap from there when the domain lets go', async () => {
  const { ask } = aMemory()
  await ask(NEWS[0]!, 'throttled', 0)
  await ask(BLOGS[0]!, 'changed', 2 * MINUTE)
  await ask(BLOGS[1]!, 'changed', 4 * MINUTE)
  await ask(NEWS[1]!, 'changed', 6 * MINUTE)

  // A minute's gap, which one good answer has shortened by an eighth.
  expect(await ask(NEWS[2]!, 'changed', 6 * MINUTE + 1)).toBe('waits 6.87 min')
  expect(await ask(BLOGS[2]!, 'changed', 6 * MINUTE + 1)).toBe('asked')
})
