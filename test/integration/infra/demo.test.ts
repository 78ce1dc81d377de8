import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { closeServer, listenOn, portOf } from '../../support/newsroom/loopback.ts'

const demo = join(import.meta.dirname, '../../../infra/local/demo.ts')

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tidewire-demo-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

/** Runs `make demo` to its end; its exit code and what it told. */
function runDemo(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<{ code: unknown; err: string }> {
  return new Promise((done) => {
    const all = [demo, '--dir', dir, '--seconds', '5', ...args]
    execFile(process.execPath, all, { env: { ...process.env, ...env } }, (error, _out, err) =>
      done({ code: error === null ? 0 : error.code, err }),
    )
  })
}

test('workers that die at start are told of with what they said and where their log is', async () => {
  const { code, err } = await runDemo([], { TIDEWIRE_POLLING_TIMEOUT: 'nonsense' })

  expect(err).toContain('the workers ended with 2. They said last:\n  TIDEWIRE_POLLING_TIMEOUT: ')
  expect(err).toContain(`got "nonsense"\nTheir whole log is ${join(dir, 'tidewire.log')}\n`)
  expect(err).not.toContain('Open http')
  expect(code).toBe(2)
})

test('what answers at the chosen port already is not announced as the demo', async () => {
  const other = await listenOn('127.0.0.1', 0, (_request, response) => response.end('{}'))
  const port = String(portOf(other))

  const { code, err } = await runDemo(['--port', port])
  await closeServer(other)

  expect(err).toBe(
    `127.0.0.1:${port} cannot be listened on: EADDRINUSE; end what is there, or choose another with --port\n`,
  )
  expect(code).toBe(1)
})
