import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { closeServer, listenOn, portOf } from '../../support/newsroom/loopback.ts'

const start = join(import.meta.dirname, '../../../infra/local/start.ts')

/** Runs `make start` to its end; its exit code and what it told. */
function runStart(env: Record<string, string>): Promise<{ code: unknown; err: string }> {
  return new Promise((done) => {
    execFile(process.execPath, [start], { env: { ...process.env, ...env } }, (error, _out, err) =>
      done({ code: error === null ? 0 : error.code, err }),
    )
  })
}

test('what answers at its port already is not announced as the Tidewire that was started', async () => {
  const other = await listenOn('127.0.0.1', 0, (_request, response) => response.end('{}'))
  const port = String(portOf(other))

  // Nothing listens on port 1: whatever is started in spite of it ends by itself.
  const { code, err } = await runStart({
    TIDEWIRE_HTTP_PORT: port,
    TIDEWIRE_REDIS_URL: 'redis://127.0.0.1:1',
  })
  await closeServer(other)

  expect(err).toBe(
    `127.0.0.1:${port} cannot be listened on: EADDRINUSE; something else (or Tidewire itself) is there: end it, or set http.port (TIDEWIRE_HTTP_PORT) to another\n`,
  )
  expect(code).toBe(1)
})
