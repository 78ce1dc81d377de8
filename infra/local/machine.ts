import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline/promises'

export interface RunResult {
  /** 127 when the command does not exist. */
  readonly code: number
  readonly output: string
}

export interface RunOptions {
  /** Let the user see it work, on stderr. */
  readonly show?: boolean
}

const QUESTION_MS = 15_000

/** What finding and installing programs needs of the machine; tests hand in one of their own. */
export interface Machine {
  run(command: string, args: readonly string[], options?: RunOptions): Promise<RunResult>
  readonly isRoot: boolean
  /** A person sits there and can be asked. */
  readonly isTerminal: boolean
  ask(question: string): Promise<boolean>
}

export function thisMachine(): Machine {
  return {
    run,
    isRoot: process.getuid?.() === 0,
    isTerminal: process.stdin.isTTY === true && process.stderr.isTTY === true && !process.env.CI,
    async ask(question) {
      const lines = createInterface({ input: process.stdin, output: process.stderr })
      const answer = await lines.question(`${question} [y/N] `)
      lines.close()
      return /^y(es)?$/iu.test(answer.trim())
    },
  }
}

function run(
  command: string,
  args: readonly string[],
  { show = false }: RunOptions = {},
): Promise<RunResult> {
  return new Promise((done) => {
    // A question such as "which version are you" is answered at once or not at all; an installation takes its time.
    const timeout = show ? 0 : QUESTION_MS
    const child = spawn(command, args, { stdio: ['inherit', show ? 2 : 'pipe', show ? 2 : 'pipe'], timeout })
    let output = ''
    const collect = (part: Buffer) => {
      output += part
    }
    child.stdout?.on('data', collect)
    child.stderr?.on('data', collect)
    child.on('error', (error) => done({ code: 127, output: error.message }))
    child.on('close', (code) => done({ code: code ?? 1, output }))
  })
}
