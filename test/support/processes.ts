import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { StageName } from '../../src/app.ts'
import { COMPILE_CACHE } from './compile-cache.ts'

/** One line of a worker's log. */
export interface LogLine {
  readonly level: string
  readonly msg: string
  readonly [field: string]: unknown
}

/** A worker as an operator runs it: a process of its own. */
export interface WorkerProcess {
  readonly stage: StageName | 'all'
  readonly pid: number
  /** Its log so far; the newest lines when it is long. */
  readonly lines: readonly LogLine[]
  /** What it wrote that is no log line: what people read when it refuses to start. */
  readonly words: readonly string[]
  /** Resolves at the log line that says it works; rejects when it ends before. */
  readonly started: Promise<void>
  /** Its exit code; 128 + n when signal n ended it. */
  readonly exited: Promise<number>
  isOver(): boolean
  signal(name: NodeJS.Signals): void
  /** SIGTERM, and its exit code. */
  stop(): Promise<number>
  /** SIGKILL, and waits until it is gone. */
  kill9(): Promise<void>
}

const ROOT = join(import.meta.dirname, '../..')
const LINES_KEPT = 20_000

/** Starts `workers/<stage>.ts` with the configuration in `configFile`. */
export function startWorker(
  stage: StageName | 'all',
  configFile: string,
  env: Readonly<Record<string, string>> = {},
): WorkerProcess {
  const child = spawn(process.execPath, [join(ROOT, 'workers', `${stage}.ts`)], {
    cwd: ROOT,
    // The variables of whoever runs the tests must not configure the worker.
    env: { PATH: process.env.PATH ?? '', ...COMPILE_CACHE, ...env, TIDEWIRE_CONFIG: configFile },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const killAtExit = () => child.kill('SIGKILL')
  process.once('exit', killAtExit)
  const exited = new Promise<number>((resolve) => {
    child.once('close', (code, signal) => {
      process.off('exit', killAtExit)
      resolve(code ?? 128 + constants.signals[signal ?? 'SIGKILL'])
    })
  })
  const lines: LogLine[] = []
  const words: string[] = []
  const started = new Promise<void>((resolve, reject) => {
    const take = (text: string) => {
      const line = readLine(text)
      if (!line) words.push(text)
      else {
        lines.push(line)
        if (lines.length > LINES_KEPT) lines.splice(0, LINES_KEPT / 2)
        if (line.msg === 'started') resolve()
      }
    }
    readLines(child, take)
    void exited.then((code) =>
      reject(new Error(`${stage} ended with ${code}: ${describe(lines, words).join('\n')}`)),
    )
  })
  // Whoever waits for the exit code does not have to look at this one.
  started.catch(() => undefined)
  const isOver = () => child.exitCode !== null || child.signalCode !== null
  return {
    stage,
    pid: child.pid ?? 0,
    lines,
    words,
    started,
    exited,
    isOver,
    signal: (name) => void child.kill(name),
    stop() {
      if (!isOver()) child.kill('SIGTERM')
      return exited
    },
    async kill9() {
      child.kill('SIGKILL')
      await exited
    },
  }
}

/** Keeps a worker running, as systemd or Kubernetes would, until it is told to stop. */
export interface SupervisedWorker {
  readonly stage: StageName | 'all'
  /** The process that runs now. */
  current(): WorkerProcess
  /** Every process that ever ran in this place. */
  readonly history: readonly WorkerProcess[]
  /** Ends it for good; its exit code. */
  stop(): Promise<number>
}

export function superviseWorker(
  stage: StageName | 'all',
  configFile: string,
  env?: Readonly<Record<string, string>>,
): SupervisedWorker {
  const history: WorkerProcess[] = []
  let stopping = false
  const start = (): WorkerProcess => {
    const worker = startWorker(stage, configFile, env)
    history.push(worker)
    void worker.exited.then(() => {
      if (!stopping) start()
    })
    return worker
  }
  start()
  const current = () => history.at(-1) as WorkerProcess
  return {
    stage,
    current,
    history,
    stop() {
      stopping = true
      return current().stop()
    },
  }
}

function readLines(child: ChildProcess, take: (text: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', take)
  }
}

function readLine(text: string): LogLine | undefined {
  if (!text.startsWith('{')) return undefined
  try {
    return JSON.parse(text) as LogLine
  } catch {
    // Cut off by SIGKILL.
    return undefined
  }
}

function describe(lines: readonly LogLine[], words: readonly string[]): string[] {
  return [...lines.slice(-5).map((line) => JSON.stringify(line)), ...words.slice(-5)]
}

/** Base URL of a process that serves the web, without a slash at its end. */
export function webAddressOf({ lines }: WorkerProcess): string {
  for (const { msg } of lines) {
    const [, url] = /^Server listening at (http:\S+)$/.exec(msg) ?? []
    if (url !== undefined) return url
  }
  throw new Error('the process has not said where it listens')
}
