import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tidewire } from '../../support/command.ts'

describe('wrong usage ends with 2 and says what is wrong', () => {
  test.each([
    [['nonsense'], "unknown command 'nonsense'"],
    [['worker', 'nonsense'], 'Allowed choices are poll, cluster, rank, publish, deliver, web'],
    [['top', '--nope'], "unknown option '--nope'"],
  ])('%j', async (args, words) => {
    const { code, out, err } = await tidewire(args)

    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(words)
  })

  test('a configuration with mistakes is told of with all of them', async () => {
    const env = { TIDEWIRE_HTTP_PORT: 'eighty', TIDEWIRE_REDIS_PREFIX: 'NO!' }

    const { code, err } = await tidewire(['top'], { env })

    expect(code).toBe(2)
    expect(err).toMatch(/TIDEWIRE_HTTP_PORT.*eighty/)
    expect(err).toContain('TIDEWIRE_REDIS_PREFIX')
  })

  test('a configuration file that is not there', async () => {
    const { code, err } = await tidewire(['--config', '/nowhere/tidewire.yaml', 'top'])

    expect(code).toBe(2)
    expect(err).toContain('/nowhere/tidewire.yaml')
  })

  // Redis is away, too: that a file is missing is told before anybody is asked.
  const env = { TIDEWIRE_REDIS_URL: 'redis://127.0.0.1:1' }

  test.each([
    [['replay', '/nowhere/news.ndjson'], 'expected a file of NDJSON lines', 'there is no such file, ENOENT'],
    [['replay', '/'], 'expected a file of NDJSON lines', 'it is a directory, EISDIR'],
    [['opml', 'import', '/nowhere/list.opml'], 'expected an OPML list', 'there is no such file, ENOENT'],
    [['opml', 'import', '/'], 'expected an OPML list', 'it is a directory, EISDIR'],
  ])('%j: what was expected, what came, and why it cannot be read', async (args, expected, reason) => {
    const { code, out, err } = await tidewire(args, { env })

    expect([code, out]).toEqual([2, ''])
    expect(err).toBe(`tidewire: ${expected} or - for standard input, got "${args.at(-1)}": ${reason}\n`)
  })
})

test.each([['--help'], ['--version'], ['sources', '--help']])(
  '%s %s is an answer: exit code 0',
  async (...args) => {
    const { code, out, err } = await tidewire(args.filter((arg) => arg !== undefined))

    expect([code, err]).toEqual([0, ''])
    expect(out.length).toBeGreaterThan(4)
  },
)

test('the configuration is printed without its secrets', async () => {
  const secrets = [
    'pass-of-redis',
    'key-of-an-admin-0123456789abcdef',
    'dG9rZW4tb2YtYS1yZWNlaXZlci0wMTIzNDU2Nzg5YWI=',
  ]
  const dir = mkdtempSync(join(tmpdir(), 'tidewire-secrets-'))
  const file = join(dir, 'tidewire.yaml')
  writeFileSync(
    file,
    `subscriptions:\n  - url: https://receiver.example/hook?token=${secrets[1]}\n    secret: whsec_${secrets[2]}\n`,
  )
  const env = {
    TIDEWIRE_REDIS_URL: `redis://user:${secrets[0]}@127.0.0.1:6379`,
    TIDEWIRE_HTTP_API_KEYS: `boss:admin:${secrets[1]}`,
  }

  const { code, out, err } = await tidewire(['--config', file, 'config'], { env })
  rmSync(dir, { recursive: true })

  expect([code, err]).toEqual([0, ''])
  expect(secrets.filter((secret) => out.includes(secret))).toEqual([])
  expect(JSON.parse(out)).toMatchObject({
    redis: { url: 'redis://user:***@127.0.0.1:6379' },
    http: { apiKeys: [{ name: 'boss', scope: 'admin', key: '***' }] },
    subscriptions: [{ url: 'https://receiver.example/hook?***', secret: '***' }],
  })
})

describe('when Redis is away', () => {
  const env = { TIDEWIRE_REDIS_URL: 'redis://user:pass-of-redis@127.0.0.1:1' }
  const commands = [
    ['top'],
    ['queues'],
    ['sources', 'add', 'https://a.example/feed.xml'],
    ['webhooks', 'list', '--json'],
  ]

  test.each(commands.map((args) => [args]))('%j says so and ends with 1', async (args) => {
    const { code, out, err } = await tidewire(args, { env })

    expect([code, out]).toEqual([1, ''])
    expect(err).toContain('Redis at redis://127.0.0.1:1 cannot be reached: connect ECONNREFUSED')
    expect(err).not.toContain('pass-of-redis')
  })

  test('doctor says so beside the rest, with a remedy', async () => {
    const { code, out } = await tidewire(['doctor', '--json'], { env })

    expect(code).toBe(1)
    const findings = JSON.parse(out) as { subject: string; level: string; message: string; remedy?: string }[]
    expect(findings.find(({ subject }) => subject === 'node')?.level).toBe('ok')
    expect(findings.find(({ subject }) => subject === 'redis')).toMatchObject({
      level: 'fail',
      message: expect.stringContaining('cannot be reached'),
      remedy: expect.stringContaining('TIDEWIRE_REDIS_URL'),
    })
  })

  test('doctor says too where requests name nobody whom a publisher could reach', async () => {
    const subjects = async (more: Record<string, string>) => {
      const { out } = await tidewire(['doctor', '--json'], { env: { ...env, ...more } })
      return (JSON.parse(out) as { subject: string; level: string; message: string }[])
        .filter(({ level, message }) => level === 'warn' && message.includes('site.contact'))
        .map(({ subject }) => subject)
    }

    expect(await subjects({})).toEqual(['config'])
    expect(await subjects({ TIDEWIRE_SITE_CONTACT: 'ops@news.example' })).toEqual([])
  })

  test.each([
    ['poll', 1],
    ['rank', 0],
  ] as const)(
    'a %s worker does not start: exit code 1; what is odd for it in its configuration it has told once',
    async (stage, polls) => {
      const odd = { TIDEWIRE_HTTP_PROT: '1' }
      const { code, out } = await tidewire(['worker', stage], { env: { ...env, ...odd } })

      expect(code).toBe(1)
      expect(out.split('did you mean TIDEWIRE_HTTP_PORT')).toHaveLength(2)
      expect(out.split('set site.contact')).toHaveLength(1 + polls)
      expect(out).not.toContain('pass-of-redis')
    },
  )
})

describe('when Redis takes connections and never answers', () => {
  let server: Server
  let url: string
  const sockets: Socket[] = []

  beforeAll(async () => {
    server = createServer((socket) => {
      sockets.push(socket.on('error', () => undefined))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    url = `redis://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  })

  afterAll(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })

  test.each([[['top']], [['queues']], [['doctor']]])('%j gives up after two seconds', async (args) => {
    const { code, out, err } = await tidewire(args, { env: { TIDEWIRE_REDIS_URL: url } })

    expect(code).toBe(1)
    expect(out + err).toContain('no answer within 2 s')
  })
})
