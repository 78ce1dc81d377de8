import type { Script, ScriptCall } from '../redis/scripts.ts'

interface Waiting {
  readonly call: ScriptCall
  resolve(reply: unknown): void
  reject(error: unknown): void
}

/**
 * Sends the calls of one turn of the event loop as one pipeline: many small calls that come about together then cost
 * one write to the socket. Each is its own call all the same; they are not one transaction.
 */
export function gather(script: Script): (call: ScriptCall) => Promise<unknown> {
  let waiting: Waiting[] = []
  const send = () => {
    const batch = waiting
    waiting = []
    script.many(batch.map(({ call }) => call)).then(
      (replies) => {
        for (const [index, { resolve }] of batch.entries()) resolve(replies[index])
      },
      (error: unknown) => {
        for (const { reject } of batch) reject(error)
      },
    )
  }
  return (call) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(send)
      waiting.push({ call, resolve, reject })
    })
}
