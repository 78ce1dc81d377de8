import { readFile } from 'node:fs/promises'
import { readReplayLines, replay, runStages, type StageName } from '../../src/app.ts'
import type { Config } from '../../src/config.ts'
import { createLog } from '../../src/log.ts'
import { answerCalls } from './child.ts'

/** A worker process as an operator runs it, that can be asked for its CPU. */

const stopping = new AbortController()
let running: Promise<void> | undefined

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
    return { cpuMicros: user + system, rssBytes: process.memoryUsage.rss() }
  },
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
