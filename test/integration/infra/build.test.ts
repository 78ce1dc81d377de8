import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { uniquePrefix } from '../../support/redis.ts'

const root = join(import.meta.dirname, '../../..')
const run = promisify(execFile)
let dir = ''

/** The built command, with the packages of the checkout beside it. */
const built = (args: readonly string[], env: Record<string, string> = {}) =>
  run(process.execPath, [join(dir, 'src/cli/main.js'), ...args], {
    cwd: dir,
    env: { ...process.env, ...env },
  })

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'tidewire-build-'))
  await run(process.execPath, ['infra/ci/build.ts', dir], { cwd: root })
  symlinkSync(join(root, 'node_modules'), join(dir, 'node_modules'))
}, 300_000)
afterAll(() => rmSync(dir, { recursive: true, force: true }))

test('what is built says its version and reads a feed in a thread of its own', async () => {
  const file = join(dir, 'feed.xml')
  writeFileSync(
    file,
    '<rss version="2.0"><channel><title>Blog</title><item><title>Bridge opens</title></item></channel></rss>',
  )

  expect((await built(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  const { stdout } = await built(['parse', file])
  expect(JSON.parse(stdout)).toMatchObject({ title: 'Blog', entries: [{ title: 'Bridge opens' }] })
})

test('what is built finds its Lua and puts entries into stories', async () => {
  const file = join(dir, 'entries.ndjson')
  const line = (id: number, publisher: string, title: string) =>
    JSON.stringify({
      id,
      publisher,
      url: `https://${publisher}.example/1`,
      title,
      publishedAt: '2026-11-29T10:00:00Z',
    })
  writeFileSync(
    file,
    [
      line(1, 'a', 'Volcano erupts near Grindavik, town evacuated'),
      line(2, 'b', 'Volcano erupts near Grindavik, town evacuated'),
    ].join('\n'),
  )

  const { stdout } = await built(['replay', file], {
    TIDEWIRE_REDIS_URL: inject('redisUrl'),
    TIDEWIRE_REDIS_PREFIX: uniquePrefix('built'),
  })

  const stories = stdout
    .trim()
    .split('\n')
    .map((row) => (JSON.parse(row) as { story: string }).story)
  expect(stories).toHaveLength(2)
  expect(new Set(stories).size).toBe(1)
})
