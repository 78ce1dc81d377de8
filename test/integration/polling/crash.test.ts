import { expect, inject, test } from 'vitest'
import { HOUR, MINUTE } from '../../../src/rules/durations.ts'
import { politenessOf } from '../../support/politeness-of.ts'
import { conditional, NOW, openDesk, rss } from '../../support/publisher/index.ts'
import { openSpace } from '../../support/redis-space.ts'

const LEASE_MS = 5 * MINUTE
const BEGUN = 5
const space = openSpace({ url: inject('redisUrl') }, 'crash')

test('workers that die with all their leases, twelve times in two days, make nobody rude and starve no source', async () => {
  await using it = await openDesk(space)
  const { clock, publisher, desk } = it
  // Without dates no rhythm is learned: max-age alone decides.
  const items = Array.from({ length: 3 }, (_, n) => ({ title: `Report ${n}`, guid: `r${n}` }))
  const answer = conditional(rss(items), {
    etag: '"1"',
    headers: { 'cache-control': 'max-age=3600' },
  })
  const paths = Array.from({ length: 20 }, (_, n) => `/f${n}`)
  for (const [n, path] of paths.entries()) {
    await desk.declare(publisher.on(path, answer), {}, NOW + n * MINUTE)
  }
  let lost = 0

  for (let crash = 1; crash <= 12; crash++) {
    await desk.runUntil(NOW + crash * 4 * HOUR)
    clock.pass(HOUR)
    const leases = await desk.storage.sources.claimDue({
      now: clock.now(),
      leaseMs: LEASE_MS,
      limit: 100,
      perHost: 50,
    })
    // Five of the batch may have been asked; then its worker dies, and the job with it.
    const [shown] = leases
    if (!shown) throw new Error('nothing is due')
    const begun = leases.slice(0, BEGUN)
    await desk.storage.begunBatches.note(shown, { run: 1, count: BEGUN, now: clock.now(), begun })
    lost += BEGUN
    clock.pass(LEASE_MS)
    const polled = await desk.pollDue()
    const { state } = await desk.stateOf(shown.sourceId)
    expect(state.nextPollReason).toMatch(/^lost with its worker → max-age 3600 s/)
    expect(state.nextPollAt).toBeGreaterThanOrEqual(shown.leaseUntil + HOUR)
    // The others are not: they are asked at once, and nobody says that they had been.
    const others = leases.slice(BEGUN).map(({ sourceId }) => sourceId)
    expect(new Set(polled.map(({ sourceId }) => sourceId))).toEqual(new Set(others))
  }

  expect(lost).toBe(12 * BEGUN)
  const records = await desk.storage.sources.page()
  const report = politenessOf(records, { threshold: 100, rows: [] })
  expect(report).toMatchObject({ score: 100, passed: true, totals: { violations: {}, lost } })
  let shown = 0
  for await (const { outcome } of desk.storage.journal.read()) if (outcome === 'lost') shown++
  expect(shown).toBe(lost)
  for (const path of paths) {
    const times = publisher.asked(path).map(({ at }) => at)
    const gaps = times.slice(1).map((at, n) => at - (times[n] as number))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(HOUR)
    expect(Math.max(...gaps)).toBeLessThanOrEqual(3 * HOUR + LEASE_MS)
  }
})
