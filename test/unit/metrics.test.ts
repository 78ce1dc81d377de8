import { expect, test } from 'vitest'
import { createMetrics } from '../../src/metrics.ts'

test('every metric of ours is named tidewire_<noun>_<unit>', async () => {
  const metrics = createMetrics({ process: false })
  metrics.pollsTotal.inc({ outcome: 'changed' })
  metrics.jobsTotal.inc({ queue: 'poll', outcome: 'done' })
  metrics.jobWait.observe({ queue: 'poll' }, 0.01)

  const names = (await metrics.registry.getMetricsAsJSON()).map(({ name }) => name)
  const text = await metrics.render()

  expect(names).toHaveLength(25)
  for (const name of names)
    expect(name).toMatch(/^tidewire_[a-z_]+(_total|_seconds|_length|_due|_unsettled|_up|_bytes|_problem)$/u)
  expect(text).toContain('tidewire_polls_total{outcome="changed"} 1')
  expect(text).toContain('tidewire_job_wait_seconds_bucket{le="0.01",queue="poll"} 1')
})

test('counters whose labels are known start at zero, so that rate() sees their first event', async () => {
  const text = await createMetrics({ process: false }).render()

  expect(text).toContain('tidewire_entries_total{outcome="new"} 0')
  expect(text).toContain('tidewire_deliveries_total{outcome="failed"} 0')
  expect(text).toContain('tidewire_delivery_waits_total{reason="target"} 0')
})

test('what nobody has looked at yet is no number: a process that polls nothing has no dead network', async () => {
  const text = await createMetrics({ process: false }).render()

  const gauges = text.split('\n').filter((line) => /^tidewire_\w+_(?:up|bytes|due|length) /u.test(line))
  expect(gauges).toContain('tidewire_network_up Nan')
  expect(gauges.filter((line) => !line.endsWith(' Nan'))).toEqual([])
})

test('two registries do not know each other', async () => {
  const a = createMetrics()
  const b = createMetrics()
  a.editionsTotal.inc()

  expect(await a.render()).toContain('tidewire_editions_total 1')
  expect(await b.render()).toContain('tidewire_editions_total 0')
  expect(await b.render()).toContain('nodejs_eventloop_lag_seconds')
})
