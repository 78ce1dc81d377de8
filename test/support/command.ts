import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { COMPILE_CACHE } from './compile-cache.ts'

export interface CommandResult {
  /** Exit code; −1 when it had to be killed. */
  readonly code: number
  readonly out: string
  readonly err: string
}

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly stdin?: string | Uint8Array
  readonly cwd?: string
}

const ROOT = join(import.meta.dirname, '../..')
/** An empty directory: no `tidewire.yaml` of whoever runs the tests configures the command. */
const NOWHERE = mkdtempSync(join(tmpdir(), 'tidewire-nowhere-'))
process.once('exit', () => rmSync(NOWHERE, { recursive: true, force: true }))

/** A command that takes longer hangs, and is killed. */
const LIMIT_MS = 90_000

/** Runs `tidewire` as a shell would: a process of its own, on the pinned Node. */
export function tidewire(args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  const child = spawn(join(ROOT, 'node_modules/.bin/node'), [join(ROOT, 'src/cli/main.ts'), ...args], {
    cwd: options.cwd ?? NOWHERE,
    env: { PATH: process.env.PATH ?? '', HOME: NOWHERE, ...COMPILE_CACHE, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
  // One that does not read its input may be gone before all of it is written.
  child.stdin.on('error', () => undefined)
  child.stdin.end(options.stdin ?? '')
  const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      clearTimeout(timer)
      resolve({
        code: code ?? -1,
        out: Buffer.concat(out).toString('utf8'),
        err: Buffer.concat(err).toString('utf8'),
      })
    })
  })
}

/** The JSON documents of an output that has one a line. */
export function jsonLines(text: string): unknown[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}
