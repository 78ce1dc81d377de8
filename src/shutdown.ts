import { constants } from 'node:os'
import { isatty } from 'node:tty'

/** What shutdown needs of `process`; tests hand in an emitter of their own. */
export type ProcessFace = Pick<NodeJS.EventEmitter, 'on' | 'off'>

export interface ShutdownLog {
  info(fields: object, message: string): void
  error(fields: object, message: string): void
}

export interface ShutdownOptions {
  /** Whether there is one that can be closed; without it SIGHUP stops nothing. Default: what standard input and output are. */
  readonly hasTerminal?: boolean
  /** Time for the work in hand after the first signal; then the process ends with 1. */
  readonly graceMs: number
  readonly log: ShutdownLog
  /** Default `process.exit`. */
  readonly exit?: (code: number) => void
  readonly process?: ProcessFace
}

export interface Shutdown {
  /** Aborted by the first signal or by `begin`; its reason is the signal's name. */
  readonly signal: AbortSignal
  /** Stops as the first signal does. */
  begin(reason: string): void
  /**
   * Runs the program to its end and ends the process: with the number `main` returns, 0 when it returns none,
   * 1 when it throws. It really ends it: one forgotten connection would keep the process until SIGKILL.
   */
  run(main: (signal: AbortSignal) => Promise<unknown>): Promise<void>
}

/** SIGHUP is of a terminal that is closed. */
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const
/** npm passes on the SIGINT that the terminal has sent already: so close together they are one key press. */
const SAME_KEY_PRESS_MS = 100

/** First signal: abort and wait for the work in hand. Second: end at once with 128 + its number. */
export function createShutdown(options: ShutdownOptions): Shutdown {
  const { hasTerminal = isOnTerminal(), graceMs, log } = options
  const exit = options.exit ?? ((code: number) => process.exit(code))
  const face: ProcessFace = options.process ?? process
  const controller = new AbortController()
  const listeners = new Map<string, (argument: unknown) => void>()
  let deadline: NodeJS.Timeout | undefined
  let beganAt = 0

  function begin(reason: string): void {
    if (controller.signal.aborted) return
    // Before the line is written: whoever reads it and then presses again does so later.
    beganAt = performance.now()
    log.info({ reason, grace_ms: graceMs }, 'stopping')
    // Not unref'd: a process with nothing left to wait for but a promise must still end with 1.
    deadline = setTimeout(() => {
      log.error({ reason, grace_ms: graceMs }, 'work in hand did not end in time')
      end(1)
    }, graceMs)
    controller.abort(reason)
  }

  function onSignal(name: NodeJS.Signals): void {
    if (!controller.signal.aborted) {
      begin(name)
      return
    }
    if (name === 'SIGINT' && performance.now() - beganAt < SAME_KEY_PRESS_MS) return
    log.info({ reason: name }, 'stopped at once')
    end(128 + constants.signals[name])
  }

  function onCrash(error: unknown): void {
    log.error({ error }, 'ended by an error')
    end(1)
  }

  function end(code: number): void {
    clearTimeout(deadline)
    for (const [event, listener] of listeners) face.off(event, listener)
    listeners.clear()
    exit(code)
  }

  function listen(event: string, listener: (argument: unknown) => void): void {
    listeners.set(event, listener)
    face.on(event, listener)
  }

  for (const name of SIGNALS) {
    const isFree = name === 'SIGHUP' && !hasTerminal
    listen(name, isFree ? () => undefined : () => onSignal(name))
  }

  return {
    signal: controller.signal,
    begin,
    async run(main) {
      listen('uncaughtException', onCrash)
      listen('unhandledRejection', onCrash)
      try {
        const code = await main(controller.signal)
        end(typeof code === 'number' ? code : 0)
      } catch (error) {
        // What a stop interrupts may say so by throwing the signal's reason.
        if (controller.signal.aborted && isAbort(error, controller.signal)) return end(0)
        onCrash(error)
      }
    },
  }
}

/** Node undoes what `nohup` has set, but it also takes the terminal away. */
function isOnTerminal(): boolean {
  return [0, 1, 2].some(isatty)
}

function isAbort(error: unknown, signal: AbortSignal): boolean {
  return error === signal.reason || (error instanceof Error && error.name === 'AbortError')
}
