import { afterEach, expect, test, vi } from 'vitest'
import { createLog, describeError } from '../../src/log.ts'
import { TidewireError } from '../../src/model/errors.ts'

function capture(level = 'info', pretty = false) {
  const lines: string[] = []
  const log = createLog(
    { log: { level, pretty } },
    { name: 'poll', stream: { write: (line) => lines.push(line) } },
  )
  return { log, lines, line: () => JSON.parse(lines[0] ?? '{}') }
}

afterEach(() => {
  vi.useRealTimers()
})

test('a line is JSON with level, time, the process and its facts', () => {
  const { log, line } = capture()

  log.info({ source_id: 's1', outcome: 'not_modified' }, 'poll done')

  expect(line()).toMatchObject({
    level: 'info',
    name: 'poll',
    source_id: 's1',
    outcome: 'not_modified',
    msg: 'poll done',
  })
  expect(line().time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/u)
})

test('the level decides what is written', () => {
  const { log, lines } = capture('warn')

  log.info('quiet')
  log.warn('loud')

  expect(lines).toHaveLength(1)
})

test('secrets are masked at the top, below it and in headers', () => {
  const { log, lines } = capture()

  log.info(
    {
      secret: 'hunter2',
      subscription: { secrets: ['hunter2'], url: 'https://a.example' },
      request: { headers: { authorization: 'Bearer hunter2', 'webhook-signature': 'v1,hunter2' } },
      headers: { cookie: 'hunter2', 'set-cookie': ['hunter2'], 'x-hub-signature': 'hunter2' },
      config: { password: 'hunter2', apiKeys: ['hunter2'] },
    },
    'all of it',
  )

  expect(lines.join()).not.toContain('hunter2')
  expect(lines.join()).toContain('https://a.example')
})

test('an error keeps code, retry and causes, and drops what libraries hang on it', () => {
  const { log, lines, line } = capture()
  const cause = Object.assign(new Error('WRONGTYPE'), { command: { args: ['hunter2'] } })

  log.error(
    { error: new TidewireError('fetch_failed', 'GET it failed', { retry: 'later', cause }) },
    'failed',
  )

  expect(line().error).toMatchObject({
    type: 'TidewireError',
    code: 'fetch_failed',
    retry: 'later',
    message: 'GET it failed',
    cause: { type: 'Error', message: 'WRONGTYPE' },
  })
  expect(line().error.stack).toBeUndefined()
  expect(lines.join()).not.toContain('hunter2')
})

test('an error that is its own cause does not hang the log', () => {
  const error = new Error('loop')
  error.cause = error

  expect(JSON.stringify(describeError(error))).toContain('loop')
})

test('pretty lines are for people', () => {
  const { log, lines } = capture('info', true)

  log.info({ outcome: 'new' }, 'poll done')

  expect(lines.join('')).toMatch(/INFO.*poll done/u)
  expect(() => JSON.parse(lines.join(''))).toThrow()
})

test('secrets are masked in lists, in what a child logger carries, and a level deeper than anything logged', () => {
  const { log, lines, line } = capture()

  log
    .child({ webhook: { secret: 'hunter2' } })
    .info({ hooks: [{ token: 'hunter2', id: 'w1' }], a: { b: { c: { password: 'hunter2' } } } }, 'more of it')

  expect(lines.join()).not.toContain('hunter2')
  expect(line()).toMatchObject({ webhook: { secret: '***' }, hooks: [{ token: '***', id: 'w1' }] })
})

test('masking changes nothing of what the caller holds', () => {
  const { log } = capture()
  const facts = { secret: 'hunter2', inner: { token: 'hunter2' } }

  log.info(facts, 'kept')

  expect(facts).toEqual({ secret: 'hunter2', inner: { token: 'hunter2' } })
})

test('nothing that a stranger wrote starts a line of its own or moves the cursor of a terminal', () => {
  const { log, lines, line } = capture()
  const title = 'Calm\n{"level":"fatal","msg":"forged"}\r\u001b[2J\u0000'

  log.info({ title, err: new TidewireError('feed_bad', title, { retry: 'later' }) }, 'poll done')

  expect(lines).toHaveLength(1)
  expect(lines[0]?.trimEnd()).toMatch(/^[^\u0000-\u001f]+$/u)
  expect(line()).toMatchObject({ level: 'info', title, msg: 'poll done' })
})

test('a stack stands where nobody expected the error, and nowhere else', () => {
  const refused = Object.assign(new Error('listen EADDRINUSE: 127.0.0.1:8080'), { syscall: 'listen' })
  const away = new Error('Reached the max retries per request limit (which is 3).')

  const stacks = [new TypeError('x is not a function'), refused, away].map(
    (error) => (describeError(error) as { stack?: string }).stack,
  )

  expect(stacks).toEqual([expect.stringContaining('log.test.ts'), undefined, undefined])
})

test('one cause that fails thousands of sources is a few lines; what differs in kind, and good news, is all told', () => {
  const { log, lines } = capture()

  for (let source = 0; source < 2_000; source++) {
    log.warn({ source_id: `s${source}`, outcome: 'failed', error: `no name h${source}` }, 'poll done')
    log.info({ source_id: `s${source}`, outcome: 'failed', error: `no name h${source}` }, 'poll done')
  }
  log.warn({ source_id: 'other', outcome: 'throttled', error: 'answered 429' }, 'poll done')
  log.error({ err: new Error('OOM command not allowed') }, 'Redis is full')
  for (let source = 0; source < 20; source++) log.info({ source_id: `s${source}` }, 'poll done')

  expect(lines).toHaveLength(5 + 5 + 1 + 1 + 20)
})

test('how many more there were is said of each kind, however many kinds there are', () => {
  vi.useFakeTimers()
  const { log, lines } = capture()

  for (let kind = 0; kind < 20; kind++) {
    for (let time = 0; time < 8; time++) log.warn({ err: new Error('no') }, `stage ${kind} failed`)
  }
  vi.advanceTimersByTime(60_000)

  const more = lines
    .map((line) => JSON.parse(line) as { msg: string; like: string; more: number })
    .filter(({ msg }) => msg === 'and more of these')
  expect(more).toHaveLength(20)
  expect(new Set(more.map(({ like }) => like)).size).toBe(20)
  expect(more.every((line) => line.more === 3)).toBe(true)
})

test('errors of one kind that name ids are one kind', () => {
  const { log, lines } = capture()

  for (const id of ['a1b', 'c2d', 'e3f', 'g4h', 'i5j', 'k6l', 'm7n'])
    log.warn({ err: new Error(`could not renew lock for job ${id}`) }, 'worker connection failed')

  expect(lines).toHaveLength(5)
})
