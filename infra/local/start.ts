/** `make start`: your sources on this machine, with a Redis of its own unless you named one. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parse } from 'yaml'
import { type Config, ConfigError, loadConfig } from '../../src/config.ts'
import { listeningRefused } from '../../src/net/listening-refused.ts'
import { startPrivateRedis } from './private-redis.ts'
import { createSupervisor, startProcess } from './processes.ts'

const root = join(import.meta.dirname, '../..')
const tell = (line: string) => console.error(line)
const supervisor = createSupervisor(tell)

await supervisor.run(async (signal) => {
  const config = readConfig()
  if (!config) return 1
  const { host, port } = config.http
  const refusal = await listeningRefused(host, port)
  if (refusal !== undefined) {
    // Another Tidewire there would answer in place of this one, and be announced as it.
    tell(refusal.message)
    return 1
  }
  const env = { ...process.env }
  if (!namesRedis()) {
    const redis = supervisor.add(await startPrivateRedis({ dir: join(root, '.data/redis'), log: tell }))
    tell(`Redis at ${redis.url}, data in .data/redis`)
    env.TIDEWIRE_REDIS_URL = redis.url
  }
  if (process.stdout.isTTY) env.TIDEWIRE_LOG_PRETTY ??= 'true'
  const tidewire = supervisor.add(
    await startProcess({
      name: 'tidewire',
      command: join(root, 'bin/tidewire'),
      args: ['start', ...process.argv.slice(2)],
      cwd: root,
      env,
      stopMs: config.shutdown.graceMs + 5_000,
    }),
  )
  const stopped = new Promise<'stopped'>((done) => signal.addEventListener('abort', () => done('stopped')))
  void tellWhenOpen(config, Promise.race([stopped, tidewire.exited]))
  const ended = await Promise.race([stopped, tidewire.exited])
  if (ended !== 'stopped') return ended
  await tidewire.stop()
  return tidewire.exited
})

function readConfig(): Config | undefined {
  try {
    return loadConfig({ env: process.env, cwd: root })
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    for (const problem of error.problems) tell(problem)
    return undefined
  }
}

function namesRedis(): boolean {
  const { TIDEWIRE_REDIS_URL, TIDEWIRE_REDIS_URL_FILE, TIDEWIRE_CONFIG } = process.env
  if (TIDEWIRE_REDIS_URL || TIDEWIRE_REDIS_URL_FILE) return true
  const file = join(root, TIDEWIRE_CONFIG || 'tidewire.yaml')
  return existsSync(file) && parse(readFileSync(file, 'utf8'))?.redis?.url != null
}

async function tellWhenOpen(config: Config, over: Promise<unknown>): Promise<void> {
  let isOver = false
  void over.then(() => {
    isOver = true
  })
  const host = /^(0\.0\.0\.0|::)$/u.test(config.http.host) ? '127.0.0.1' : config.http.host
  const base = `http://${host.includes(':') ? `[${host}]` : host}:${config.http.port}`
  while (!isOver && !(await isOpen(`${base}/healthz`))) await sleep(100)
  if (isOver) return
  tell(`\nOpen ${base}/`)
  tell(`Feeds ${config.lists.map(({ id }) => `${base}/lists/${id}.rss`).join('\n      ')}`)
  tell('Ctrl-C stops it; the data stays.\n')
}

async function isOpen(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(1000) }).then(
    (response) => response.ok,
    () => false,
  )
}
