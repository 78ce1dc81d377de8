import { Queue } from 'bullmq'
import { afterAll, describe, expect, test } from 'vitest'
import { QUEUE_NAMES } from '../../../src/queue/queues.ts'
import { type JobLine, type RunningWorker, startWorker } from '../../../src/queue/worker.ts'
import { closeRedis, createRedis } from '../../../src/redis/client.ts'
import { until } from '../../support/redis.ts'
import { openQueues } from './open-queues.ts'

const { config, keys, commands, queues, close } = openQueues('queue')
const raw = Object.fromEntries(
  QUEUE_NAMES.map((name) => [
    name,
    new Queue(name, { connection: commands, prefix: keys.queuePrefix(name) }),
  ]),
) as Record<(typeof QUEUE_NAMES)[number], Queue>
const workers: { close(graceMs: number): Promise<void> }[] = []

afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.close(0)))
  await Promise.all(Object.values(raw).map((queue) => queue.close()))
  await close()
})

function work<Name extends 'rank' | 'deliver' | 'cluster'>(
  name: Name,
  handle: Parameters<typeof startWorker<Name>>[0]['handle'],
  lostConnections = () => 0,
): { lines: JobLine[]; worker: RunningWorker } {
  const lines: JobLine[] = []
  const blocking = createRedis(config, 'blocking')
  const worker = startWorker<Name>({
    name,
    connection: blocking,
    prefixOf: keys.queuePrefix,
    concurrency: 1,
    handle,
    now: Date.now,
    lostConnections,
    onFinished: (line) => lines.push(line),
    onError: () => undefined,
  })
  workers.push({
    async close(graceMs) {
      await worker.close(graceMs)
      await closeRedis(blocking)
    },
  })
  return { lines, worker }
}

describe('jobs', () => {
  test('the largest batch there can be is split into jobs of at most 8 kB', async () => {
    const leases = Array.from({ length: 500 }, (_, n) => ({
      sourceId: `0123456789abc${String(n).padStart(3, '0')}`,
      leaseUntil: 1_772_366_400_000,
      dueAt: 1_772_366_400_000,
    }))
    const entryIds = leases.map(({ sourceId }) => sourceId)

    await queues.addPoll(leases)
    await queues.addCluster(entryIds)

    const polls = await raw.poll.getJobs(['waiting'])
    const clusters = await raw.cluster.getJobs(['waiting'])
    expect(polls.flatMap((job) => job.data.leases)).toHaveLength(500)
    expect(clusters.flatMap((job) => job.data.entryIds).sort()).toEqual(entryIds)
    for (const job of [...polls, ...clusters]) expect(JSON.stringify(job.data).length).toBeLessThan(8_192)
  })

  test('a delivery that is added twice has one job', async () => {
    await queues.addDeliveries(['e1.s1', 'e2.s1'])
    await queues.addDeliveries(['e2.s1', 'e3.s1'])

    const jobs = await raw.deliver.getJobs(['waiting'])
    expect(jobs.map(({ id }) => id).sort()).toEqual(['e1.s1', 'e2.s1', 'e3.s1'])
    expect(jobs[0]?.data).toEqual({ deliveryId: jobs[0]?.id })
  })

  test('rankings of one list that come close together are one job', async () => {
    for (let n = 0; n < 20; n++) await queues.addRank('top')
    await queues.addRank('sports')

    const jobs = await raw.rank.getJobs(['delayed', 'waiting'])
    expect(jobs.map(({ data }) => data.listId).sort()).toEqual(['sports', 'top'])
    await raw.rank.drain(true)
  })

  test('counts tell what waits in each queue', async () => {
    const counts = await queues.counts()

    expect(Object.keys(counts)).toEqual([...QUEUE_NAMES])
    expect(counts.deliver).toMatchObject({ waiting: 3, failed: 0 })
    expect(await queues.waiting('deliver')).toBe(3)
    expect(await queues.isIdle('deliver')).toBe(false)
    await raw.deliver.drain(true)
    expect(await queues.isIdle('deliver')).toBe(true)
    await raw.deliver.add('deliver', { deliveryId: 'put off' }, { delay: 60_000 })
    expect(await queues.isIdle('deliver')).toBe(true)
    await raw.deliver.drain(true)
  })

  test('a delivery whose job is gone or has ended gets a new one, one that waits keeps its own', async () => {
    await queues.addDeliveries(['waits.s1', 'done.s1'])
    const done = await raw.deliver.getJob('done.s1')
    await done?.remove()

    const restored = await queues.restoreDeliveries(['waits.s1', 'done.s1', 'lost.s1'])

    expect(restored).toBe(2)
    expect((await raw.deliver.getJobs(['waiting'])).map(({ id }) => id).sort()).toEqual([
      'done.s1',
      'lost.s1',
      'waits.s1',
    ])
    await raw.deliver.drain(true)
  })

  test('hundreds of deliveries whose jobs have ended get one new one each', async () => {
    const ids = Array.from({ length: 450 }, (_, n) => `ended${n}.s1`)
    await queues.addDeliveries(ids)
    const { lines, worker } = work('deliver', async () => ({ kind: 'done', fields: {} }))
    await until(() => lines.length === ids.length)
    await worker.close(1_000)

    const restored = [await queues.restoreDeliveries(ids), await queues.restoreDeliveries(ids)]

    expect(restored).toEqual([450, 0])
    const jobs = await raw.deliver.getJobs(['waiting'])
    expect(jobs.map(({ id }) => id).sort()).toEqual(ids.toSorted())
    await raw.deliver.drain(true)
  })
})

