import { setTimeout as sleep } from 'node:timers/promises'
import type { TestProject } from 'vitest/node'
import { startPrivateRedis } from './redis.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Server that all test files share, each under a prefix of its own. */
    redisUrl: string
  }
}

/** A Docker engine that is there answers in milliseconds; none should delay the tests by more than this. */
const DOCKER_PROBE_MS = 2_000

/** Gives the tests a Redis: the one named in the environment, a container, or a private server. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await openRedis()
  project.provide('redisUrl', url)
  return stop
}

async function openRedis(): Promise<{ url: string; stop(): Promise<void> }> {
  const named = process.env.TIDEWIRE_TEST_REDIS_URL
  if (named) return { url: named, stop: async () => undefined }
  return (await startContainer()) ?? startPrivateRedis()
}

async function startContainer(): Promise<{ url: string; stop(): Promise<void> } | undefined> {
  const { GenericContainer, getContainerRuntimeClient, Wait } = await import('testcontainers')
  const engine = await Promise.race([
    getContainerRuntimeClient().catch(() => undefined),
    sleep(DOCKER_PROBE_MS, undefined, { ref: false }),
  ])
  if (!engine) return undefined
  const container = await new GenericContainer('redis:7-alpine')
    .withCommand(['redis-server', '--appendonly', 'yes', '--maxmemory-policy', 'noeviction', '--save', ''])
    .withExposedPorts(6379)
    .withWaitStrategy(Wait.forLogMessage(/Ready to accept connections/))
    .start()
  return {
    url: `redis://${container.getHost()}:${container.getMappedPort(6379)}`,
    stop: async () => {
      await container.stop()
    },
  }
}
