import { describe, expect, test } from 'vitest'
import type { Machine } from '../../../infra/local/machine.ts'
import { choosePackageManager, installCommand, installPackage } from '../../../infra/local/packages.ts'
import { findOrInstallRedis, findRedis } from '../../../infra/local/redis-binary.ts'
import { containerArguments } from '../../../infra/local/redis-container.ts'

const PACKAGES = { 'apt-get': ['redis-server'], dnf: ['valkey', 'redis'], apk: ['redis'], brew: ['redis'] }

interface Fake {
  /** Answers by `command argument…`, the longest prefix first; anything else does not exist. */
  readonly answers: Record<string, string>
  readonly isRoot?: boolean
  readonly isTerminal?: boolean
  readonly agrees?: boolean
  /** What an installation brings. */
  readonly brings?: Record<string, string>
}

function fakeMachine({ answers, isRoot = false, isTerminal = false, agrees = false, brings = {} }: Fake) {
  const ran: string[] = []
  const asked: string[] = []
  const told: string[] = []
  const known = { ...answers }
  const machine: Machine = {
    isRoot,
    isTerminal,
    async ask(question) {
      asked.push(question)
      return agrees
    },
    async run(command, args, options) {
      const line = [command, ...args].join(' ')
      if (options?.show) {
        ran.push(line)
        if (line.includes('fails')) return { code: 1, output: '' }
        Object.assign(known, brings)
        return { code: 0, output: '' }
      }
      const found = Object.keys(known).find((start) => line.startsWith(start))
      return found === undefined ? { code: 127, output: 'not found' } : { code: 0, output: known[found]! }
    },
  }
  return { machine, ran, asked, told, tell: (line: string) => told.push(line) }
}

const redis7 = 'Redis server v=7.2.4 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64'
const redis6 = 'Redis server v=6.0.16 sha=00000000:0 malloc=jemalloc-5.2.1 bits=64'
const valkey8 = 'Valkey server v=8.0.2 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64'

describe('a server', () => {
  test.each([
    ['Redis 7', { 'redis-server': redis7 }, { command: 'redis-server', version: '7.2.4' }],
    ['Valkey 8', { 'valkey-server': valkey8 }, { command: 'valkey-server', version: '8.0.2' }],
    [
      'Valkey 8 beside a Redis that is too old',
      { 'redis-server': redis6, 'valkey-server': valkey8 },
      { command: 'valkey-server', version: '8.0.2' },
    ],
    ['nothing for a Redis that is too old', { 'redis-server': redis6 }, undefined],
    ['nothing', {}, undefined],
  ])('on PATH is found: %s', async (_, answers, expected) => {
    expect(await findRedis(fakeMachine({ answers }).machine)).toEqual(expected)
  })

  test('is left to Docker when there is none but Docker answers', async () => {
    const { machine, ran, tell } = fakeMachine({
      answers: { 'docker version': '27.0', 'apt-get': 'apt 2.6' },
      isRoot: true,
    })

    expect(await findOrInstallRedis(tell, machine)).toBeUndefined()
    expect(ran).toEqual([])
  })

  test('is installed, after saying so, when neither is there', async () => {
    const { machine, ran, told, tell } = fakeMachine({
      answers: { 'apt-get': 'apt 2.6' },
      isRoot: true,
      brings: { 'redis-server': redis7 },
    })

    expect(await findOrInstallRedis(tell, machine)).toEqual({ command: 'redis-server', version: '7.2.4' })
    expect(ran).toHaveLength(1)
    expect(told).toEqual(['Redis is missing: installing the package redis-server with apt-get …'])
  })

  test('that came too old is said to be', async () => {
    const { machine, tell } = fakeMachine({
      answers: { 'apt-get': 'x' },
      isRoot: true,
      brings: { 'redis-server': redis6 },
    })

    await expect(findOrInstallRedis(tell, machine)).rejects.toThrow('too old')
  })

  test('that cannot be had is an error that says what to do', async () => {
    const { machine, told, tell } = fakeMachine({ answers: {} })

    await expect(findOrInstallRedis(tell, machine)).rejects.toThrow(
      /install one, start Docker, or set TIDEWIRE_REDIS_URL/u,
    )
    expect(told.join()).toContain('none of apt-get, dnf, apk, brew')
  })

  test('in a container listens on loopback only and keeps its data', () => {
    const args = containerArguments('/data/here', 7001).join(' ')

    expect(args).toContain('--publish 127.0.0.1:7001:6379')
    expect(args).toContain('--volume /data/here:/data')
    expect(args).toContain('--appendonly yes --appendfsync everysec --maxmemory-policy noeviction')
  })
})

describe('a package', () => {
  test.each(['apt-get', 'dnf', 'apk', 'brew'] as const)(
    'is installed with %s where that is the manager',
    async (manager) => {
      const { machine, ran, asked, tell } = fakeMachine({ answers: { [manager]: '1' }, isRoot: true })

      expect(await choosePackageManager(machine)).toBe(manager)
      expect(await installPackage('Redis', PACKAGES, machine, tell)).toBe(true)
      expect(ran).toEqual([installCommand(manager, PACKAGES[manager][0]!).join(' ')])
      expect(asked).toEqual([])
    },
  )

  test('on Debian comes after an update, asks nothing and starts no service', () => {
    const script = installCommand('apt-get', 'redis-server').join(' ')

    expect(script.indexOf('apt-get update')).toBeLessThan(script.indexOf('apt-get install'))
    expect(script).toContain('DEBIAN_FRONTEND=noninteractive')
    expect(script).toContain('/usr/sbin/policy-rc.d')
    expect(script).toMatch(/exit 101/u)
    expect(script).toMatch(/redis-server$/u)
  })

  test('without root or a terminal is not installed: the command is told', async () => {
    const { machine, ran, asked, told, tell } = fakeMachine({ answers: { 'apt-get': '1' } })

    expect(await installPackage('Redis', PACKAGES, machine, tell)).toBe(false)
    expect([...ran, ...asked]).toEqual([])
    expect(told).toEqual(['Redis is missing. Install it with: sudo apt-get install redis-server'])
  })

  test('without root, sudo runs only when the person agrees', async () => {
    const no = fakeMachine({ answers: { dnf: '1' }, isTerminal: true })
    const yes = fakeMachine({ answers: { dnf: '1' }, isTerminal: true, agrees: true })

    expect(await installPackage('Redis', PACKAGES, no.machine, no.tell)).toBe(false)
    expect(await installPackage('Redis', PACKAGES, yes.machine, yes.tell)).toBe(true)

    expect(no.asked).toEqual(['Redis is missing. Run `sudo dnf install valkey` now?'])
    expect(no.ran).toEqual([])
    expect(yes.ran).toEqual(['sudo dnf install -y valkey'])
  })

  test('with brew needs no sudo', async () => {
    const { machine, ran, tell } = fakeMachine({ answers: { brew: '1' } })

    expect(await installPackage('Redis', PACKAGES, machine, tell)).toBe(true)
    expect(ran).toEqual(['brew install redis'])
  })

  test('that fails is tried under its other name, then given up with a word', async () => {
    const { machine, ran, told, tell } = fakeMachine({ answers: { dnf: '1' }, isRoot: true })
    const names = { ...PACKAGES, dnf: ['fails-a', 'fails-b'] }

    expect(await installPackage('Redis', names, machine, tell)).toBe(false)
    expect(ran).toEqual(['dnf install -y fails-a', 'dnf install -y fails-b'])
    expect(told.at(-1)).toBe('dnf could not install Redis.')
  })
})
