import type { ReadText } from './environment.ts'
import { fileTrouble } from './file-trouble.ts'
import type { Problem } from './references.ts'

/** Options that may stand in a file of their own: `secretFile: /run/secrets/hook` for `secret: …`. */
const TWINS = [
  { path: ['subscriptions'], option: 'secret' },
  { path: ['http', 'apiKeys'], option: 'key' },
] as const

/** The values with every `…File` twin replaced by what its file holds. */
export function readSecretFiles(raw: unknown, readText: ReadText): { raw: unknown; problems: Problem[] } {
  const problems: Problem[] = []
  const values = TWINS.reduce((current, { path, option }) => {
    return change(current, path, (items) =>
      Array.isArray(items)
        ? items.map((item, i) => readTwin(item, option, [...path, i], readText, problems))
        : items,
    )
  }, raw)
  return { raw: values, problems }
}

function readTwin(
  item: unknown,
  option: string,
  path: Problem['path'],
  readText: ReadText,
  problems: Problem[],
) {
  const twin = `${option}File`
  if (item === null || typeof item !== 'object' || !(twin in item)) return item
  const { [twin]: file, ...rest } = item as Record<string, unknown>
  if (option in rest) problems.push({ path: [...path, twin], message: `is set and ${option} too; keep one` })
  try {
    return { ...rest, [option]: readText(String(file)).trim() }
  } catch (error) {
    problems.push({
      path: [...path, twin],
      message: `names a file that cannot be read: ${fileTrouble(error)}`,
    })
    return rest
  }
}

function change(values: unknown, path: readonly string[], edit: (value: unknown) => unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return edit(values)
  if (values === null || typeof values !== 'object' || !(step in values)) return values
  const group = values as Record<string, unknown>
  return { ...group, [step]: change(group[step], rest, edit) }
}
