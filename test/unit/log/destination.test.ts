import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const LOG = join(import.meta.dirname, '../../../src/log.ts')
const PROGRAM = `
  const { createLog } = await import(${JSON.stringify(LOG)})
  const log = createLog({ log: { level: 'info', pretty: false } }, { name: 'poll' })
  for (let line = 0; line < 2000; line++) log.info({ line, text: 'x'.repeat(1000) }, 'poll done')
  process.stderr.write('worked to the end')
`

test('a disk without room for the log stops no work, and is told of once', async () => {
  const full = openSync('/dev/full', 'w')
  const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM], {
    stdio: ['ignore', full, 'pipe'],
  })
  closeSync(full)
  let said = ''
  child.stderr?.on('data', (part) => (said += part))

  const code = await new Promise((resolve) => child.once('close', resolve))

  expect([code, said]).toEqual([
    0,
    'tidewire: the log cannot be written (ENOSPC); work goes on\nworked to the end',
  ])
})
