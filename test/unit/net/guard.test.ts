import net, { type AddressInfo } from 'node:net'
import tls from 'node:tls'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { BlockedError } from '../../../src/net/errors.ts'
import { createGuard, type Guard } from '../../../src/net/guard.ts'
import { createOwnAddresses } from '../../../src/net/own-addresses.ts'
import { createHttpClient } from '../../../src/net/request.ts'
import { REFUSED_URLS } from './refused-urls.ts'

/** Refused by what the name resolves to. */
const REFUSED_ADDRESSES: readonly string[] = [
  '0.1.2.3',
  '10.0.0.1',
  '100.64.0.1',
  '100.127.255.255',
  '127.0.0.1',
  '127.255.255.254',
  '168.63.129.16',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.192',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.1.1',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::7f00:1',
  '::ffff:10.0.0.1',
  '::ffff:169.254.169.254',
  '64:ff9b::a9fe:a9fe',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:20::1',
  '2001:db8::1',
  '2002:a00:1::1',
  '3fff::1',
  '4000::1',
  '5f00::1',
  'fc00::1',
  'fdff::1',
  'fe80::1',
  'fe80::1%lo',
  'fec0::1',
  'ff02::1',
  // What no resolver should say; unreadable is refused, not skipped.
  'not-an-address',
  '127.1',
  '0x7f000001',
  '',
]

/** Fails the test at the first attempt to connect, so that no table row can leave the machine. */
beforeEach(() => {
  const refuse = () => {
    throw new Error('a socket was opened')
  }
  vi.spyOn(net, 'connect').mockImplementation(refuse)
  vi.spyOn(tls, 'connect').mockImplementation(refuse)
})

afterEach(() => {
  const opened = [...vi.mocked(net.connect).mock.calls, ...vi.mocked(tls.connect).mock.calls]
  vi.restoreAllMocks()
  expect(opened).toEqual([])
})

describe('what is refused before any connection', () => {
  test.each(REFUSED_URLS)('%s', async (url, code) => {
    const guard = guardOf({})

    expect(blockedCode(() => guard.checkUrl(url))).toBe(code)
    await expect(get(guard, url)).rejects.toMatchObject({ name: 'BlockedError', code, retry: 'never' })
  })

  test.each(REFUSED_ADDRESSES)('a name that resolves to "%s"', async (address) => {
    const guard = guardOf({ resolver: async () => [address] })

    await expect(guard.checkDestination('https://feeds.example/')).rejects.toThrow(BlockedError)
    await expect(get(guard, 'https://feeds.example/')).rejects.toThrow(BlockedError)
    await expect(get(guard, 'http://feeds.example:8080/')).rejects.toThrow(BlockedError)
  })

  test.each([
    [['93.184.215.14', '127.0.0.1']],
    [['127.0.0.1', '93.184.215.14']],
    [['2606:2800:21f::1', '::ffff:127.0.0.1']],
  ])('a name with one refused address among public ones: %j', async (addresses) => {
    const guard = guardOf({ resolver: async () => addresses })

    await expect(get(guard, 'http://feeds.example/')).rejects.toMatchObject({ code: 'blocked_address' })
  })

  test('a name that was public when it was registered and is private when it is used', async () => {
    const answers = [['93.184.215.14'], ['10.0.0.1']]
    const guard = guardOf({ resolver: async () => answers.shift() ?? [] })

    await expect(guard.checkDestination('http://rebind.example/')).resolves.toBeInstanceOf(URL)
    await expect(get(guard, 'http://rebind.example/')).rejects.toMatchObject({ code: 'blocked_address' })
  })
})

test('the spies stand where sockets are opened: a public address reaches them', async () => {
  await expect(get(guardOf({}), 'http://a.example/')).rejects.toMatchObject({ code: 'fetch_connection' })
  await expect(get(guardOf({}), 'https://a.example/')).rejects.toMatchObject({ code: 'fetch_connection' })

  expect(net.connect).toHaveBeenCalledOnce()
  expect(tls.connect).toHaveBeenCalledOnce()
  vi.clearAllMocks()
})

