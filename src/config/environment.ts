import { nearest } from './did-you-mean.ts'
import { fileTrouble } from './file-trouble.ts'
import { SECTIONS } from './sections.ts'
import { fieldsOf } from './shape.ts'

/** One option set by a variable: `TIDEWIRE_HTTP_PORT=8080` is `http.port`. */
export interface EnvironmentSetting {
  readonly path: readonly string[]
  readonly value: unknown
  /** The variable's name. */
  readonly name: string
}

export interface EnvironmentSettings {
  readonly settings: readonly EnvironmentSetting[]
  readonly problems: readonly string[]
  readonly warnings: readonly string[]
}

export type Environment = Readonly<Record<string, string | undefined>>
export type ReadText = (path: string) => string

const PREFIX = 'TIDEWIRE_'
/** Names the configuration file itself. */
export const FILE_VARIABLE = 'TIDEWIRE_CONFIG'
const NOT_OPTIONS = /^TIDEWIRE_(CONFIG$|TEST_)/u

/**
 * Settings out of variables. `X_FILE` names a file that holds the value of `X`, as secrets are mounted.
 * An empty variable counts as absent. Unknown ones only warn: Kubernetes sets `<SERVICE>_PORT` by itself.
 */
export function readEnvironment(env: Environment, readText: ReadText): EnvironmentSettings {
  const options = environmentOptions()
  const settings: EnvironmentSetting[] = []
  const problems: string[] = []
  const warnings: string[] = []
  for (const [name, text] of Object.entries(env)) {
    if (!name.startsWith(PREFIX) || NOT_OPTIONS.test(name) || text === undefined || text === '') continue
    const option = options.has(name) ? name : name.replace(/_FILE$/u, '')
    const path = options.get(option)
    if (!path) {
      const guess = nearest(name, options.keys())
      warnings.push(`${name} is not an option${guess ? `; did you mean ${guess}?` : ''}`)
    } else if (option === name) {
      settings.push({ path, name, value: readValue(option, text) })
    } else if (env[option]) {
      problems.push(`${name} and ${option} are both set; keep one`)
    } else {
      try {
        settings.push({ path, name, value: readValue(option, readText(text).trim()) })
      } catch (error) {
        problems.push(`${name} names a file that cannot be read: ${fileTrouble(error)}`)
      }
    }
  }
  return { settings, problems, warnings }
}

/** Variable name → option path, for every single option. */
export function environmentOptions(): Map<string, readonly string[]> {
  const options = new Map<string, readonly string[]>()
  for (const [section, schema] of Object.entries(SECTIONS)) collect([section], schema, options)
  return options
}

function collect(path: readonly string[], schema: unknown, options: Map<string, readonly string[]>): void {
  const fields = fieldsOf(schema)
  if (!fields) {
    const words = path.map((part) => part.replace(/[A-Z]/gu, (letter) => `_${letter}`).toUpperCase())
    options.set(PREFIX + words.join('_'), path)
    return
  }
  for (const [name, field] of Object.entries(fields)) collect([...path, name], field, options)
}

/** `name:scope:key, name:scope:key` for API keys; every other option reads its text itself. */
function readValue(option: string, text: string): unknown {
  if (option !== 'TIDEWIRE_HTTP_API_KEYS') return text
  return text.split(/[\s,]+/u).map((part) => {
    const [name, scope, ...key] = part.split(':')
    return { name, scope, key: key.join(':') }
  })
}
