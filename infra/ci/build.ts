/**
 * `make build`: dist/, or the directory that is named, with the JavaScript of src and workers, and the files beside it that
 * code reads.
 */
import { cp, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { root, runNode } from './commands.ts'

const dist = resolve(process.argv[2] ?? join(root, 'dist'))
await rm(dist, { recursive: true, force: true })
const code = await runNode('node_modules/typescript/bin/tsc', ['-p', 'tsconfig.build.json', '--outDir', dist])
if (code !== 0) process.exit(code)
// Lua, templates, styles: everything but the TypeScript, which is there as JavaScript.
await cp(join(root, 'src'), join(dist, 'src'), { recursive: true, filter: (path) => !path.endsWith('.ts') })
