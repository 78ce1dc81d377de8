import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Labelled sets live beside the project, not in it. */
const FOLDER = resolve(import.meta.dirname, '../../../../../shared/data/stories')

export const hasLabelledData = existsSync(FOLDER)

export function readRows(file: string): string[][] {
  return readLines(file)
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.split('\t'))
}

export function readLines(file: string): string[] {
  return readFileSync(join(FOLDER, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
}
