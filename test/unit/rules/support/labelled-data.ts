import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Labelled sets live beside the project, not in it. */
const FOLDER = resolve(import.meta.dirname, '../../../../../shared/data/stories')

export const hasLabelledData = existsSync(FOLDER)

export interface LabelledEntry {
  readonly id: string
  readonly publisher: string
  readonly url: string
  readonly title: string
  readonly summary?: string
  readonly publishedAt: number
  readonly language: string
  readonly event: string
}

export function readEntries(file: string): LabelledEntry[] {
  return lines(file).map((line) => {
    const entry = JSON.parse(line)
    return { ...entry, publishedAt: Date.parse(entry.publishedAt) }
  })
}

export function readRows(file: string): string[][] {
  return lines(file)
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.split('\t'))
}

function lines(file: string): string[] {
  return readFileSync(join(FOLDER, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
}
