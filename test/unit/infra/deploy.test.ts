import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { environmentOptions } from '../../../src/config/environment.ts'
import { parseDuration } from '../../../src/config/values.ts'
import { loadConfig } from '../../../src/config.ts'

const root = join(import.meta.dirname, '../../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

interface Service {
  readonly command: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
  readonly stop_grace_period: string
  readonly read_only?: boolean
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

  test('does not run as root', () => {
    expect(dockerfile).toMatch(/^USER node$/mu)
  })
})