test('the connector checks for itself, literals and ports included', async () => {
  const guard = guardOf({})
  const connect = (hostname: string, port: string) =>
    new Promise((resolve) => {
      guard.connector({ hostname, host: hostname, protocol: 'http:', port }, (...[error]) => resolve(error))
    })

  expect(await connect('127.0.0.1', '')).toMatchObject({ code: 'blocked_address' })
  expect(await connect('::ffff:127.0.0.1', '8080')).toMatchObject({ code: 'blocked_address' })
  expect(await connect('fe80::1%lo', '80')).toMatchObject({ code: 'blocked_address' })
  expect(await connect('a.example', '6379')).toMatchObject({ code: 'blocked_port' })
})

test('public addresses pass', async () => {
  for (const address of ['93.184.215.14', '1.1.1.1', '172.32.0.1', '2606:4700::1111', '2a00:1450::1']) {
    const guard = guardOf({ resolver: async () => [address] })

    await expect(guard.checkDestination('https://feeds.example/a?b=c')).resolves.toMatchObject({
      href: 'https://feeds.example/a?b=c',
    })
  }
})

test('a refusal names the host but neither the address behind it nor, to subscribers, its kind', async () => {
  const resolver = async () => ['10.11.12.13']

  const forOperator = await refusal(guardOf({ resolver }).checkDestination('https://a.example/x?key=k'))
  const forSubscriber = await refusal(
    guardOf({ resolver, purpose: 'callbacks' }).checkDestination('https://a.example/x?key=k'),
  )

  expect(forOperator).toBe(
    'host a.example is not on the public internet (private); add it to network.feeds.allow if it is meant',
  )
  expect(forSubscriber).toBe(
    'host a.example is not on the public internet; add it to network.callbacks.allow if it is meant',
  )
})

describe('user name and password', () => {
  test('are refused in a callback, without quoting them', () => {
    const guard = guardOf({ purpose: 'callbacks' })

    for (const url of ['https://u:secret@a.example/', 'https://u@a.example/', 'https://:secret@a.example/']) {
      expect(blockedCode(() => guard.checkUrl(url))).toBe('blocked_userinfo')
      expect(() => guard.checkUrl(url)).not.toThrow(/secret/)
    }
  })

  test('are accepted in a feed', () => {
    expect(guardOf({}).checkUrl('https://u:secret@a.example/feed').password).toBe('secret')
  })
})

