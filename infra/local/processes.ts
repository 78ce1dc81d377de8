import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { createShutdown } from '../../src/shutdown.ts'
import type { Tell } from './packages.ts'

/** Something that runs until it is stopped: a process, a server, a container. */
export interface Part {
  readonly name: string
  /** Ends it in order and waits for that. */
  stop(): Promise<void>
  /** Ends it at once, without waiting. */
  kill(): void
}

export interface ProcessPart extends Part {
  readonly pid: number
  /** Its exit code; 128 + n when signal n ended it. */
  readonly exited: Promise<number>
}

export interface ProcessOptions {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  readonly env?: NodeJS.ProcessEnv
  readonly cwd?: string
  /** Default: shares this process's output. A number is an open file. */
  readonly stdio?: 'inherit' | 'ignore' | number
  /** Wait after SIGTERM before SIGKILL. */
  readonly stopMs?: number
}

/**
 * Starts a program in a process group of its own: the terminal's Ctrl-C reaches only this process, which then
 * stops its parts in order. Sent to all at once, it would take Redis from under workers that still finish.
 */
export async function startProcess(options: ProcessOptions): Promise<ProcessPart> {
  const { name, command, args, stdio = 'inherit', stopMs = 30_000 } = options
  const child = spawn(command, args, {
    stdio: ['ignore', stdio, stdio],
    detached: true,
    env: options.env ?? process.env,
    ...(options.cwd !== undefined && { cwd: options.cwd }),
  })
  const exited = new Promise<number>((done) => {
    child.once('exit', (code, signal) => done(code ?? 128 + constants.signals[signal ?? 'SIGTERM']))
  })
  await started(child, command)
  const isOver = () => child.exitCode !== null || child.signalCode !== null
  return {
    name,
    pid: child.pid!,
    exited,
    kill() {
      if (!isOver()) process.kill(-child.pid!, 'SIGKILL')
    },
    async stop() {
      if (isOver()) return
      child.kill('SIGTERM')
      const inTime = await Promise.race([exited, sleep(stopMs, 'late' as const, { ref: false })])
      if (inTime === 'late') child.kill('SIGKILL')
      await exited
    },
  }
}

function started(child: ChildProcess, command: string): Promise<void> {
  return new Promise((done, fail) => {
    child.once('spawn', done)
    child.once('error', (error) => fail(new Error(`${command} cannot be started: ${error.message}`)))
  })
}

export interface Supervisor {
  /** From now on it ends when the supervisor ends. */
  add<P extends Part>(part: P): P
  /** Runs until `main` returns, then stops all parts, last added first, and ends this process with its code. */
  run(main: (signal: AbortSignal) => Promise<number>): Promise<void>
}

/** Ctrl-C ends everything in order, a second one at once. */
export function createSupervisor(tell: Tell, graceMs = 60_000): Supervisor {
  const parts: Part[] = []
  const shutdown = createShutdown({
    graceMs,
    log: {
      info: (_, message) => tell(`${message} …`),
      error: (fields, message) => tell(describe(fields, message)),
    },
    exit(code) {
      for (const part of parts) part.kill()
      process.exit(code)
    },
  })
  return {
    add(part) {
      parts.push(part)
      return part
    },
    run: (main) =>
      shutdown.run(async (signal) => {
        try {
          return await main(signal)
        } finally {
          for (let part = parts.pop(); part; part = parts.pop()) await part.stop()
        }
      }),
  }
}

function describe(fields: object, message: string): string {
  const { error } = fields as { error?: unknown }
  return error === undefined ? message : error instanceof Error ? error.message : String(error)
}
