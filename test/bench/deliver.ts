import type { Event, Story, Subscription } from '../../src/model/index.ts'
import { storyEvent } from '../../src/rules/deliver/events.ts'
import { hashId } from '../../src/rules/ids.ts'
import type { Bed } from './bed.ts'
import { check, createSheet, readCpu, type Scenario, waitFor } from './meter.ts'

export interface DeliverOptions {
  readonly deliveries: number
  readonly runs: number
}

const ENDPOINTS = 20
const HOUR = 3_600_000

/** From the outbox to the receipt: fan-out, ledger, queue, signature, POST, record. */
export async function measureDeliveries(bed: Bed, { deliveries, runs }: DeliverOptions): Promise<Scenario> {
  const { storage, ...space } = await bed.space('deliver')
  // What is measured is the way of a webhook, not the budget of the one host that plays all endpoints.
  const delivery = { ...space.config.delivery, perTarget: 1_000, perTargetMinute: 1_000_000 }
  const config = { ...space.config, delivery }
  for (let n = 0; n < ENDPOINTS; n++) await storage.subscriptions.add(subscriptionOf(bed, n))
  const worker = bed.startWorker()
  await worker.call('run', ['publish', 'deliver'], config)
  let expected = 0
  const send = async (count: number, run: string) => {
    const events = Array.from({ length: Math.ceil(count / ENDPOINTS) }, (_, n) => eventOf(`${run}-${n}`))
    expected += events.length * ENDPOINTS
    await storage.outbox.append(events, { now: Date.now(), ttlMs: HOUR })
    await waitFor(`${expected} webhooks delivered`, async () => {
      const { delivered, pending } = await storage.deliveries.counts()
      return delivered === expected && pending === 0
    })
    return events.length * ENDPOINTS
  }
  await send(500, 'warm-up')

  const sheet = createSheet()
  for (let run = 0; run < runs; run++) {
    const before = await readCpu(bed.redis, worker)
    const sent = await send(deliveries, `run-${run}`)
    const after = await readCpu(bed.redis, worker)
    const workerMicros = (after.worker - before.worker) / sent
    const redisMicros = (after.redis + after.rewriting - before.redis - before.rewriting) / sent
    sheet.note('webhooks per second', '1/s', sent / ((after.at - before.at) / 1000))
    sheet.note('CPU per webhook, worker + Redis', 'µs', workerMicros + redisMicros)
    sheet.note('… worker', 'µs', workerMicros)
    sheet.note('… Redis', 'µs', redisMicros)
  }
  const received = await bed.fixture.call('stats')
  check(received.hooksDistinct === expected, `${expected} owed, ${received.hooksDistinct} received`)
  check(received.hooks === expected, `${received.hooks - received.hooksDistinct} received twice`)
  check(received.hooksUnverified === 0, `${received.hooksUnverified} signatures wrong`)
  await worker.stop()
  return {
    title: 'Webhooks',
    setting: `${deliveries} a run to ${ENDPOINTS} endpoints, ${config.delivery.concurrency} attempts at once, ${config.delivery.perSubscription} an endpoint; fan-out and delivery in 1 worker process`,
    figures: sheet.figures(),
    checks: [`${expected} owed, ${expected} received once each, all signatures verified`],
  }
}

function subscriptionOf(bed: Bed, n: number): Subscription {
  return {
    id: hashId('bench', String(n)),
    kind: 'webhook',
    url: `http://127.0.0.1:${bed.ports[n % bed.ports.length]}/hooks/${n}`,
    eventTypes: [],
    listIds: [],
    status: 'active',
    secrets: [{ value: bed.secret }],
    createdAt: Date.now(),
  }
}

function eventOf(name: string): Event {
  const now = Date.now()
  const story: Story = {
    id: hashId('bench story', name),
    version: 1,
    title: 'Cabinet agrees on a charter for the harbour after three days of talks',
    url: 'https://publisher.example/world/cabinet-agrees-on-a-charter',
    summary: 'Ministers and the port authority settled tariffs, quotas and the date of the reform. '.repeat(
      4,
    ),
    language: 'en',
    leadEntryId: hashId('bench entry', name),
    leadPublisherId: hashId('bench publisher'),
    leadPublisherName: 'Publisher',
    firstReportedAt: now,
    lastReportedAt: now,
    updatedAt: now,
    entryCount: 1,
    originCount: 1,
    channels: ['world'],
    listIds: ['top'],
  }
  return storyEvent({
    type: 'story.created',
    story,
    storyUrl: `http://localhost:8080/stories/${story.id}`,
    publishers: ['Publisher'],
    occurredAt: now,
  })
}
