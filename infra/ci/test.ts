/**
 * `make test [PROJECTS="unit e2e"]`: brings Redis and a browser when tests need them, runs vitest, ends with one
 * line `N passed, N failed`. Exits with 1 when a test, a file or the run itself failed.
 */
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { thisMachine } from '../local/machine.ts'
import { findOrInstallRedis } from '../local/redis-binary.ts'
import { findOrInstallBrowser } from './browser.ts'
import { runNode } from './commands.ts'
import { formatSummary, summarise } from './summary.ts'

const tell = (line: string) => console.error(line)
const projects = process.argv.slice(2)
const runs = (project: string) => projects.length === 0 || projects.includes(project)
const env = { ...process.env }

if ((runs('integration') || runs('e2e') || runs('chaos')) && !env.TIDEWIRE_TEST_REDIS_URL) {
  await findOrInstallRedis(tell)
}
if (runs('e2e')) {
  const browser = await findOrInstallBrowser(tell, thisMachine())
  if (browser) env.TIDEWIRE_CHROMIUM ??= pathOf(browser)
}

const dir = await mkdtemp(join(tmpdir(), 'tidewire-test-'))
const reportFile = join(dir, 'report.json')
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
const chosen = projects.flatMap((project) => ['--project', project])
const code = await runNode('node_modules/vitest/vitest.mjs', ['run', ...reporters, ...chosen], env)
const report: unknown = await readFile(reportFile, 'utf8').then(JSON.parse, () => undefined)
await rm(dir, { recursive: true, force: true })

const summary = summarise(report, code)
console.log(formatSummary(summary))
process.exitCode = summary.failed > 0 || code !== 0 ? 1 : 0

/** Playwright wants the file, not the command. */
function pathOf(command: string): string {
  const places = (process.env.PATH ?? '').split(delimiter).map((dir) => join(dir, command))
  return places.find((place) => existsSync(place)) ?? command
}
