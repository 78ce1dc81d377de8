import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { fileTrouble } from '../config/file-trouble.ts'
import { TidewireError } from '../model/errors.ts'

/** A file that somebody named and that cannot be read: wrong usage. */
export class InputError extends TidewireError {}

export interface InputOptions {
  /** What should be in it, with its article: `an OPML list`. */
  readonly expected: string
  readonly maxBytes: number
  /** What `-` names. Default: that of this process. */
  readonly stdin?: Readable
}

/**
 * Bytes of a file or, for `-`, of standard input. Throws an InputError, code `read_` and the system's, for one that cannot be
 * read, and as soon as there are more than `maxBytes`: a file may be endless.
 */
export async function readInput(file: string, options: InputOptions): Promise<Uint8Array> {
  const { expected, maxBytes, stdin = process.stdin } = options
  const chunks: Buffer[] = []
  let sizeBytes = 0
  try {
    for await (const chunk of file === '-' ? stdin : createReadStream(file)) {
      const bytes = Buffer.from(chunk)
      sizeBytes += bytes.byteLength
      if (sizeBytes > maxBytes) throw tooLarge(file, maxBytes)
      chunks.push(bytes)
    }
  } catch (error) {
    throw error instanceof TidewireError ? error : unreadable(file, expected, error)
  }
  return Buffer.concat(chunks)
}

function tooLarge(file: string, maxBytes: number): TidewireError {
  const name = file === '-' ? 'standard input' : file
  return new TidewireError('read_too_large', `${name} is larger than ${maxBytes} bytes`, { retry: 'never' })
}

function unreadable(file: string, expected: string, error: unknown): InputError {
  const { code = 'failed' } = error as NodeJS.ErrnoException
  // A name that does not begin at the root means another file in each directory.
  const where = file.startsWith('/') ? '' : ` (read from ${process.cwd()})`
  return new InputError(
    `read_${code.toLowerCase()}`,
    `expected ${expected} or - for standard input, got "${file}"${where}: ${fileTrouble(error)}`,
    { retry: 'never', cause: error },
  )
}