describe('the allow-list', () => {
  const cases: readonly (readonly [entry: string, passes: string[], refused: string[]])[] = [
    [
      '10.0.0.0/8',
      ['http://10.9.8.7/', 'http://[::ffff:10.9.8.7]/'],
      ['http://11.0.0.1:22/', 'http://192.168.0.1/', 'http://10.0.0.1:9000/'],
    ],
    ['192.168.1.7', ['http://192.168.1.7/'], ['http://192.168.1.8/']],
    ['192.168.1.7:9000', ['http://192.168.1.7:9000/'], ['http://192.168.1.7/', 'http://192.168.1.8:9000/']],
    ['fd00::/8', ['http://[fd12::1]/'], ['http://[fc00::1]/', 'http://[fd12::1]:9000/']],
    ['::1', ['http://[::1]/', 'http://localhost/'], ['http://127.0.0.1/']],
    ['[::1]:9000', ['http://[::1]:9000/'], ['http://[::1]/', 'http://localhost:9000/']],
    ['::ffff:10.0.0.0/104', ['http://10.9.8.7/'], ['http://127.0.0.1/']],
    ['localhost', ['http://localhost./'], ['http://127.0.0.1/', 'http://a.localhost/']],
    [
      'Feeds.LAN:9000',
      ['http://feeds.lan:9000/', 'http://feeds.lan.:9000/'],
      ['http://feeds.lan/', 'http://a.feeds.lan:9000/', 'http://feeds.lan.evil.example:9000/'],
    ],
    ['feeds.lan', ['http://feeds.lan/'], ['http://a.feeds.lan/', 'http://feeds.lan:9000/']],
    [
      'bücher.example',
      ['http://xn--bcher-kva.example/', 'http://BÜCHER.example/'],
      ['http://bucher.example/'],
    ],
  ]

  test.each(cases)('%s', async (entry, passes, refused) => {
    const guard = guardOf({
      allow: [entry],
      resolver: async () => [entry.startsWith('[') || entry === '::1' ? '::1' : '10.0.0.9'],
    })

    for (const url of passes) await expect(guard.checkDestination(url)).resolves.toBeInstanceOf(URL)
    for (const url of refused) await expect(guard.checkDestination(url)).rejects.toThrow(BlockedError)
  })

  test('of feeds opens nothing to callbacks', async () => {
    const feeds = guardOf({ allow: ['10.0.0.0/8'] })
    const callbacks = guardOf({ purpose: 'callbacks' })

    expect(feeds.checkUrl('http://10.0.0.1/')).toBeInstanceOf(URL)
    expect(blockedCode(() => callbacks.checkUrl('http://10.0.0.1/'))).toBe('blocked_address')
  })

  test.each([
    '10.0.0.0/33',
    '10.0.0/8',
    'fd00::/129',
    'fe80::1%eth0',
    'a b',
    'host:',
    'host:0',
    'host:70000',
    '[::1',
    'http://x/',
    'u@h',
    '10.0.0.0/8:80',
    '',
    '300.1.1.1',
  ])('is refused whole for the entry "%s"', (entry) => {
    expect(() => guardOf({ allow: ['10.0.0.0/8', entry] })).toThrow(RangeError)
  })
})

test('configured ports are added to 80, 443, 8080 and 8443', () => {
  const guard = guardOf({ ports: [9000] })

  for (const port of [80, 443, 8080, 8443, 9000]) guard.checkUrl(`http://a.example:${port}/`)
  expect(blockedCode(() => guard.checkUrl('http://a.example:9001/'))).toBe('blocked_port')
})

