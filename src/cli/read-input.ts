import { createReadStream } from 'node:fs'
import { TidewireError } from '../app.ts'

/** Bytes of a file or, for `-`, of standard input; throws as soon as there are more than `maxBytes`. */
export async function readInput(file: string, maxBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of file === '-' ? process.stdin : createReadStream(file)) {
    const bytes = Buffer.from(chunk)
    sizeBytes += bytes.byteLength
    if (sizeBytes > maxBytes) {
      const name = file === '-' ? 'standard input' : file
      throw new TidewireError('input_too_large', `${name} is larger than ${maxBytes} bytes`, {
        retry: 'never',
      })
    }
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}
