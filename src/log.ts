import { isatty } from 'node:tty'
import {
  type DestinationStream,
  destination as fileDestination,
  type Logger,
  pino,
  stdTimeFunctions,
} from 'pino'
import { prettyFactory } from 'pino-pretty'
import type { Config } from './config.ts'

export type Log = Logger

export interface LogOptions {
  /** Which process writes: `poll`, `web`, `cli`. */
  readonly name: string
  /** Commands print their answer on stdout and log to stderr. */
  readonly to?: 'stdout' | 'stderr'
  /** Instead of either; for tests. */
  readonly stream?: DestinationStream
}

const SECRET_FIELDS = [
  'secret',
  'secrets',
  'password',
  'token',
  'apiKey',
  'apiKeys',
  'authorization',
  'cookie',
  '["set-cookie"]',
  '["webhook-signature"]',
  '["x-hub-signature"]',
]

/** JSON lines, one per event, written before the call returns, so that none is lost on exit. */
export function createLog(config: Pick<Config, 'log'>, { name, to = 'stdout', stream }: LogOptions): Log {
  const fd = to === 'stdout' ? 1 : 2
  const plain = stream ?? fileDestination({ dest: fd, sync: true })
  const destination = config.log.pretty ? prettily(plain, stream === undefined && isatty(fd)) : plain
  return pino(
    {
      name,
      level: config.log.level,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError, error: describeError },
      redact: { paths: redactedPaths(), censor: '***' },
    },
    destination,
  )
}

/** Two levels below the line are enough: nothing deeper is logged by rule. */
function redactedPaths(): string[] {
  return SECRET_FIELDS.flatMap((field) => {
    const below = field.startsWith('[') ? field : `.${field}`
    return [field, `*${below}`, `*.headers${below}`, `headers${below}`]
  })
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
    ...(depth === 0 && { stack: error.stack }),
    ...(error.cause !== undefined && depth < 3 && { cause: describeError(error.cause, depth + 1) }),
  }
}

/** Formats in the same call: a stream between would lose the last lines on exit. */
function prettily(plain: DestinationStream, colorize: boolean): DestinationStream {
  const format = prettyFactory({ colorize })
  return { write: (line) => plain.write(format(line)) }
}
