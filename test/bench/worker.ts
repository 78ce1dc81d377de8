import { readFile, writeFile } from 'node:fs/promises'
import { Session } from 'node:inspector/promises'
import { readReplayLines, replay, runStages, type StageName } from '../../src/app.ts'
import type { Config } from '../../src/config.ts'
import { createLog } from '../../src/log.ts'
import { answerCalls } from './child.ts'
import { fillWindow } from './fill-window.ts'

/** A worker process as an operator runs it, that can be asked for its CPU. */

const stopping = new AbortController()
let running: Promise<void> | undefined
let profiler: Session | undefined

const calls = {
  async run(stages: StageName[], config: Config): Promise<void> {
    const log = createLog(config, { name: 'bench' })
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

export type WorkerCalls = typeof calls

answerCalls(calls, async () => {
  stopping.abort()
  await running
})
