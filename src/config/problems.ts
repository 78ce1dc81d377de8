import type { z } from 'zod'
import { didYouMean } from './did-you-mean.ts'
import type { Path } from './document.ts'
import { checkLimits } from './limits.ts'
import { checkReferences, type Problem } from './references.ts'
import { type Settings, settingsSchema } from './schema.ts'
import { optionNamesAt } from './shape.ts'
import { show } from './values.ts'

/** Where a mistake stands: `tidewire.yaml:14:5`, or the variable that made it. */
export type Place = (path: Path, part: 'value' | 'key') => string

/** Checks the values and tells every mistake, in the order of the file. */
export function readProblems(
  raw: unknown,
  earlier: readonly Problem[],
  place: Place,
): { settings?: Settings; problems: string[] } {
  const parsed = settingsSchema.safeParse(raw)
  const found: Problem[] = [...earlier, ...checkReferences(raw)]
  if (parsed.success) found.push(...checkLimits(parsed.data))
  const sentences = [
    ...found.map((problem) => sentence(problem, place(problem.path, 'value'))),
    ...(parsed.error?.issues ?? []).flatMap((issue) => describeIssue(issue, raw, place)),
  ]
  const problems = [...new Set(sentences)].sort(byPlace)
  return parsed.success ? { settings: parsed.data, problems } : { problems }
}

function describeIssue(issue: z.core.$ZodIssue, raw: unknown, place: Place): string[] {
  const { path } = issue
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const guess = didYouMean(key, optionNamesAt(settingsSchema, path))
      return `${place([...path, key], 'key')} ${dotted([...path, key])} is not an option${guess}`
    })
  }
  if (issue.code === 'invalid_key') {
    return issue.issues.map((inner) => sentence({ path, message: inner.message }, place(path, 'key')))
  }
  if (issue.code === 'invalid_type') {
    const expected = issue.expected === 'object' ? 'expected a group of options' : issue.message
    return [sentence({ path, message: `${expected}, got ${show(valueAt(raw, path))}` }, place(path, 'value'))]
  }
  return [sentence({ path, message: issue.message }, place(path, 'value'))]
}

function sentence({ path, message, alone }: Problem, place: string): string {
  const separator =
    message.startsWith('must ') || message.startsWith('is ') || message.startsWith('names ') ? '' : ':'
  return alone ? `${place} ${message}` : `${place} ${dotted(path)}${separator} ${message}`
}

/** `sources[2].url` */
function dotted(path: Path): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i === 0 ? '' : '.'}${String(step)}`))
    .join('')
}

function valueAt(raw: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => {
    return value !== null && typeof value === 'object'
      ? (value as Record<PropertyKey, unknown>)[step]
      : undefined
  }, raw)
}

/** By line, then column; variables after the file. */
function byPlace(a: string, b: string): number {
  const [lineA, columnA] = position(a)
  const [lineB, columnB] = position(b)
  return lineA - lineB || columnA - columnB
}

function position(problem: string): [number, number] {
  const match = /^\S+?:(\d+):(\d+) /u.exec(problem)
  return match ? [Number(match[1]), Number(match[2])] : [Number.MAX_SAFE_INTEGER, 0]
}
