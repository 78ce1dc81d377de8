import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ConfigError, loadConfig, maskConfig, pollingOddities } from '../../../src/config.ts'
import { publisherId, sourceId } from '../../../src/rules/ids.ts'

let cwd: string
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'tidewire-config-'))
})
afterAll(() => rmSync(cwd, { recursive: true }))

function load(yaml: string, env: Record<string, string> = {}) {
  writeFileSync(join(cwd, 'tidewire.yaml'), yaml)
  return loadConfig({ cwd, env })
}

function problemsOf(yaml: string, env: Record<string, string> = {}): readonly string[] {
  try {
    load(yaml, env)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

const BARE_AGENT = expect.stringMatching(
  /^requests say no more .*"Tidewire\/\d+\.\d+\.\d+": set site\.contact/,
)

describe('what is there without a word said', () => {
  test('the list top is called in the language of the site', () => {
    const titleOf = (yaml: string) => load(yaml).lists.find(({ id }) => id === 'top')?.title

    expect(titleOf('site: { language: zh-Hant }')).toBe('热点新闻')
    expect(titleOf('site: { language: de }')).toBe('Top stories')
    expect(titleOf('site: { language: zh }\nlists: { top: { title: 头条 } }')).toBe('头条')
  })

  test('an empty file gives every default, in ms and bytes, and the list top', () => {
    const config = load('')

    expect(config.polling).toMatchObject({
      minIntervalMs: 600_000,
      defaultIntervalMs: 1_800_000,
      unconditionalIntervalMs: 7_200_000,
      maxIntervalMs: 86_400_000,
      maxWireBytes: 2 * 1024 * 1024,
      leaseMs: 300_000,
    })
    expect(config.parsing.maxHeapMb).toBe(256)
    expect(config.delivery.retryScheduleMs).toHaveLength(10)
    expect(config.delivery.retryScheduleMs.slice(0, 3)).toEqual([0, 5_000, 300_000])
    expect(config.redis).toEqual({
      url: 'redis://127.0.0.1:6379',
      prefix: 'tw',
      cluster: false,
      requireAof: false,
    })
    expect(config.http).toEqual({ host: '127.0.0.1', port: 8080, apiKeys: [], trustedProxies: [] })
    expect(config.lists.map(({ id, minOrigins }) => [id, minOrigins])).toEqual([['top', 2]])
    expect([config.warnings, pollingOddities(config)]).toEqual([[], [BARE_AGENT]])
  })

  test('no file at all is an empty file, but one that was named must be there', () => {
    expect(loadConfig({ cwd: '/', env: {} }).file).toBeUndefined()
    expect(() => loadConfig({ cwd, env: {}, file: 'none.yaml' })).toThrow(
      `none.yaml in ${cwd} cannot be read: there is no such file, ENOENT`,
    )
    expect(() => loadConfig({ cwd, env: { TIDEWIRE_CONFIG: '/nowhere/gone.yaml' } })).toThrow(
      'TIDEWIRE_CONFIG: /nowhere/gone.yaml cannot be read: there is no such file, ENOENT',
    )
    expect(() => loadConfig({ cwd: '/', env: {}, file: cwd })).toThrow('it is a directory, EISDIR')
  })

  test('a section of comments alone is an empty section', () => {
    expect(load('polling:\n  # minInterval: 1m\nsources:\n').polling.minIntervalMs).toBe(600_000)
  })
})

describe('channels, lists, sources', () => {
  test('each channel has a list, which options of the same id change; others come after', () => {
    const config = load(`
channels: { military: 军事, sports: Sports }
lists:
  climate: { title: Climate, include: climate, window: 3d }
  sports: { size: 10, halfLife: 3h }
`)

    expect(config.channels).toEqual([
      { id: 'military', title: '军事', categories: [], include: [], exclude: [] },
      { id: 'sports', title: 'Sports', categories: [], include: [], exclude: [] },
    ])
    expect(config.lists.map(({ id }) => id)).toEqual(['top', 'military', 'sports', 'climate'])
    expect(config.lists[1]).toMatchObject({ title: '军事', channels: ['military'], size: 50 })
    expect(config.lists[2]).toMatchObject({ channels: ['sports'], size: 10, halfLifeMs: 10_800_000 })
    expect(config.lists[3]).toMatchObject({ include: ['climate'], channels: [], windowMs: 259_200_000 })
  })

  test('a channel can have rules of its own beside its title', () => {
    const config = load(`
channels:
  sports: { title: Sports, categories: [Sport, 体育], include: Olympics, exclude: [esports] }
`)

    expect(config.channels).toEqual([
      {
        id: 'sports',
        title: 'Sports',
        categories: ['Sport', '体育'],
        include: ['Olympics'],
        exclude: ['esports'],
      },
    ])
    expect(() => load('channels: { sports: { name: Sports } }')).toThrow(/channels\.sports.*name/su)
  })

  test('a list is hot unless it says otherwise; one that shows what rises looks at hours and at two origins', () => {
    const config = load(`
lists:
  news: { kind: latest }
  up: { kind: rising, window: 12h }
`)

    expect(config.lists.map(({ kind }) => kind)).toEqual(['hot', 'latest', 'rising'])
    expect(config.lists[2]).toMatchObject({ halfLifeMs: 3_600_000, windowMs: 43_200_000, minOrigins: 2 })
    expect(() => load('lists: { x: { kind: newest } }')).toThrow('latest')
  })

  test('a source gets the ids of its address and publisher; without a publisher, its host is one', () => {
    const config = load(`
channels: { world: World }
sources:
  - { url: 'https://A.example/feed', publisher: BBC, channels: world, language: pt-br, weight: 2 }
  - url: https://www.b.example/rss
`)

    expect(config.sources).toEqual([
      {
        id: sourceId('https://a.example/feed'),
        url: 'https://a.example/feed',
        publisherId: publisherId('BBC'),
        publisherName: 'BBC',
        channels: ['world'],
        language: 'pt-BR',
        weight: 2,
        status: 'active',
        declaredBy: 'config',
      },
      expect.objectContaining({ publisherName: 'b.example', weight: 1, channels: [] }),
    ])
    expect([config.warnings, pollingOddities(config)]).toEqual([[], [BARE_AGENT]])
  })

  test('a source is believed about whose its entries are only where it is declared so', () => {
    const { sources } = load(`
sources:
  - { url: 'https://a.example/', aggregates: true }
  - { url: 'https://b.example/', aggregates: false }
  - { url: 'https://c.example/' }
`)

    expect(sources.map(({ aggregates }) => aggregates)).toEqual([true, undefined, undefined])
    expect(problemsOf("sources: [{ url: 'https://a.example/', aggregates: maybe }]")).toEqual([
      expect.stringContaining('aggregates'),
    ])
  })

  test('the User-Agent names the site and a contact', () => {
    const config = load('site: { url: "https://news.example/", contact: ops@news.example }')

    expect(config.site.url).toBe('https://news.example')
    expect(config.polling.userAgent).toMatch(
      /^Tidewire\/\d+\.\d+\.\d+ \(\+https:\/\/news\.example; ops@news\.example\)$/u,
    )
  })

  test.each([
    ['{}', [BARE_AGENT]],
    ['site: { title: Desk }\nsources: [{ url: "https://a.example/feed" }]', [BARE_AGENT]],
    ['site: { url: "https://news.example" }', []],
    [
      'site: { url: "https://news.example" }\nsources: [{ url: "https://a.example/feed" }]',
      [expect.stringMatching(/^site\.contact is not set/)],
    ],
    ['site: { contact: ops@news.example }\nsources: [{ url: "https://a.example/feed" }]', []],
    ['polling: { userAgent: "Desk/1 (ops@news.example)" }', []],
  ])('P10: requests that would name the product alone are warned of: %s', (yaml, warnings) => {
    const config = load(yaml)

    expect([config.warnings, pollingOddities(config)]).toEqual([[], warnings])
  })

  test('a contact in any script goes into the User-Agent in characters that a header may hold', () => {
    const { userAgent } = load('site: { contact: "编辑部 <é@news.example>" }').polling

    expect(userAgent).toMatch(/ \(%E7%BC%96%E8%BE%91%E9%83%A8 <%C3%A9@news\.example>\)$/u)
    expect(new Headers({ 'user-agent': userAgent }).get('user-agent')).toBe(userAgent)
  })
})

describe('mistakes', () => {
  test('are told all at once, in the order of the file, each with line and column', () => {
    const problems = problemsOf(`site:
  colour: red
polling:
  minInterval: soon
channels:
  sports: Sports
sources:
  - url: https://a.example/
    channels: [sprots]
  - publisher: BBC
`)

    expect(problems).toEqual([
      'tidewire.yaml:2:3 site.colour is not an option',
      'tidewire.yaml:4:16 polling.minInterval: expected a duration such as 90s, 15m, 6h or 3d, from 1s to 1d, got "soon"',
      'tidewire.yaml:9:16 channel "sprots" is not declared; did you mean "sports"?',
      'tidewire.yaml:10:5 sources[1].url: expected an http:// or https:// URL without a user name or password, got nothing',
    ])
  })

  test.each([
    [
      'polling: { minIntervall: 3d }',
      '1:12 polling.minIntervall is not an option; did you mean "minInterval"?',
    ],
    ['poling: {}', '1:1 poling is not an option; did you mean "polling"?'],
    ['lists: { top: { sise: 3 } }', '1:17 lists.top.sise is not an option; did you mean "size"?'],
    ['http: { port: 80800 }', '1:15 http.port: expected a whole number from 0 to 65535, got 80800'],
    ['http: { port: 8.5 }', '1:15 http.port: expected a whole number from 0 to 65535, got 8.5'],
    ['http: 8080', '1:7 http: expected a group of options, got 8080'],
    ['sources: { url: x }', '1:10 sources: expected a list of sources, got a group of options'],
    [
      'log: { level: debgu }',
      '1:15 log.level: expected one of fatal, error, warn, info, debug, trace, silent, got "debgu"; did you mean "debug"?',
    ],
    ['log: { pretty: yep }', '1:16 log.pretty: expected true or false, got "yep"'],
    [
      'channels: { 军事: 军事 }',
      '1:13 channels.军事: expected an id of a-z, 0-9 and "-", at most 40 characters, got "军事"',
    ],
    [
      'channels: { top: Top }',
      '1:18 channels.top must not be called "top": that is the list over all channels',
    ],
    ['lists: { x: { channels: nope } }', '1:25 channel "nope" is not declared'],
    [
      'site: { timeZone: Asia/Shangai }',
      '1:19 site.timeZone: expected a time zone such as UTC or Asia/Shanghai, got "Asia/Shangai"',
    ],
    [
      'sources: [{ url: "https://u:p@a.example/" }]',
      '1:18 sources[0].url: expected an http:// or https:// URL without a user name or password, got "https://u:p@a.example/"',
    ],
    [
      'subscriptions: [{ url: "http://h.example", events: [story.craeted], lists: [topp] }]',
      '1:77 list "topp" is not declared; did you mean "top"?',
    ],
    ['polling: { lease: 30s }', '1:19 polling.lease must be at least twice polling.timeout (1m), got 30s'],
    [
      'polling: { concurrency: 1, batchSize: 25 }',
      '1:10 polling.lease must be at least 1530s, got 5m: two batches of polling.batchSize (25) may take that long with polling.concurrency (1) and polling.timeout (30s); lower batchSize or timeout, or raise concurrency',
    ],
    [
      'polling: { minInterval: 2h }',
      '1:10 polling.defaultInterval must be at least polling.minInterval (2h), got 30m',
    ],
    [
      'stories: { window: 300h }\nretention: { stories: 2d }',
      '2:23 retention.stories must be at least stories.window (300h), got 2d',
    ],
    ...['Desk\\r\\nHost: x', 'Desk\\u0000', '编辑部'].map((agent): [string, string] => [
      `polling: { userAgent: "${agent}" }`,
      `1:23 polling.userAgent: expected the text of the User-Agent header, at most 300 printable ASCII characters, got ${JSON.stringify(JSON.parse(`"${agent}"`))}`,
    ]),
    ...['http://10.0.0.7:8081/', 'http://127.0.0.1.evil.example/', 'http://u:p@localhost/', 'file:///x'].map(
      (url): [string, string] => [
        `stories: { model: { url: "${url}" } }`,
        `1:26 stories.model.url: expected an http:// or https:// URL of this machine, such as http://127.0.0.1:8081/, got "${url}"`,
      ],
    ),
    ['- a', '1:1 expected options as "section:"'],
  ])('%s', (yaml, expected) => {
    expect(problemsOf(yaml)).toContain(`tidewire.yaml:${expected}`)
  })

  test('a model of this machine has a deadline, and a say only where it was told from when on', () => {
    const config = load('stories: { model: { url: "http://[::1]:8081/v1/embeddings", raise: 0.8 } }')

    expect(config.stories.model).toEqual({
      url: 'http://[::1]:8081/v1/embeddings',
      raise: 0.8,
      timeoutMs: 2_000,
    })
    expect(load('stories: {}').stories.model).toBeUndefined()
  })

  test('a source declared twice is told, whichever way its address is written', () => {
    const problems = problemsOf('sources:\n  - url: http://a.example/f\n  - url: http://A.example:80/f#x\n')

    expect(problems).toEqual([
      'tidewire.yaml:3:10 source http://A.example:80/f#x is declared twice: also as sources[0]',
    ])
  })

  test('owners group publishers by name or domain, and each has one', () => {
    expect(load('owners:\n  House: [Morning Post, evening.example]\n  Other: "One, Inc."').owners).toEqual([
      { name: 'House', members: ['Morning Post', 'evening.example'] },
      { name: 'Other', members: ['One, Inc.'] },
    ])
    expect(problemsOf('owners:\n  A: [x, Y.example]\n  B: [y.EXAMPLE]\n')).toEqual([
      'tidewire.yaml:3:7 "y.EXAMPLE" has an owner already: it is also in owners.A',
    ])
    expect(problemsOf('owners: { A: 5 }')).toEqual([
      'tidewire.yaml:1:14 owners.A: expected a list of texts, got 5',
    ])
  })

  test('broken YAML is told by line, and nothing else is guessed from it', () => {
    const problems = problemsOf('site:\n  title: a\n title: b\nhttp: [')

    expect(problems.length).toBeGreaterThan(0)
    for (const problem of problems) expect(problem).toMatch(/^tidewire\.yaml:\d+:\d+ \w/u)
  })

  test('an option written twice is told', () => {
    expect(problemsOf('site:\n  title: a\n  title: b\n')).toEqual([
      'tidewire.yaml:3:3 map keys must be unique',
    ])
  })

  test('a bomb of aliases is refused', () => {
    const lines = ['a: &a [x,x,x,x,x,x,x,x,x]']
    for (const [to, from] of ['ba', 'cb', 'dc', 'ed', 'fe'])
      lines.push(`${to}: &${to} [${`*${from},`.repeat(9)}]`)

    expect(problemsOf(lines.join('\n')).join()).toMatch(/alias/iu)
  })

  test('a secret is never repeated', () => {
    const problems = problemsOf(`
redis: { url: "hunter2" }
http: { apiKeys: [{ name: a, key: hunter2 }] }
subscriptions: [{ url: "https://a.example/", secret: hunter2 }]
`)

    expect(problems).toHaveLength(3)
    expect(problems.join()).not.toContain('hunter2')
  })
})

describe('the environment', () => {
  test('stands over the file, for every single option', () => {
    const config = load('http: { port: 1 }\nredis: { prefix: file }', {
      TIDEWIRE_HTTP_PORT: '9000',
      TIDEWIRE_REDIS_URL: 'rediss://:secret@redis.example:6380',
      TIDEWIRE_POLLING_PER_HOST: '7',
      TIDEWIRE_POLLING_MIN_INTERVAL: '90s',
      TIDEWIRE_LOG_PRETTY: 'true',
      TIDEWIRE_HTTP_TRUSTED_PROXIES: '127.0.0.1, ::1, 172.16.0.0/12',
      TIDEWIRE_NETWORK_FEEDS_ALLOW: '127.0.0.0/8, feeds:21200',
      TIDEWIRE_NETWORK_CALLBACKS_PORTS: '443, 9443',
      TIDEWIRE_SITE_TITLE: '',
    })

    expect(config.http.port).toBe(9000)
    expect(config.http.trustedProxies).toEqual(['127.0.0.1', '::1', '172.16.0.0/12'])
    expect(config.redis).toMatchObject({ url: 'rediss://:secret@redis.example:6380', prefix: 'file' })
    expect(config.polling).toMatchObject({ perHost: 7, minIntervalMs: 90_000 })
    expect(config.log.pretty).toBe(true)
    expect(config.network.feeds.allow).toEqual(['127.0.0.0/8', 'feeds:21200'])
    expect(config.network.callbacks.ports).toEqual([443, 9443])
    expect(config.site.title).toBe('Tidewire')
  })

  test('a mistake names the variable', () => {
    expect(problemsOf('http: { port: 1 }', { TIDEWIRE_HTTP_PORT: 'web' })).toEqual([
      'TIDEWIRE_HTTP_PORT: http.port: expected a whole number from 0 to 65535, got "web"',
    ])
  })

  test('API keys are written as name:scope:key', () => {
    const env = { TIDEWIRE_HTTP_API_KEYS: 'ops:admin:0123456789abcdef, grafana:read:fedcba9876543210' }

    expect(load('', env).http.apiKeys).toEqual([
      { name: 'ops', scope: 'admin', key: '0123456789abcdef' },
      { name: 'grafana', scope: 'read', key: 'fedcba9876543210' },
    ])
  })

  test('a _FILE twin gives what its file holds; both at once is a mistake, a missing file too', () => {
    writeFileSync(join(cwd, 'redis-url'), 'redis://:pw@h:6379\n')

    expect(load('', { TIDEWIRE_REDIS_URL_FILE: 'redis-url' }).redis.url).toBe('redis://:pw@h:6379')
    expect(problemsOf('', { TIDEWIRE_REDIS_URL_FILE: 'redis-url', TIDEWIRE_REDIS_URL: 'redis://h' })).toEqual(
      ['TIDEWIRE_REDIS_URL_FILE and TIDEWIRE_REDIS_URL are both set; keep one'],
    )
  })

  test('what stands where the path of a secret’s file belongs is not repeated: it may be the secret', () => {
    expect(problemsOf('', { TIDEWIRE_REDIS_URL_FILE: 'redis://:pw@h:6379' })).toEqual([
      'TIDEWIRE_REDIS_URL_FILE names a file that cannot be read: there is no such file, ENOENT',
    ])
    expect(problemsOf('subscriptions: [{ url: "https://a.example/", secretFile: whsec_hunter2 }]')).toEqual([
      'tidewire.yaml:1:58 subscriptions[0].secretFile names a file that cannot be read: there is no such file, ENOENT',
    ])
  })

  test('secrets of the file may stand in files of their own', () => {
    const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`
    writeFileSync(join(cwd, 'hook'), `${secret}\n`)

    const config = load('subscriptions: [{ url: "https://a.example/", secretFile: hook }]')

    expect(config.subscriptions[0]).toEqual({
      url: 'https://a.example/',
      eventTypes: [],
      listIds: [],
      secret,
    })
  })

  test('an unknown variable only warns: Kubernetes sets some by itself', () => {
    const config = load('', {
      TIDEWIRE_HTTP_PROT: '1',
      TIDEWIRE_SERVICE_HOST: '10.0.0.1',
      TIDEWIRE_TEST_REDIS_URL: 'x',
      HOME: '/',
    })

    expect(config.warnings).toEqual([
      'TIDEWIRE_HTTP_PROT is not an option; did you mean TIDEWIRE_HTTP_PORT?',
      expect.stringContaining('TIDEWIRE_SERVICE_HOST is not an option'),
    ])
  })
})

test('a printed configuration shows no secret', () => {
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
  const config = load(`
redis: { url: "redis://user:hunter2@h:6379,redis://:hunter2@i:6379" }
http: { apiKeys: [{ name: ops, key: hunter2-hunter2-hunter2 }] }
subscriptions: [{ url: "https://a.example/hook?token=hunter2", secret: "${secret}" }]
`)

  const printed = JSON.stringify(maskConfig(config))

  expect(printed).not.toContain('hunter2')
  expect(printed).not.toContain(secret)
  expect(maskConfig(config).redis.url).toBe('redis://user:***@h:6379,redis://:***@i:6379')
  const watched = load('redis: { url: "sentinel://:hunter2@a:26379,b:26379/desk" }')
  expect(maskConfig(watched).redis.url).toBe('sentinel://:***@a:26379,b:26379/desk')
})
