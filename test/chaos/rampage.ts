import { setTimeout as pause } from 'node:timers/promises'
import { createRandom } from '../support/newsroom/random.ts'
import type { SupervisedWorker } from '../support/processes.ts'
import type { PrivateRedis } from '../support/redis.ts'

export interface RampageOptions {
  readonly seed: number
  readonly fleet: readonly SupervisedWorker[]
  readonly redis: PrivateRedis
  readonly workerKills: number
  readonly redisKills: number
  /** Grows as work gets done: a kill is only worth something when there was work since the last one. */
  progress(): number
}

export interface RampageReport {
  readonly workers: Readonly<Record<string, number>>
  readonly redis: number
}

const LONGEST_CALM_MS = 4_000

/** Kills workers and Redis in an order that the seed decides; whoever supervises them starts them again. */
export async function rampage(options: RampageOptions): Promise<RampageReport> {
  const random = createRandom(options.seed, 'rampage')
  const workers: Record<string, number> = {}
  // Every place once before any place twice, so that no stage is spared by chance.
  const victims = Array.from({ length: options.workerKills }, () => options.fleet).flatMap((fleet) =>
    random.shuffle(fleet),
  )
  const acts = random.shuffle([
    ...victims.slice(0, options.workerKills),
    ...Array.from({ length: options.redisKills }, () => 'redis' as const),
  ])
  for (const act of acts) {
    await someWork(options, random.int(5, 40))
    // Not a wait for anything: where in its work the victim is hit must vary.
    await pause(random.int(0, 250))
    if (act === 'redis') {
      await options.redis.kill9()
      await pause(random.int(50, 1_200))
      await options.redis.restart()
      continue
    }
    const worker = act.current()
    await worker.started.catch(() => undefined)
    await worker.kill9()
    workers[act.stage] = (workers[act.stage] ?? 0) + 1
  }
  return { workers, redis: options.redisKills }
}

async function someWork({ progress }: RampageOptions, amount: number): Promise<void> {
  const goal = progress() + amount
  const deadline = performance.now() + LONGEST_CALM_MS
  while (progress() < goal && performance.now() < deadline) await pause(20)
}
