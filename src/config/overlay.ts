import type { EnvironmentSetting } from './environment.ts'

/** The values with the settings put over them. Copies what it changes: YAML aliases share their groups. */
export function overlay(raw: unknown, settings: readonly EnvironmentSetting[]): unknown {
  return settings.reduce((values, { path, value }) => put(values, path, value), raw)
}

function put(values: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value
  const group = values !== null && typeof values === 'object' && !Array.isArray(values) ? values : {}
  const inner = (group as Record<string, unknown>)[step]
  return { ...group, [step]: put(inner, rest, value) }
}
