import { spawn } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createShutdown } from '../../src/shutdown.ts'

/** Runs the fixture and answers how it ended; `act` runs as soon as it says that it is ready. */
function runWorker(
  behaviour: string,
  act: (kill: (signal: NodeJS.Signals) => void, said: (words: string) => Promise<void>) => void,
  { graceMs = 5_000, under = [] }: { graceMs?: number; under?: readonly string[] } = {},
) {
  const file = join(import.meta.dirname, '../fixtures/processes/worker.ts')
  const [command = '', ...args] = [...under, process.execPath, file, behaviour, String(graceMs)]
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  let isReady = false
  const spoke = new EventEmitter()
  const said = async (words: string) => {
    while (!output.includes(words)) await once(spoke, 'words')
  }
  return new Promise<{ code: number | null; signal: string | null; output: string }>((done) => {
    child.stdout.on('data', (part) => {
      output += part
      spoke.emit('words')
      if (isReady || !output.includes('ready\n')) return
      isReady = true
      act((signal) => child.kill(signal), said)
    })
    child.on('close', (code, signal) => done({ code, signal, output }))
  })
}

describe('a real process', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('ends with 0 on %s once its work is done', async (signal) => {
    const { code, output } = await runWorker('finishes', (kill) => kill(signal))

    expect(code).toBe(0)
    expect(output).toContain('work in hand done')
    expect(output).toContain(`"reason":"${signal}"`)
  })

  test('that was started by nohup, or has no terminal, outlives one that is closed', async () => {
    const started = runWorker(
      'finishes',
      (kill) => {
        kill('SIGHUP')
        kill('SIGTERM')
      },
      { under: ['nohup'] },
    )

    const { code, output } = await started

    expect(code).toBe(0)
    expect(output).toContain('"reason":"SIGTERM"')
  })

  test.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('ends at once on a second %s, with %d', async (signal, expected) => {
    const { code, output } = await runWorker('hangs', async (kill, said) => {
      kill(signal)
      await said('stopping')
      // Within 100 ms it would be the same key press.
      setTimeout(() => kill(signal), 150)
    })

    expect(code).toBe(expected)
    expect(output).toContain('stopped at once')
  })

  test('ends with 1 when its work does not end in time', async () => {
    const { code, output } = await runWorker('hangs', (kill) => kill('SIGTERM'), { graceMs: 200 })

    expect(code).toBe(1)
    expect(output).toContain('work in hand did not end in time')
  })

  test('ends with 0 when its work ends by throwing what aborted it', async () => {
    expect((await runWorker('throws abort', (kill) => kill('SIGTERM'))).code).toBe(0)
  })

  test('ends with 1 when it throws, and says why', async () => {
    const { code, output } = await runWorker('throws', () => undefined)

    expect(code).toBe(1)
    expect(output).toContain('ended by an error')
  })

  test('ends with 1 on a rejection nobody waits for', async () => {
    expect((await runWorker('rejects beside', () => undefined)).code).toBe(1)
  })

  test('ends with the number its main returns', async () => {
    expect((await runWorker('returns 3', () => undefined)).code).toBe(3)
  })
})

describe('in a process of its own', () => {
  function start({ graceMs = 60_000, hasTerminal = true } = {}) {
    const face = new EventEmitter()
    const exits: number[] = []
    const log = { info: () => undefined, error: () => undefined }
    const exit = (code: number) => exits.push(code)
    const shutdown = createShutdown({ graceMs, hasTerminal, log, process: face, exit })
    return { face, exits, shutdown }
  }

  test('one press of Ctrl-C that npm passes on a second time is one press', async () => {
    const { face, exits, shutdown } = start()
    const running = shutdown.run(
      (signal) => new Promise((done) => signal.addEventListener('abort', () => setImmediate(done))),
    )

    face.emit('SIGINT')
    face.emit('SIGINT')
    await running

    expect(shutdown.signal.reason).toBe('SIGINT')
    expect(exits).toEqual([0])
  })

  test('a terminal that is closed stops it, where it has one', async () => {
    const [on, off] = [start(), start({ hasTerminal: false })]

    on.face.emit('SIGHUP')
    off.face.emit('SIGHUP')

    expect(on.shutdown.signal.reason).toBe('SIGHUP')
    expect(off.shutdown.signal.aborted).toBe(false)
    on.shutdown.begin('done')
    await on.shutdown.run(async () => undefined)
  })

  test('leaves no listener behind', async () => {
    const { face, shutdown } = start()

    await shutdown.run(async () => undefined)

    expect(face.eventNames()).toEqual([])
  })

  test('can be begun without a signal', async () => {
    const { exits, shutdown } = start()
    const running = shutdown.run(
      (signal) => new Promise<void>((done) => signal.addEventListener('abort', () => done())),
    )

    shutdown.begin('lease lost')
    await running

    expect(shutdown.signal.reason).toBe('lease lost')
    expect(exits).toEqual([0])
  })
})
