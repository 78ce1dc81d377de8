import { existsSync, readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { type Path, readSettingsFile, type SettingsFile } from './config/document.ts'
import { type Environment, FILE_VARIABLE, readEnvironment } from './config/environment.ts'
import { fileTrouble } from './config/file-trouble.ts'
import { overlay } from './config/overlay.ts'
import { readProblems } from './config/problems.ts'
import { resolveConfig, userAgent } from './config/resolve.ts'
import { readSecretFiles } from './config/secret-files.ts'
import type { Config } from './config/types.ts'
import { TidewireError } from './model/errors.ts'

export { maskConfig } from './config/mask.ts'
export type { ApiKey, Config, DeclaredSubscription, NetworkRules } from './config/types.ts'
export { parseDuration } from './config/values.ts'
export { VERSION } from './config/version.ts'

/** Every mistake in the configuration, one sentence each, with its place. */
export class ConfigError extends TidewireError {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super('config_invalid', problems.join('\n'), { retry: 'never' })
    this.problems = problems
  }
}

export interface LoadOptions {
  /** Without it: `TIDEWIRE_CONFIG`, else `tidewire.yaml` in `cwd` when there is one. */
  readonly file?: string | undefined
  readonly env: Environment
  readonly cwd: string
}

const DEFAULT_FILE = 'tidewire.yaml'

/** Defaults, the file over them, `TIDEWIRE_*` variables over both. Throws ConfigError with all mistakes at once. */
export function loadConfig({ file, env, cwd }: LoadOptions): Config {
  const readText = (path: string) => readFileSync(resolve(cwd, path), 'utf8')
  const settingsFile = openFile(file, env[FILE_VARIABLE], cwd, readText)
  const environment = readEnvironment(env, readText)
  const secrets = readSecretFiles(overlay(settingsFile.raw, environment.settings), readText)
  const variableOf = variableFinder(environment.settings)
  const { settings, problems } = readProblems(secrets.raw, secrets.problems, (path, part) => {
    return variableOf(path) ?? settingsFile.place(path, part)
  })
  const all = [
    ...settingsFile.problems,
    ...environment.problems,
    ...(settingsFile.problems.length ? [] : problems),
  ]
  if (!settings || all.length > 0) throw new ConfigError(all)
  const config = resolveConfig(settings)
  return {
    ...config,
    ...(settingsFile.name !== undefined && { file: settingsFile.name }),
    warnings: environment.warnings,
  }
}

interface OpenFile extends SettingsFile {
  readonly name?: string
}

function openFile(
  given: string | undefined,
  inVariable: string | undefined,
  cwd: string,
  readText: (path: string) => string,
): OpenFile {
  const file = given ?? inVariable
  const path = resolve(cwd, file || DEFAULT_FILE)
  const name = relative(cwd, path).startsWith('..') ? path : relative(cwd, path)
  if (!file && !existsSync(path)) return { raw: {}, problems: [], place: () => 'configuration:' }
  try {
    return { ...readSettingsFile(readText(path), name), name }
  } catch (error) {
    // A relative one, asked for in another directory, is missed most often.
    const where = name === path ? '' : ` in ${cwd}`
    const who = given === undefined && inVariable ? `${FILE_VARIABLE}: ` : ''
    throw new ConfigError([`${who}${name}${where} cannot be read: ${fileTrouble(error)}`])
  }
}

/** The variable that set an option, or the group it is in. */
function variableFinder(settings: readonly { path: Path; name: string }[]) {
  const names = new Map(settings.map(({ path, name }) => [path.join('.'), name]))
  return (path: Path): string | undefined => {
    for (let length = path.length; length > 0; length--) {
      const name = names.get(path.slice(0, length).join('.'))
      if (name !== undefined) return `${name}:`
    }
    return undefined
  }
}

/**
 * What is odd for whoever polls, in words for the operator: publishers are to learn from each request who asks and where to
 * complain.
 */
export function pollingOddities({
  sources,
  site,
  polling,
}: Pick<Config, 'sources' | 'site' | 'polling'>): string[] {
  if (polling.userAgent === userAgent('', '')) {
    return [
      `requests say no more of themselves than "${polling.userAgent}": set site.contact (TIDEWIRE_SITE_CONTACT) or site.url, or publishers whose feeds you poll cannot reach you`,
    ]
  }
  return sources.length > 0 && site.contact === ''
    ? ['site.contact is not set: publishers whose feeds you poll cannot reach you']
    : []
}
