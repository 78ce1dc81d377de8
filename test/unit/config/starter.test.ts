import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readSettingsFile } from '../../../src/config/document.ts'
import { environmentOptions } from '../../../src/config/environment.ts'
import { readProblems } from '../../../src/config/problems.ts'
import { resolveConfig } from '../../../src/config/resolve.ts'
import { loadConfig } from '../../../src/config.ts'

const root = join(import.meta.dirname, '../../..')
const starter = readFileSync(join(root, 'tidewire.yaml'), 'utf8')

function resolveText(text: string) {
  const file = readSettingsFile(text, 'tidewire.yaml')
  const { settings, problems } = readProblems(file.raw, [], file.place)
  expect([...file.problems, ...problems]).toEqual([])
  return resolveConfig(settings!)
}

describe('the starter tidewire.yaml', () => {
  test('loads, and has sources in every channel', () => {
    const config = loadConfig({ env: {}, cwd: root })

    expect(config.sources.length).toBeGreaterThanOrEqual(30)
    expect(new Set(config.sources.map(({ language }) => language)).size).toBeGreaterThanOrEqual(7)
    for (const { id } of config.channels) {
      expect(config.sources.filter(({ channels }) => channels.includes(id)).length, id).toBeGreaterThan(2)
    }
  })

  test('shows defaults that are the real ones', () => {
    const withDefaultsWritten = starter.replace(/^(\s*)#(?=\w)/gmu, '$1')

    expect(withDefaultsWritten).not.toBe(starter)
    expect(resolveText(withDefaultsWritten)).toEqual(resolveText(starter))
  })

  test('mentions every option once', () => {
    for (const path of environmentOptions().values()) {
      const [section, ...rest] = path
      const body = new RegExp(`^${section}:\\n((?:[ #].*\\n|\\n)*)`, 'mu').exec(starter)?.[1] ?? ''
      expect(body, path.join('.')).toMatch(new RegExp(`^\\s+#? ?${rest.at(-1)}:`, 'mu'))
    }
  })
})
