import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { createProgram } from '../../../src/cli/program.ts'
import { environmentOptions } from '../../../src/config/environment.ts'
import { createMetrics } from '../../../src/metrics.ts'
import { EVENT_TYPES } from '../../../src/model/index.ts'

const ROOT = resolve(import.meta.dirname, '../../..')
// The changelog also tells of what is gone.
const PAGES = globSync(['*.md', 'docs/*.md'], { cwd: ROOT }).filter((page) => page !== 'CHANGELOG.md')
const textOf = (page: string) => readFileSync(join(ROOT, page), 'utf8')
const spansOf = (page: string) => [...textOf(page).matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span)
const namesIn = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = '']) => name)

const OPTIONS = environmentOptions()
const PATHS = [...OPTIONS.values()].map((path) => path.join('.'))
const SECTIONS = new Set(PATHS.map((path) => path.split('.')[0]))
const EVENTS: ReadonlySet<string> = new Set(EVENT_TYPES)
/** What tests alone read. */
const TEST_VARIABLES = ['TIDEWIRE_FUZZ_RUNS', 'TIDEWIRE_TEST_REDIS_URL', 'TIDEWIRE_CONFIG']

test.each(PAGES)('%s names options and variables that exist', (page) => {
  const dotted = spansOf(page).flatMap((span) => namesIn(span, /^([a-z]+(?:\.[a-zA-Z]+)+)(?::|$)/g))
  const variables = namesIn(textOf(page), /(TIDEWIRE_[A-Z_]+[A-Z])/g)

  const lost = dotted.filter(
    (name) =>
      SECTIONS.has(name.split('.')[0]) &&
      !EVENTS.has(name) &&
      !PATHS.some((path) => path === name || path.startsWith(`${name}.`)),
  )
  const unread = variables.filter(
    (name) => !OPTIONS.has(name.replace(/_FILE$/, '')) && !TEST_VARIABLES.includes(name),
  )

  expect([...lost, ...unread]).toEqual([])
})

test.each(PAGES)('%s names metrics that exist', async (page) => {
  const known = (await createMetrics({ process: false }).registry.getMetricsAsJSON()).map(({ name }) => name)

  const lost = namesIn(textOf(page), /(tidewire_[a-z_]+[a-z])/g).filter((name) => !known.includes(name))

  expect(lost).toEqual([])
})

test.each(PAGES)('%s names commands and options that the program has', (page) => {
  const lines = [...spansOf(page), ...textOf(page).split('\n')].flatMap((text) =>
    namesIn(text, /^(?:\$ )?(?:bin\/)?tidewire (?:-c \S+ )?([a-z].*?)(?: {2,}#.*)?$/g),
  )

  const lost = lines.filter((line) => !isKnown(line.split(/\s+/)))

  expect(lost).toEqual([])
})

/** Whether each word that should be a command is one, and takes the options behind it. */
function isKnown(words: readonly string[]): boolean {
  let command: ReturnType<typeof createProgram> = createProgram()
  for (const [index, word] of words.entries()) {
    if (command.commands.length === 0) {
      const options = words.slice(index).flatMap((rest) => namesIn(rest, /^\[?(--[a-z-]+)\]?$/g))
      return options.every((name) => command.options.some(({ long }) => long === name))
    }
    // `import|export` names several.
    const named = word.split('|').map((name) => command.commands.find((child) => child.name() === name))
    const [first] = named
    if (!first || named.includes(undefined)) return false
    command = first
  }
  return true
}
