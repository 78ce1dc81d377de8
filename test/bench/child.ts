import { fork } from 'node:child_process'
import { join } from 'node:path'

/** A process of ours that answers calls; ends with this one, whatever happens. */
export interface Child<Calls extends Record<string, Handler>> {
  readonly call: <Name extends keyof Calls & string>(
    name: Name,
    ...args: Parameters<Calls[Name]>
  ) => Promise<Awaited<ReturnType<Calls[Name]>>>
  stop(): Promise<void>
}

// biome-ignore lint/suspicious/noExplicitAny: handlers differ in what they take; `call` gives it back its type.
type Handler = (...args: any[]) => unknown

interface Question {
  readonly id: number
  readonly name: string
  readonly args: readonly unknown[]
}

interface Answer {
  readonly id: number
  readonly value?: unknown
  readonly error?: string
}

export function startChild<Calls extends Record<string, Handler>>(
  file: string,
  options: { log: number; nodeOptions?: readonly string[] },
): Child<Calls> {
  const child = fork(join(import.meta.dirname, file), {
    // The variables of whoever runs this must not configure the program.
    env: { PATH: process.env.PATH ?? '' },
    execArgv: [...(options.nodeOptions ?? [])],
    stdio: ['ignore', options.log, options.log, 'ipc'],
  })
  const killAtExit = () => child.kill('SIGKILL')
  process.once('exit', killAtExit)
  const open = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let over: Error | undefined
  const exited = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      process.off('exit', killAtExit)
      over = new Error(`${file} ended with ${signal ?? code}`)
      for (const { reject } of open.values()) reject(over)
      open.clear()
      resolve()
    })
  })
  child.on('message', (message: Answer) => {
    const question = open.get(message.id)
    open.delete(message.id)
    if (message.error === undefined) question?.resolve(message.value)
    else question?.reject(new Error(`${file}: ${message.error}`))
  })
  let last = 0
  return {
    call: (name, ...args) =>
      new Promise((resolve, reject) => {
        if (over) return reject(over)
        const id = ++last
        open.set(id, { resolve: resolve as (value: unknown) => void, reject })
        child.send({ id, name, args } satisfies Question)
      }),
    async stop() {
      if (over) return
      child.disconnect()
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
      await exited
      clearTimeout(timer)
    },
  }
}

const STOP_MS = 5_000

/** The other side: answers calls until the parent lets go. */
export function answerCalls(handlers: Record<string, Handler>, atEnd: () => Promise<void>): void {
  process.on('message', async ({ id, name, args }: Question) => {
    const answer: Answer = await (async () => handlers[name]?.(...args))().then(
      (value) => ({ id, value }),
      (error: unknown) => ({
        id,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
    )
    if (process.connected) process.send?.(answer)
  })
  process.once('disconnect', () => {
    // `exit` even so: an open keep-alive socket must not hold the process.
    void atEnd().finally(() => process.exit(0))
  })
}
