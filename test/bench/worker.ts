import { readFile, writeFile } from 'node:fs/promises'
import { Session } from 'node:inspector/promises'
import { readReplayLines, replay, runStages, type StageName } from '../../src/app.ts'
import type { Config } from '../../src/config.ts'
import { createLog, type Log } from '../../src/log.ts'
import { answerCalls } from './child.ts'
import { fillWindow } from './fill-window.ts'

/** A worker process as an operator runs it, that can be asked for its CPU. */

const stopping = new AbortController()
let running: Promise<void> | undefined
let profiler: Session | undefined

const calls = {
  async run(stages: StageName[], config: Config): Promise<void> {
    const log = quietly(createLog(config, { name: 'bench' }))
    await new Promise<void>((resolve, reject) => {
      running = runStages(stages, config, { log, signal: stopping.signal, onReady: resolve })
      running.catch(reject)
    })
  },
  usage() {
    const { user, system } = process.cpuUsage()
    const thread = process.threadCpuUsage()
    return {
      cpuMicros: user + system,
      threadMicros: thread.user + thread.system,
      rssBytes: process.memoryUsage.rss(),
    }
  },
  async startProfile(): Promise<void> {
    profiler = new Session()
    profiler.connect()
    await profiler.post('Profiler.enable')
    await profiler.post('Profiler.start')
  },
  async stopProfile(file: string): Promise<void> {
    const { profile } = (await profiler?.post('Profiler.stop')) ?? {}
    await writeFile(file, JSON.stringify(profile))
    profiler?.disconnect()
  },
  fillWindow: (marks: number[], seed: number, config: Config) =>
    fillWindow(marks, seed, config, stopping.signal),
  async replay(file: string, config: Config) {
    const { lines, problems } = readReplayLines(await readFile(file, 'utf8'), file)
    if (problems.length > 0) throw new Error(problems.join('\n'))
    const before = process.cpuUsage()
    const { placed, summary } = await replay(lines, config, { signal: stopping.signal })
    const { user, system } = process.cpuUsage(before)
    return { summary, placed: placed.length, cpuMicros: user + system }
  },
}

/**
 * A source that is asked without a pause is asked rudely, and that is told, 304 or not. Elsewhere a 304 is quiet: lines
 * that only the bench brings about are left out.
 */
function quietly(log: Log): Log {
  const info = log.info.bind(log) as (facts: { outcome?: unknown }, message: string) => void
  return Object.assign(log, {
    info(facts: { outcome?: unknown }, message: string) {
      if (facts.outcome !== 'not_modified') info(facts, message)
    },
  })
}

export type WorkerCalls = typeof calls

answerCalls(calls, async () => {
  stopping.abort()
  await running
})
