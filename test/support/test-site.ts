import { inject, onTestFinished } from 'vitest'
import type { Context } from '../../src/app.ts'
import { startWorker } from './processes.ts'
import { contextOf, settingsOf, type TestSettings, writeSettings } from './processes-settings.ts'
import { removeKeys, uniquePrefix } from './redis.ts'

export interface TestSite {
  readonly prefix: string
  readonly context: Context
  /** A worker process of one stage, once it says that it works. */
  start(stage: Parameters<typeof startWorker>[0]): Promise<ReturnType<typeof startWorker>>
}

/** A key space on the tests' Redis with the settings of a site, for the time of one test. */
export function openTestSite(name: string, settings: Omit<TestSettings, 'redis'> = {}): TestSite {
  const prefix = uniquePrefix(name)
  const written = writeSettings(settingsOf({ ...settings, redis: { url: inject('redisUrl'), prefix } }))
  const context = contextOf(written.file)
  onTestFinished(async () => {
    written.remove()
    await removeKeys(context.redis, prefix)
    await context.close()
  })
  return {
    prefix,
    context,
    async start(stage) {
      const worker = startWorker(stage, written.file)
      onTestFinished(() => worker.kill9())
      await worker.started
      return worker
    },
  }
}
