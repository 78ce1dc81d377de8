import { setTimeout as sleep } from 'node:timers/promises'
import type { RedisClient } from '../../src/redis/client.ts'
import type { Child } from './child.ts'
import type { WorkerCalls } from './worker.ts'

/** One line of the table: the same thing measured several times. */
export interface Figure {
  readonly name: string
  readonly unit: string
  readonly values: readonly number[]
}

export interface Scenario {
  readonly title: string
  /** What it was measured with, beside the figures. */
  readonly setting: string
  readonly figures: readonly Figure[]
  /** What was checked in every run; a failed check ends the bench. */
  readonly checks: readonly string[]
  /** Shown above the figures, and kept as a file beside the page. */
  readonly drawing?: { readonly name: string; readonly text: string; readonly alt: string }
}

/** Collects values under names, in the order of their first mention. */
export function createSheet() {
  const figures = new Map<string, { name: string; unit: string; values: number[] }>()
  return {
    note(name: string, unit: string, value: number): void {
      const figure = figures.get(name) ?? { name, unit, values: [] }
      figure.values.push(value)
      figures.set(name, figure)
    },
    figures: (): Figure[] => [...figures.values()],
  }
}

/** CPU of a worker process and of Redis at one moment; what rewrites its append-only file stands apart. */
export async function readCpu(redis: RedisClient, worker: Child<WorkerCalls>) {
  const [{ cpuMicros, rssBytes, threadMicros }, { serving, rewriting }] = await Promise.all([
    worker.call('usage'),
    redisCpuParts(redis),
  ])
  return {
    at: performance.now(),
    worker: cpuMicros,
    eventLoop: threadMicros,
    redis: serving,
    rewriting,
    rssBytes,
  }
}

/** Threads and the children that rewrite the append-only file included, microseconds. */
export async function redisCpu(redis: RedisClient): Promise<number> {
  const { serving, rewriting } = await redisCpuParts(redis)
  return serving + rewriting
}

/** What serving takes, and what children that have rewritten the append-only file took: all at once, when one ends. */
export async function redisCpuParts(redis: RedisClient): Promise<{ serving: number; rewriting: number }> {
  const info = await redis.info('cpu')
  const microsOf = (suffix: string) =>
    [...info.matchAll(new RegExp(`^used_cpu_(?:sys|user)${suffix}:([\\d.]+)`, 'gm'))].reduce(
      (sum, [, seconds]) => sum + Number(seconds) * 1e6,
      0,
    )
  return { serving: microsOf(''), rewriting: microsOf('_children') }
}

/** Whether a child writes the append-only file anew, or is about to. */
export async function isRewriting(redis: RedisClient): Promise<boolean> {
  return /^aof_rewrite_(?:in_progress|scheduled):1/m.test(await redis.info('persistence'))
}

/** Commands Redis served and those scripts ran inside it. */
export async function readCommands(redis: RedisClient): Promise<number> {
  const info = await redis.info('stats')
  return Number(/total_commands_processed:(\d+)/.exec(info)?.[1])
}

export async function residentMemory(redis: RedisClient): Promise<number> {
  const info = await redis.info('memory')
  return Number(/^used_memory_rss:(\d+)/m.exec(info)?.[1])
}

/** Without the buffers of connections and of the append-only file, which are as large as what was sent last. */
export async function usedMemory(redis: RedisClient): Promise<number> {
  const info = await redis.info('memory')
  const field = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1])
  return field('used_memory') - field('mem_clients_normal') - field('mem_aof_buffer')
}

/** The same once Redis has tidied up: tables of keys that are gone shrink in the background. */
export async function settledMemory(redis: RedisClient): Promise<number> {
  for (let last = Number.NaN; ; ) {
    const used = await usedMemory(redis)
    if (used === last) return used
    last = used
    await sleep(SETTLE_MS)
  }
}

const SETTLE_MS = 1_000

/** Waits for something that must come; a bench that waits for ever tells nobody why. */
export async function waitFor(
  what: string,
  isTrue: () => Promise<boolean>,
  timeoutMs = 120_000,
): Promise<void> {
  const deadline = performance.now() + timeoutMs
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error(`${what}: not within ${timeoutMs / 1000} s`)
    await sleep(20)
  }
}

export function check(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(`check failed: ${what}`)
}

/** By nearest rank: so large a share of the values is no larger. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(middle)] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2
}
