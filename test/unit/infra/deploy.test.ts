import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { environmentOptions } from '../../../src/config/environment.ts'
import { parseDuration } from '../../../src/config/values.ts'
import { loadConfig } from '../../../src/config.ts'
import { opsAnswers } from '../../../src/http/ops-answers.ts'

const root = join(import.meta.dirname, '../../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

interface Service {
  readonly command: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
  readonly stop_grace_period: string
  readonly read_only?: boolean
  readonly init?: boolean
  readonly networks: readonly string[]
  readonly ports?: readonly string[]
  readonly restart: string
  readonly healthcheck: { readonly test: readonly string[]; readonly timeout: string }
  readonly logging: { readonly options: Readonly<Record<string, string>> }
}

const compose = parse(read('infra/compose/compose.yaml'), { merge: true }) as {
  services: Record<string, Service>
}
const { redis, ...workers } = compose.services
const stages = ['poll', 'cluster', 'rank', 'publish', 'deliver', 'web']

describe('compose', () => {
  test('runs every stage as a service of its own', () => {
    expect(Object.keys(workers).sort()).toEqual([...stages].sort())
    for (const [name, { command }] of Object.entries(workers)) expect(command).toEqual(['worker', name])
  })

  test('starts workers after Redis and gives them longer to stop than they take', () => {
    const { graceMs } = loadConfig({ env: {}, cwd: root }).shutdown
    for (const worker of Object.values(workers)) {
      expect(worker.depends_on).toEqual({ redis: { condition: 'service_healthy' } })
      expect(parseDuration(worker.stop_grace_period)).toBeGreaterThan(graceMs)
      expect(worker.read_only).toBe(true)
    }
  })

  test('asks each worker for its health where it serves it, with what its image has', () => {
    const dockerfile = read('infra/docker/Dockerfile')
    // BusyBox, which Alpine is made of, has wget and no curl.
    expect(dockerfile).toMatch(/^FROM node:24-alpine$/mu)
    for (const { environment, healthcheck } of Object.values(workers)) {
      const [kind, command, ...args] = healthcheck.test
      const url = new URL(args.at(-1) ?? '')

      expect([kind, command]).toEqual(['CMD', 'wget'])
      expect(url.port).toBe(environment?.TIDEWIRE_HTTP_METRICS_PORT)
      expect(opsAnswers({ ready: async () => ({ ok: true, problems: [] }) }).has(url.pathname)).toBe(true)
    }
    expect(redis?.healthcheck.test).toEqual(['CMD', 'redis-cli', '-e', 'ping'])
  })

  test('lets nothing grow for ever, starts again what ends, and passes signals on', () => {
    for (const service of Object.values(compose.services)) {
      expect(service.logging.options).toMatchObject({
        'max-size': expect.anything(),
        'max-file': expect.anything(),
      })
      expect(service.restart).toBe('unless-stopped')
    }
    for (const { init } of Object.values(workers)) expect(init).toBe(true)
  })

  test('opens the world to those alone that need it, and Redis to nobody else', () => {
    const outside = Object.entries(workers).filter(([, { networks }]) => networks.includes('outside'))

    expect(outside.map(([name]) => name).sort()).toEqual(['deliver', 'poll', 'web'])
    expect(redis?.networks).toEqual(['inside'])
    expect(redis?.ports).toBeUndefined()
    for (const port of workers.web?.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/u)
  })

  test('what it sets is a configuration, also where the variables that it passes on are empty', () => {
    const environment = workers.poll?.environment ?? {}
    const env = Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [name, value.replaceAll(/\$\{[^}]*\}/gu, '')]),
    )

    const config = loadConfig({ env, cwd: root })

    expect(config.redis).toMatchObject({ url: 'redis://redis:6379', requireAof: true })
    expect(config.http.metricsPort).toBe(9464)
  })

  test('sets no option that does not exist', () => {
    const options = environmentOptions()
    const image = [...read('infra/docker/Dockerfile').matchAll(/\b(TIDEWIRE_\w+)=/gu)].map(
      ([, name]) => name!,
    )
    const names = Object.values(workers).flatMap(({ environment = {} }) => Object.keys(environment))

    expect([...names, ...image].filter((name) => !options.has(name))).toEqual([])
  })

  test('its Redis keeps what it acknowledged and throws nothing out', () => {
    const lines = read('infra/redis/redis.conf').split('\n')

    expect(redis?.command).toEqual(['redis-server', '/usr/local/etc/redis/redis.conf'])
    expect(lines).toEqual(
      expect.arrayContaining(['appendonly yes', 'appendfsync everysec', 'maxmemory-policy noeviction']),
    )
  })
})

describe('the image', () => {
  const dockerfile = read('infra/docker/Dockerfile')

  test('copies nothing that .dockerignore keeps away', () => {
    const allowed = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1))
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gmu)].flatMap(([, files]) =>
      files!.split(' '),
    )

    expect(copied.length).toBeGreaterThan(5)
    expect(copied.filter((file) => !allowed.includes(file))).toEqual([])
  })

  test('starts the launcher, which knows the flags of each worker, and which becomes the worker', () => {
    const [, entry = ''] = /^ENTRYPOINT \["\/app\/([^"]+)"\]$/mu.exec(dockerfile) ?? []

    expect(statSync(join(root, entry)).mode & 0o111).toBe(0o111)
    expect(read(entry).trimEnd().split('\n').at(-1)).toMatch(/^exec /u)
  })

  test('does not run as root', () => {
    expect(dockerfile).toMatch(/^USER node$/mu)
  })
})
