import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { beforeAll, expect, inject, test } from 'vitest'
import type { Context } from '../../../src/app.ts'
import { EXAMPLES, openExamples, withExamples } from '../../quality/examples.ts'
import { openSpace } from '../../support/redis-space.ts'

const { redis, innerPrefix } = openSpace({ url: inject('redisUrl') }, 'explain-page')

let context: Context

beforeAll(async () => {
  context = await openExamples(redis, innerPrefix())
})

/** Where rules or texts of the newsroom have changed, `make examples ARGS=--write` renews them. */
test.each(Object.keys(EXAMPLES))('%s explains stories as the program does', async (page) => {
  const text = readFileSync(resolve(import.meta.dirname, '../../..', page), 'utf8')

  expect(text).toBe(await withExamples(context, page, text))
})

test('an example that says something else is renewed, and nothing around it', async () => {
  const text = 'Before.\n\n```\n$ bin/tidewire explain top 0\nnothing\n```\n\nBehind, $& and $1.\n'

  const renewed = await withExamples(context, 'README.md', text)

  expect(renewed).toMatch(/^Before\.\n\n```\n\$ bin\/tidewire explain top \w{26}\nPaloma Iriondo Wins /)
  expect(renewed).toMatch(/\n```\n\nBehind, \$& and \$1\.\n$/)
  await expect(withExamples(context, 'docs/explaining.md', text)).rejects.toThrow('1 examples, expected 4')
})
