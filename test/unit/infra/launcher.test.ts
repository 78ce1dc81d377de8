import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const launcher = join(import.meta.dirname, '../../../bin/tidewire')

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tidewire launcher '))
})
afterEach(() => rmSync(dir, { recursive: true }))

/** A checkout of nothing but the launcher, a program and the wanted Nodes: scripts that print who they are. */
function checkout(
  root: string,
  { pinned, main = 'src/cli/main.ts' }: { pinned?: boolean; main?: string },
): string {
  const bin = join(root, 'bin/tidewire')
  put(bin)
  copyFileSync(launcher, bin)
  put(join(root, main))
  put(join(root, 'node_modules/commander/package.json'))
  if (pinned) fakeNode(join(root, 'node_modules/.bin/node'), 'pinned', 'v24.1.0')
  return bin
}

function fakeNode(path: string, name: string, version: string): void {
  put(path, `#!/bin/sh\n[ "$1" = --version ] && echo ${version} && exit\necho "${name} $@"\nexit 7\n`)
  chmodSync(path, 0o755)
}

function put(path: string, text = ''): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

function run(bin: string, args: readonly string[] = [], nodeDir = '/nowhere') {
  const env = { PATH: `${nodeDir}:/usr/bin-without-node:${join(dir, 'tools')}` }
  for (const tool of ['readlink', 'dirname']) linkTool(tool)
  const { status, stdout, stderr } = spawnSync('/bin/sh', [bin, ...args], { env, encoding: 'utf8', cwd: '/' })
  return { status, stdout: stdout.trim(), stderr }
}

/** Only the tools it needs: the machine's own Node must not be found. */
function linkTool(tool: string): void {
  const path = spawnSync('/bin/sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).stdout.trim()
  mkdirSync(join(dir, 'tools'), { recursive: true })
  spawnSync('ln', ['-sf', path, join(dir, 'tools', tool)])
}

test('the pinned Node runs the source, with all arguments and the exit code', () => {
  const root = join(dir, 'a checkout')

  const { status, stdout } = run(checkout(root, { pinned: true }), ['top', 'a b', '--json'])

  expect(stdout).toBe(`pinned ${root}/src/cli/main.ts top a b --json`)
  expect(status).toBe(7)
})

test('what polls and what places entries get room for what is young; others are started plainly', () => {
  const bin = checkout(join(dir, 'c'), { pinned: true })
  const optionsOf = (...args: string[]) => run(bin, args).stdout.split(' /')[0]

  expect(optionsOf('worker', 'poll')).toBe('pinned --max-semi-space-size=64 --no-allocation-site-pretenuring')
  expect(optionsOf('-c', 'other.yaml', 'worker', 'cluster')).toBe('pinned --max-semi-space-size=64')
  expect(optionsOf('--config=other.yaml', 'replay', 'file.ndjson')).toBe('pinned --max-semi-space-size=64')
  expect(optionsOf('worker', 'cluster')).toBe('pinned --max-semi-space-size=64')
  expect(optionsOf('replay', 'lines.ndjson')).toBe('pinned --max-semi-space-size=64')
  expect(optionsOf('worker', 'rank')).toBe('pinned')
})

test('the Node that is pinned knows these options', () => {
  const { status } = spawnSync(launcher, ['worker', 'poll', '--help'], { encoding: 'utf8' })

  expect(status).toBe(0)
})

test('it is found through links, absolute and relative', () => {
  const root = join(dir, 'checkout')
  checkout(root, { pinned: true })
  mkdirSync(join(dir, 'bin'))
  symlinkSync('../checkout/bin/tidewire', join(dir, 'bin/relative'))
  symlinkSync(join(dir, 'bin/relative'), join(dir, 'bin/absolute'))

  expect(run(join(dir, 'bin/absolute')).stdout).toBe(`pinned ${root}/src/cli/main.ts`)
})

test("without the pinned one, the machine's Node runs it when it is 24 or newer", () => {
  fakeNode(join(dir, 'node/node'), 'own', 'v26.0.0')

  expect(run(checkout(join(dir, 'c'), {}), ['lists'], join(dir, 'node')).stdout).toMatch(
    /^own .*main\.ts lists$/u,
  )
})

test('a checkout without its packages says which command brings them', () => {
  const root = join(dir, 'fresh')
  fakeNode(join(dir, 'node/node'), 'own', 'v26.0.0')
  const bin = checkout(root, {})
  rmSync(join(root, 'node_modules'), { recursive: true })

  const { status, stdout, stderr } = run(bin, ['parse', 'feed.xml'], join(dir, 'node'))

  expect([status, stdout]).toEqual([1, ''])
  expect(stderr).toBe(`tidewire: its npm packages are missing; in ${root} run \`npm ci\`.\n`)
})

test('an older Node is refused with what to do', () => {
  fakeNode(join(dir, 'node/node'), 'own', 'v20.20.2')

  const { status, stderr } = run(checkout(join(dir, 'c'), {}), [], join(dir, 'node'))

  expect(status).toBe(1)
  expect(stderr).toContain('needs Node 24 or newer, found v20.20.2')
  expect(stderr).toContain('npm ci')
})

test('no Node at all is told the same way', () => {
  const { status, stderr } = run(checkout(join(dir, 'c'), {}))

  expect(status).toBe(1)
  expect(stderr).toContain('needs Node 24 or newer.')
})

test('as an installed package it runs the built files: Node strips no types below node_modules', () => {
  const root = join(dir, 'node_modules/tidewire')
  const bin = checkout(root, { pinned: true })
  put(join(root, 'dist/src/cli/main.js'))

  expect(run(bin).stdout).toBe(`pinned ${root}/dist/src/cli/main.js`)
})

test('with nothing to run it says so', () => {
  const { status, stderr } = run(checkout(join(dir, 'c'), { pinned: true, main: 'README' }))

  expect(status).toBe(1)
  expect(stderr).toContain('npm run build')
})
