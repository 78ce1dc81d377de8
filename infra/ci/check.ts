/** `make check`: every check runs, whatever the ones before it found. */
import { runNode } from './commands.ts'

const CHECKS = [
  { name: 'types', script: 'node_modules/typescript/bin/tsc', args: ['--noEmit'] },
  { name: 'style', script: 'node_modules/@biomejs/biome/bin/biome', args: ['check', '.'] },
  { name: 'unused code', script: 'node_modules/knip/bin/knip.js', args: [] },
] as const

let failed = 0
for (const { name, script, args } of CHECKS) {
  console.log(`checking ${name} …`)
  if ((await runNode(script, args)) !== 0) {
    console.error(`${name}: not in order`)
    failed++
  }
}
process.exit(failed === 0 ? 0 : 1)
