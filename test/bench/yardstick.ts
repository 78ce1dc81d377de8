import { Queue, Worker } from 'bullmq'
import RssParser from 'rss-parser'
import { Pool } from 'undici'
import type { Bed } from './bed.ts'
import { renderFixtureFeed } from './feeds.ts'
import { check, createSheet, median, redisCpu, type Scenario } from './meter.ts'

const JOBS = 10_000
const JOBS_TOGETHER = 100
const JOBS_AT_ONCE = 50
const REQUESTS = 20_000
const REQUESTS_AT_ONCE = 64
const DOCUMENTS = 400
const ITEMS = 20

/**
 * CPU of the same work of the same packages on the machine that the targets were set on (2 vCPU Xeon under KVM, Node
 * 20.20, Redis 7.0): a no-op job of BullMQ 6.7, a 304 by undici 7.30 over a pool, a KB of RSS by rss-parser 3.13 (550 µs
 * for 24 KB). Microseconds.
 */
const REFERENCE = { job: 73, request: 22, kilobyte: 22.9 }

/** How dear this machine is: what others' code takes here, beside what it took where the targets were set. */
export async function measureYardstick(bed: Bed, runs: number): Promise<Scenario> {
  const sheet = createSheet()
  await bed.space('yardstick')
  for (let run = -1; run < runs; run++) {
    const costs = {
      job: await costOfJob(bed),
      request: await costOfRequest(bed),
      kilobyte: await costOfKilobyte(),
    }
    // The first run warms up.
    if (run < 0) continue
    sheet.note('a no-op job of BullMQ, process + Redis', 'µs', costs.job)
    sheet.note('a 304 by undici over a pool', 'µs', costs.request)
    sheet.note('a KB of RSS by rss-parser', 'µs', costs.kilobyte)
    const ratios = [
      costs.job / REFERENCE.job,
      costs.request / REFERENCE.request,
      costs.kilobyte / REFERENCE.kilobyte,
    ]
    sheet.note('dearer than the reference machine, median of the three: times', '', median(ratios))
  }
  return {
    title: 'The machine itself',
    setting: `work of others' code alone, ${JOBS_AT_ONCE} jobs and ${REQUESTS_AT_ONCE} requests at once; the machine that the targets were set on took ${REFERENCE.job}, ${REFERENCE.request} and ${REFERENCE.kilobyte} µs, so divide by the last figure what is compared with them`,
    figures: sheet.figures(),
    checks: [`${JOBS} jobs done, ${REQUESTS} answers 304, ${DOCUMENTS} documents read whole in every run`],
  }
}

async function costOfJob({ redis, redisUrl }: Bed): Promise<number> {
  const { hostname, port } = new URL(redisUrl)
  const connection = { host: hostname, port: Number(port), maxRetriesPerRequest: null }
  const queue = new Queue('yardstick', { connection, prefix: '{yardstick}' })
  for (let added = 0; added < JOBS; added += JOBS_TOGETHER) {
    const jobs = Array.from({ length: JOBS_TOGETHER }, (_, n) => ({
      name: 'job',
      data: { id: `${added + n}` },
    }))
    await queue.addBulk(jobs)
  }
  let done = 0
  const before = { redis: await redisCpu(redis), process: process.cpuUsage() }
  await new Promise<void>((resolve, reject) => {
    const options = { connection, prefix: '{yardstick}', concurrency: JOBS_AT_ONCE }
    const worker = new Worker(queue.name, async () => undefined, {
      ...options,
      removeOnComplete: { count: JOBS_TOGETHER },
    })
    worker.on('error', reject)
    worker.on('completed', () => {
      if (++done === JOBS) worker.close().then(resolve, reject)
    })
  })
  const { user, system } = process.cpuUsage(before.process)
  const inRedis = (await redisCpu(redis)) - before.redis
  check(done === JOBS, `${done} jobs done of ${JOBS}`)
  await queue.obliterate({ force: true })
  await queue.close()
  return (user + system + inRedis) / JOBS
}

async function costOfRequest({ ports }: Bed): Promise<number> {
  const pool = new Pool(`http://127.0.0.1:${ports[0]}`, { connections: REQUESTS_AT_ONCE })
  const path = '/feeds/yardstick/0'
  const first = await pool.request({ method: 'GET', path })
  await first.body.dump()
  const headers = { 'if-none-match': String(first.headers.etag) }
  let left = REQUESTS
  let unchanged = 0
  const before = process.cpuUsage()
  const ask = async () => {
    while (left-- > 0) {
      const { statusCode, body } = await pool.request({ method: 'GET', path, headers })
      if (statusCode === 304) unchanged++
      await body.dump()
    }
  }
  await Promise.all(Array.from({ length: REQUESTS_AT_ONCE }, ask))
  const { user, system } = process.cpuUsage(before)
  check(unchanged === REQUESTS, `${unchanged} answers 304 of ${REQUESTS}`)
  await pool.close()
  return (user + system) / REQUESTS
}

async function costOfKilobyte(): Promise<number> {
  const text = renderFixtureFeed(0, ITEMS, 0, ITEMS).body.toString()
  const parser = new RssParser()
  let read = 0
  const before = process.cpuUsage()
  for (let n = 0; n < DOCUMENTS; n++) read += (await parser.parseString(text)).items.length
  const { user, system } = process.cpuUsage(before)
  check(read === DOCUMENTS * ITEMS, `${read} items read of ${DOCUMENTS * ITEMS}`)
  return (user + system) / DOCUMENTS / (text.length / 1000)
}
