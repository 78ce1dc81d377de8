import { expect, inject, onTestFinished, test, vi } from 'vitest'
import { STARTERS } from '../../../src/app/stages.ts'
import { runStages, type StageName } from '../../../src/app.ts'
import { loadConfig } from '../../../src/config.ts'
import { createLog } from '../../../src/log.ts'
import { closeServer, listenOn, portOf } from '../../support/newsroom/loopback.ts'
import { contextOf, settingsOf, writeSettings } from '../../support/processes-settings.ts'
import { freePort, removeKeys, uniquePrefix } from '../../support/redis.ts'

async function anInstallation(http: { readonly port: number; readonly metricsPort?: number }) {
  const prefix = uniquePrefix('run')
  const { file, remove } = writeSettings(
    settingsOf({
      redis: { url: inject('redisUrl'), prefix },
      sections: { http: { host: '127.0.0.1', ...http } },
    }),
  )
  const context = contextOf(file)
  onTestFinished(async () => {
    await removeKeys(context.redis, prefix)
    await context.close()
    remove()
  })
  const config = loadConfig({ file, env: {}, cwd: process.cwd() })
  const lines: string[] = []
  const log = createLog(config, { name: 'web', stream: { write: (line) => lines.push(line) } })
  const run = (stages: readonly StageName[]) =>
    runStages(stages, config, { log, signal: new AbortController().signal })
  return { run, lines }
}

test('a stage that cannot start leaves nothing open: the port for health and metrics is free again', async () => {
  const taken = await listenOn('127.0.0.1', 0, (_, response) => response.end())
  onTestFinished(() => closeServer(taken))
  const metricsPort = await freePort()
  const { run, lines } = await anInstallation({ port: portOf(taken), metricsPort })

  const running = run(['web'])

  await expect(running).rejects.toThrow(
    `127.0.0.1:${portOf(taken)} cannot be listened on: EADDRINUSE; something else (or Tidewire itself) is there: end it, or set http.port (TIDEWIRE_HTTP_PORT) to another`,
  )
  expect(lines.some((line) => line.includes('health and metrics are served'))).toBe(true)
  await expect(fetch(`http://127.0.0.1:${metricsPort}/healthz`)).rejects.toThrow()
})

test('a stage that cannot start stops those before it', async () => {
  const port = await freePort()
  const { run } = await anInstallation({ port })
  let status: number | undefined
  const starting = vi.spyOn(STARTERS, 'rank').mockImplementation(async () => {
    status = (await fetch(`http://127.0.0.1:${port}/healthz`)).status
    throw new Error('no threads left')
  })
  onTestFinished(() => starting.mockRestore())

  await expect(run(['rank', 'web'])).rejects.toThrow('no threads left')

  expect(status).toBe(200)
  await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow()
})
