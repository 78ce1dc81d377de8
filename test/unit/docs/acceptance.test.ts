import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const TESTS = resolve(import.meta.dirname, '../..')
const PAGE = readFileSync(resolve(TESTS, '../docs/acceptance.md'), 'utf8')
const ROWS = PAGE.split('\n').filter((line) => /^\| [PTD]\d+ \|/.test(line))

test('every test that the page names is there', () => {
  const missing: string[] = []
  for (const row of ROWS) {
    const named = [...row.matchAll(/`([^`]+\.test\.ts)`: “(.+?)”(?=<br>| \|)/g)]
    if (named.length === 0) missing.push(`${row.slice(0, 8)} names no test`)
    for (const [, file = '', title = ''] of named) {
      const path = join(TESTS, file)
      if (!existsSync(path) || !readFileSync(path, 'utf8').includes(title)) missing.push(`${file}: ${title}`)
    }
  }

  expect(ROWS.length).toBeGreaterThan(100)
  expect(missing).toEqual([])
})

test('every case of polling, publishing, hostile input and delivery is in the table', () => {
  const listed = new Set(ROWS.map((row) => /^\| ([PTD]\d+) /.exec(row)?.[1]))

  const numbered = (letter: string, count: number) =>
    Array.from({ length: count }, (_, n) => `${letter}${n + 1}`)
  for (const id of [...numbered('P', 67), ...numbered('T', 25), ...numbered('D', 25)]) {
    expect({ id, known: listed.has(id) }).toEqual({ id, known: true })
  }
})
