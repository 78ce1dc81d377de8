import { CommanderError } from 'commander'
import { InputError } from '../app.ts'
import { ConfigError } from '../config.ts'
import { FAILED, printError, WRONG_USAGE } from './output.ts'
import { createProgram } from './program.ts'

/** Node ends with 0 when a reader such as `head` closes the pipe early. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

try {
  await createProgram().parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    // Help and version are answers; everything else of commander's is wrong usage, and it has said so.
    process.exitCode = error.exitCode === 0 ? 0 : WRONG_USAGE
  } else {
    printError(error)
    process.exitCode = error instanceof ConfigError || error instanceof InputError ? WRONG_USAGE : FAILED
  }
}

// A connection on its way out must not keep the shell waiting; what was printed must arrive.
await Promise.all([process.stdout, process.stderr].map(flushed))
process.exit()

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()))
}