describe('a worker', () => {
  test('puts a job back for later as often as its handler says, and counts no failure', async () => {
    let runs = 0
    const { lines } = work('deliver', async () =>
      ++runs < 4 ? { kind: 'again', at: Date.now() + 30, fields: {} } : { kind: 'done', fields: { runs } },
    )

    await queues.addDeliveries(['again.s1'])
    await until(() => lines.some(({ outcome }) => outcome === 'done'))

    expect(lines.map(({ outcome }) => outcome)).toEqual(['again', 'again', 'again', 'done'])
    expect(lines.at(-1)).toMatchObject({ queue: 'deliver', jobId: 'again.s1', fields: { runs: 4 } })
    // The line is told before the job is moved to where ended ones are.
    await until(async () => (await raw.deliver.getJobState('again.s1')) === 'completed')
    expect((await raw.deliver.getJob('again.s1'))?.attemptsMade).toBe(1)
  })

  test('runs a job again whose handler failed, with no one asking', async () => {
    let runs = 0
    // What an earlier test left would use the failures up.
    await raw.cluster.drain(true)
    const { lines, worker } = work('cluster', async () => {
      if (++runs < 3) throw new Error('Redis is away')
      return { kind: 'done', fields: {} }
    })

    await queues.addCluster(['e1'])
    await until(() => lines.some(({ outcome, attempt }) => outcome === 'done' && attempt === 3))

    expect(lines.filter(({ outcome }) => outcome === 'failed').length).toBeGreaterThanOrEqual(2)
    await worker.close(0)
  })

  test('runs a job again during which Redis was lost, since what it wrote may be gone', async () => {
    let lost = 0
    let runs = 0
    await raw.cluster.drain(true)
    const { lines } = work(
      'cluster',
      async () => {
        if (++runs === 1) lost++
        return { kind: 'done', fields: {} }
      },
      () => lost,
    )

    await queues.addCluster(['e1'])
    await until(() => lines.some(({ outcome }) => outcome === 'done'))

    expect(lines.map(({ outcome }) => outcome)).toEqual(['failed', 'done'])
    expect(String(lines[0]?.error)).toContain('connection to Redis was lost')
  })

  test('a ranking asked for while one runs comes after it', async () => {
    const started: (() => void)[] = []
    let running: (() => void) | undefined
    const first = new Promise<void>((resolve) => {
      started.push(resolve)
    })
    const { lines } = work('rank', async () => {
      started.shift()?.()
      if (lines.length === 0) {
        await new Promise<void>((resolve) => {
          running = resolve
        })
      }
      return { kind: 'done', fields: {} }
    })

    await queues.addRank('top')
    await first
    await queues.addRank('top')
    await queues.addRank('top')
    running?.()
    await until(() => lines.length === 2)

    expect(lines.map(({ outcome }) => outcome)).toEqual(['done', 'done'])
    expect(await queues.waiting('rank')).toBe(0)
  })

  test('that must go hands back the job that takes too long, and another one finishes it', async () => {
    const aborted: string[] = []
    const begun = Promise.withResolvers<void>()
    const slow = work('deliver', async ({ deliveryId }, { signal }) => {
      if (deliveryId !== 'slow.s1') return { kind: 'done', fields: {} }
      begun.resolve()
      await new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
      )
      return { kind: 'done', fields: {} }
    })
    // The worker of an earlier test would take the job.
    await Promise.all(workers.splice(0, workers.length - 1).map((worker) => worker.close(0)))
    await queues.addDeliveries(['slow.s1'])
    await begun.promise

    await slow.worker.close(100)
    aborted.push(...slow.lines.map(({ outcome }) => outcome))
    const { lines } = work('deliver', async () => ({ kind: 'done', fields: {} }))
    await until(() => lines.length === 1)

    expect(aborted).toEqual(['handed_back'])
    expect(lines[0]).toMatchObject({ jobId: 'slow.s1', outcome: 'done' })
  })
})
