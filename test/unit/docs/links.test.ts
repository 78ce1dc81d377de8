import { globSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../../..')
const PAGES = globSync(['*.md', 'docs/*.md'], { cwd: ROOT })
const FILES = globSync(['*', '{bin,docs,infra,src,test,workers}/**/*'], { cwd: ROOT })
const TARGETS = readFileSync(join(ROOT, 'Makefile'), 'utf8')

const read = (page: string) => readFileSync(join(ROOT, page), 'utf8')
/** As the code hosts name headings. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\- ]/gu, '')
    .replaceAll(' ', '-')

test.each(PAGES)('%s links to what is there', (page) => {
  const broken = [...read(page).matchAll(/\]\((?!https?:)([^)\s#]*)(?:#([^)\s]+))?\)/g)].filter(
    ([, path = '', anchor]) => {
      const target = path === '' ? page : join(dirname(page), path)
      if (!FILES.includes(target)) return true
      if (anchor === undefined) return false
      return ![...read(target).matchAll(/^#+ (.+)$/gm)].some(
        ([, heading = '']) => anchorOf(heading) === anchor,
      )
    },
  )

  expect(broken.map(([link]) => link)).toEqual([])
})

test.each(PAGES)('%s names files and make targets that exist', (page) => {
  const spans = [...read(page).matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span)
  const names = spans.filter((span) => /^[\w./-]+\.(ts|lua|md|yaml|css|js|eta)$/.test(span))
  const targets = spans.flatMap((span) => /^make ([a-z]+)/.exec(span)?.[1] ?? [])

  const lost = names.filter((name) => !FILES.some((file) => file === name || file.endsWith(`/${name}`)))
  const unmade = targets.filter((target) => !new RegExp(`^${target}:`, 'm').test(TARGETS))

  expect([...lost, ...unmade]).toEqual([])
})

test('make hands ARGS on to every program that reads options', () => {
  const programs = [...TARGETS.matchAll(/^\t@\$\(NODE\) (\S+\.ts)(.*)$/gm)]
  const deaf = programs.filter(
    ([, program = '', rest]) => read(program).includes('parseArgs(') && !rest?.includes('$('),
  )

  expect(programs.length).toBeGreaterThan(5)
  expect(deaf.map(([line]) => line)).toEqual([])
})
