import { Queue } from 'bullmq'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { type JobResult, startWorker } from '../../../src/queue/worker.ts'
import { closeRedis, createRedis } from '../../../src/redis/client.ts'
import { until } from '../../support/redis.ts'
import { openQueues } from './open-queues.ts'

const HOUR = 3_600_000
const MINUTE = 60_000
const { config, keys, commands, queues, close } = openQueues('clock')
const deliver = new Queue('deliver', { connection: commands, prefix: keys.queuePrefix('deliver') })
const rank = new Queue('rank', { connection: commands, prefix: keys.queuePrefix('rank') })
const ends: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const end of ends.splice(0)) await end()
  await deliver.obliterate({ force: true })
})

afterAll(async () => {
  await Promise.all([deliver.close(), rank.close()])
  await close()
})

/** As the process's steady clock has it. */
const now = () => performance.timeOrigin + performance.now()

/** From now on this machine's clock is off by so much, for BullMQ as for everybody; it goes on. */
function jump(ms: number): void {
  const real = Date.now
  vi.spyOn(Date, 'now').mockImplementation(() => real() + ms)
  ends.push(async () => void vi.restoreAllMocks())
}

function work(handle: (id: string) => JobResult): string[] {
  const handled: string[] = []
  const blocking = createRedis(config, 'blocking')
  const worker = startWorker<'deliver'>({
    name: 'deliver',
    connection: blocking,
    prefixOf: keys.queuePrefix,
    concurrency: 1,
    handle: async ({ deliveryId }) => {
      handled.push(deliveryId)
      return handle(deliveryId)
    },
    now,
    lostConnections: () => 0,
    onFinished: () => undefined,
    onError: () => undefined,
  })
  ends.push(async () => {
    await worker.close(0)
    await closeRedis(blocking)
  })
  return handled
}

const done: JobResult = { kind: 'done', fields: {} }

test.each([HOUR, -HOUR])(
  'with a clock off by %d ms what is put back for later comes when its time has come',
  async (off) => {
    jump(off)
    let at: number | undefined
    const early: boolean[] = []
    work(() => {
      at ??= now() + 100
      early.push(now() < at)
      return early.length === 1 ? { kind: 'again', at, fields: {} } : done
    })

    await queues.addDeliveries(['e.s'])

    await until(async () => (await deliver.getJobState('e.s')) === 'completed')
    expect(early).toEqual([true, false])
  },
)

test('with a clock an hour ahead what is due in half an hour is looked at once, not over and over', async () => {
  jump(HOUR)
  const at = now() + 30 * MINUTE
  const others = Array.from({ length: 30 }, (_, n) => `other${n}.s`)
  const handled = work((id) => (id === 'later.s' ? { kind: 'again', at, fields: {} } : done))

  await queues.addDeliveries(['later.s'])
  await until(() => handled.includes('later.s'))
  await queues.addDeliveries(others)
  await until(() => others.every((id) => handled.includes(id)))

  expect(handled.filter((id) => id === 'later.s')).toHaveLength(1)
  expect(await deliver.getJobState('later.s')).toBe('delayed')
})

test('a delivery that is due, and whose job waits by the clock of another machine, runs now', async () => {
  await deliver.add('deliver', { deliveryId: 'far.s' }, { jobId: 'far.s', delay: HOUR })

  const restored = [await queues.restoreDeliveries(['far.s']), await queues.restoreDeliveries(['far.s'])]

  expect(restored).toEqual([1, 0])
  expect(await deliver.getJobState('far.s')).toBe('waiting')
})

test('a list that a machine ahead by an hour wants ranked is ranked with the next sweep', async () => {
  jump(HOUR)
  await queues.addRank('top')
  vi.restoreAllMocks()
  // What anybody adds meanwhile is that same job.
  await queues.addRank('top')
  const [job] = await rank.getDelayed()
  expect((job?.timestamp ?? 0) + (job?.delay ?? 0)).toBeGreaterThan(Date.now() + 50 * MINUTE)

  await queues.restoreRank('top')
  await queues.restoreRank('sports')

  expect((await rank.getWaiting()).map(({ data }) => data.listId)).toEqual(['top'])
  expect((await rank.getDelayed()).map(({ data }) => data.listId)).toEqual(['sports'])
})
