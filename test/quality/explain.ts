/**
 * `make examples`: holds the examples of `tidewire explain` that pages show against the program. Exits with 1 when one says
 * something else; `--write` renews them.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { closeRedis, createRedis } from '../../src/redis/client.ts'
import { startPrivateRedis } from '../support/redis.ts'
import { EXAMPLES, openExamples, withExamples } from './examples.ts'

const ROOT = resolve(import.meta.dirname, '../..')

const server = await startPrivateRedis()
const redis = createRedis({ url: server.url }, 'commands')
try {
  const context = await openExamples(redis, 'examples')
  for (const page of Object.keys(EXAMPLES)) {
    const path = resolve(ROOT, page)
    const text = await readFile(path, 'utf8')
    const renewed = await withExamples(context, page, text)
    if (renewed === text) console.log(`${page} holds`)
    else if (process.argv.includes('--write')) {
      await writeFile(path, renewed)
      console.log(`${page} written: read whether the sentences around its examples still hold`)
    } else {
      process.exitCode = 1
      const known = new Set(text.split('\n'))
      console.error(`${page} says something else; lines that changed:`)
      for (const line of renewed.split('\n')) if (!known.has(line)) console.error(`  ${line}`)
    }
  }
} finally {
  await closeRedis(redis)
  await server.stop()
}
