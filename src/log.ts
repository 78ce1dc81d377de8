import { isatty } from 'node:tty'
import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino'
import { prettyFactory } from 'pino-pretty'
import type { Config } from './config.ts'
import { openDestination } from './log/destination.ts'
import { createRepeats } from './log/repeats.ts'
import { TidewireError } from './model/errors.ts'
import { isOutage } from './redis/refusals.ts'

export type Log = Logger

export interface LogOptions {
  /** Which process writes: `poll`, `web`, `cli`. */
  readonly name: string
  /** Commands print their answer on stdout and log to stderr. */
  readonly to?: 'stdout' | 'stderr'
  /** Instead of either; for tests. */
  readonly stream?: DestinationStream
}

const SECRET_FIELDS: ReadonlySet<string> = new Set([
  ...['secret', 'secrets', 'password', 'token', 'apiKey', 'apiKeys'],
  ...['authorization', 'cookie', 'set-cookie', 'webhook-signature', 'x-hub-signature'],
])
/** Levels below the line that are looked through; nothing deeper is logged by rule. */
const MASKED_DEPTH = 3

/** JSON lines, one per event, written before the call returns, so that none is lost on exit. */
export function createLog(config: Pick<Config, 'log'>, { name, to = 'stdout', stream }: LogOptions): Log {
  const fd = to === 'stdout' ? 1 : 2
  const plain =
    stream ?? openDestination(fd, (lines) => log.warn({ lines }, 'lines of the log could not be written'))
  const destination = config.log.pretty ? prettily(plain, stream === undefined && isatty(fd)) : plain
  const isAdmitted = createRepeats({
    tell: ({ kind, more, overMs }) => {
      const { level, facts } = JSON.parse(kind) as Kind
      log[level]({ ...facts, more, over_ms: overMs }, MORE)
    },
  })
  const log: Log = pino(
    {
      name,
      hooks: {
        logMethod(line, write, level) {
          const kind = kindOf(line, level)
          if (kind === undefined || isAdmitted(kind)) write.apply(this, line)
        },
      },
      level: config.log.level,
      timestamp: stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (facts) => masked(facts, MASKED_DEPTH) as Record<string, unknown>,
      },
      serializers: { err: describeError, error: describeError },
    },
    destination,
  )
  // pino formats what each line says, and not what a child says on all of its lines.
  const { child } = log
  log.child = function maskedChild(this: Log, bindings: object, ...options: []) {
    return child.call(this, masked(bindings, MASKED_DEPTH) as object, ...options)
  } as typeof child
  return log
}

interface Kind {
  readonly level: 'info' | 'warn' | 'error'
  /** What lines of the kind have in common. */
  readonly facts: { readonly like: string; readonly outcome?: unknown; readonly because?: string }
}

/** Said of each kind by itself, and so of no kind: the causes of one bad hour end their windows together. */
const MORE = 'and more of these'

const INFO = 30
const WARN = 40
const ERROR = 50
const FATAL = 60

/** What repeats while one cause lasts: warnings, errors, and lines that tell of a failure. Undefined: any other line. */
function kindOf([facts, message]: readonly unknown[], level: number): string | undefined {
  if (level < INFO || level >= FATAL || message === MORE) return undefined
  if (typeof facts !== 'object' || facts === null) return undefined
  const { outcome, status_code, err, error = err } = facts as Readonly<Record<string, unknown>>
  if (level < WARN && error === undefined) return undefined
  const because = [status_code, error instanceof Error ? wordOf(error) : undefined].filter(Boolean).join(' ')
  const kind: Kind = {
    level: level >= ERROR ? 'error' : level >= WARN ? 'warn' : 'info',
    facts: { like: String(message), outcome, ...(because !== '' && { because }) },
  }
  return JSON.stringify(kind)
}

/** By what an error is told from others of its class: its code, or how its message begins. */
function wordOf(error: Error): string {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' ? code : [error.name, ...error.message.split(' ', 3)].join(' ')
}

/**
 * The same value, or a copy without what its secret fields hold. pino's own wildcards write every field through a
 * stringifier of their own, which doubles the cost of a line.
 */
function masked(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth < 0 || value instanceof Error) return value
  if (Array.isArray(value)) {
    const items = value.map((item) => masked(item, depth - 1))
    return items.some((item, index) => item !== value[index]) ? items : value
  }
  let copy: Record<string, unknown> | undefined
  for (const [key, held] of Object.entries(value)) {
    const shown = SECRET_FIELDS.has(key) && held !== undefined ? '***' : masked(held, depth - 1)
    if (shown === held) continue
    copy ??= { ...value }
    copy[key] = shown
  }
  return copy ?? value
}

/**
 * What helps of an error, by allow-list: libraries hang commands, requests and bodies on theirs.
 * Causes are followed, a few deep.
 */
export function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return error
  const { code, retry } = error as { code?: unknown; retry?: unknown }
  return {
    type: error.name,
    message: error.message,
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    ...(typeof retry === 'string' && { retry }),
    ...(depth === 0 && !isExpected(error) && { stack: error.stack }),
    ...(error.cause !== undefined && depth < 3 && { cause: describeError(error.cause, depth + 1) }),
  }
}

/** Thrown on purpose, by the system or by Redis: the message says it, and where in the code helps nobody. */
function isExpected(error: Error): boolean {
  const { syscall } = error as { syscall?: unknown }
  return error instanceof TidewireError || typeof syscall === 'string' || isOutage(error)
}

/** Formats in the same call: a stream between would lose the last lines on exit. */
function prettily(plain: DestinationStream, colorize: boolean): DestinationStream {
  const format = prettyFactory({ colorize })
  return { write: (line) => plain.write(format(line)) }
}