describe('where this installation listens', () => {
  const MACHINE = ['127.0.0.1', '::1', '93.184.215.14', '2606:4700::1111', '10.0.0.5']
  const guardFor = (host: string, more: Partial<Parameters<typeof createGuard>[0]> = {}) =>
    guardOf({
      allow: ['127.0.0.0/8', '::1', '10.0.0.0/8'],
      isOwn: createOwnAddresses([{ host, port: 8080 }], () => MACHINE),
      ...more,
    })
  const REFUSED = { name: 'BlockedError', code: 'blocked_address' }

  test.each<[host: string, own: string[], others: string[]]>([
    ['93.184.215.14', ['93.184.215.14', '::ffff:93.184.215.14'], ['93.184.215.15', '127.0.0.1', '10.0.0.5']],
    ['2606:4700::1111', ['2606:4700:0:0::1111'], ['2606:4700::1112']],
    ['127.0.0.1', ['127.0.0.1'], ['127.0.0.2', '93.184.215.14']],
    ['0.0.0.0', ['127.0.0.1', '127.9.9.9', '93.184.215.14', '10.0.0.5'], ['93.184.215.15', '10.0.0.6']],
    ['::', ['::1', '127.0.0.1', '2606:4700::1111', '93.184.215.14'], ['2606:4700::1112']],
    ['localhost', ['127.0.0.1', '::1'], ['10.0.0.6']],
  ])('on %s: refused by literal and by name, though its network is allowed', async (host, own, others) => {
    for (const address of own) {
      const guard = guardFor(host, { resolver: async () => ['1.1.1.1', address] })
      const literal = address.includes(':') ? `[${address}]` : address

      expect(() => guard.checkUrl(`http://${literal}:8080/lists/top.rss`)).toThrow(
        expect.objectContaining(REFUSED),
      )
      await expect(guard.checkDestination('http://news.example:8080/')).rejects.toMatchObject(REFUSED)
      await expect(guard.checkDestination('http://news.example:8443/')).resolves.toBeInstanceOf(URL)
    }
    for (const address of others) {
      const guard = guardFor(host, { resolver: async () => [address] })

      await expect(guard.checkDestination('http://news.example:8080/')).resolves.toBeInstanceOf(URL)
    }
  })

  test('a name that comes to lead there after it was registered is refused when it connects', async () => {
    const listener = net.createServer()
    let connections = 0
    listener.on('connection', () => connections++)
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
    const { port } = listener.address() as AddressInfo
    const answers = ['127.0.0.9', '127.0.0.1']
    const guard = guardFor('127.0.0.1', {
      isOwn: createOwnAddresses([{ host: '127.0.0.1', port }]),
      ports: [port],
      resolver: async () => [answers.shift() ?? '127.0.0.1'],
    })

    await guard.checkDestination(`http://news.example:${port}/`)
    const error = await get(guard, `http://news.example:${port}/`).catch((error: unknown) => error)

    expect(error).toMatchObject(REFUSED)
    expect(connections).toBe(0)
    await new Promise((resolve) => listener.close(resolve))
  })

  test('is open to who names that very port, and to subscribers no more telling than the rest', async () => {
    const named = guardFor('127.0.0.1', { allow: ['127.0.0.1:8080'] })
    const callbacks = guardFor('127.0.0.1', { purpose: 'callbacks' })

    expect(named.checkUrl('http://127.0.0.1:8080/')).toBeInstanceOf(URL)
    expect(() => callbacks.checkUrl('http://127.0.0.1:8080/')).toThrow(
      'host 127.0.0.1 is not on the public internet; add it to network.callbacks.allow if it is meant',
    )
    expect(() => guardFor('127.0.0.1').checkUrl('http://127.0.0.1:8080/')).toThrow(
      'host 127.0.0.1 is this installation itself',
    )
  })

  test('on a port that the system is to choose nothing is known before', () => {
    const guard = guardFor('127.0.0.1', { isOwn: createOwnAddresses([{ host: '127.0.0.1', port: 0 }]) })

    expect(guard.checkUrl('http://127.0.0.1:8080/')).toBeInstanceOf(URL)
  })
})

describe('names that do not resolve', () => {
  test('are a failure that may pass', async () => {
    const guard = guardOf({
      resolver: async () => {
        throw Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })
      },
    })

    await expect(get(guard, 'http://no.example/')).rejects.toMatchObject({
      name: 'FetchError',
      code: 'fetch_dns',
      retry: 'later',
      message: 'host no.example could not be resolved (ENOTFOUND)',
    })
  })

  test('so is an empty answer', async () => {
    await expect(get(guardOf({ resolver: async () => [] }), 'http://no.example/')).rejects.toMatchObject({
      code: 'fetch_dns',
    })
  })

  test('a resolver that never answers is given up', async () => {
    const guard = guardOf({ resolver: () => new Promise(() => {}), dnsTimeoutMs: 20 })

    await expect(get(guard, 'http://slow.example/')).rejects.toMatchObject({ code: 'fetch_dns' })
  })
})

function guardOf(options: Partial<Parameters<typeof createGuard>[0]>): Guard {
  return createGuard({
    purpose: 'feeds',
    allow: [],
    ports: [],
    resolver: async () => ['93.184.215.14'],
    ...options,
  })
}

async function get(guard: Guard, url: string): Promise<unknown> {
  const client = createHttpClient({ guard, userAgent: 'Tidewire/test' })
  try {
    return await client.request({ method: 'GET', url, redirects: 'follow', answer: 'read' })
  } finally {
    await client.close()
  }
}

function blockedCode(run: () => unknown): string | undefined {
  try {
    run()
  } catch (error) {
    if (error instanceof BlockedError) return error.code
    throw error
  }
  return undefined
}

async function refusal(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'not refused',
    (error: Error) => error.message,
  )
}
