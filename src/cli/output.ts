import { ConfigError } from '../config.ts'

export const FAILED = 1
export const WRONG_USAGE = 2

export interface OutputOptions {
  readonly json?: boolean
}

/** One JSON document, or text made for people. */
export function print(value: unknown, options: OutputOptions, text: () => string): void {
  process.stdout.write(`${options.json ? JSON.stringify(value, null, 2) : text()}\n`)
}

export function printError(error: unknown): void {
  if (error instanceof ConfigError) {
    process.stderr.write(`${error.problems.join('\n')}\n`)
    return
  }
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.write(`tidewire: ${message}\n`)
}

/** `1 entry`, `2 entries`. */
export function entriesText(count: number): string {
  return count === 1 ? '1 entry' : `${count} entries`
}

/** `1 origin`, `2 origins`. */
export function originsText(count: number): string {
  return count === 1 ? '1 origin' : `${count} origins`
}

/** Columns as wide as their widest cell; the last one is not padded. Han and kana count as two. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return growingTable(header.length)([header, ...rows])
}

/** A table that is written some rows at a time; a column is as wide as the widest cell that it has had so far. */
export function growingTable(columns: number): (rows: readonly (readonly string[])[]) => string {
  const widths = new Array<number>(columns).fill(0)
  return (rows) => {
    for (const row of rows) {
      for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, width(cell))
    }
    return rows
      .map((row) =>
        row
          .map((cell, column) =>
            column === row.length - 1 ? cell : cell + ' '.repeat((widths[column] ?? 0) - width(cell)),
          )
          .join('  '),
      )
      .join('\n')
  }
}

function width(text: string): number {
  let columns = 0
  for (const char of text)
    columns +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u.test(
        char,
      )
        ? 2
        : 1
  return columns
}

/** `3 s`, `5 min`, `2 h`, `4 d`: how long ago, or in how long. */
export function duration(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000)
  if (seconds < 120) return `${seconds} s`
  if (seconds < 2 * 3600) return `${Math.round(seconds / 60)} min`
  return seconds < 48 * 3600 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86400)} d`
}

/** A time is of no use to a reader as a number. */
export function inWords(name: string, value: unknown): unknown {
  return typeof value === 'number' && /(At|Until|[sS]ince)$/.test(name)
    ? new Date(value).toISOString()
    : value
}

/** A terminal is written to at once, and an import of a large list makes 58,000 steps. */
const REDRAW_MS = 100

/** A bar on stderr while somebody looks; nothing when it goes to a file or a pipe. `now`: ms from any instant on. */
export function progress(
  total: number,
  what: string,
  now: () => number = () => performance.now(),
): { update(done: number): void; end(): void } {
  if (!process.stderr.isTTY) return { update: () => undefined, end: () => undefined }
  let shown = -1
  let last = 0
  let drawnAt = 0
  const draw = () => {
    const share = total === 0 ? 1 : last / total
    const filled = Math.round(share * 30)
    process.stderr.write(`\r${'█'.repeat(filled)}${'░'.repeat(30 - filled)} ${last}/${total} ${what}`)
    shown = last
    drawnAt = now()
  }
  draw()
  return {
    update(done) {
      last = done
      if (now() - drawnAt >= REDRAW_MS) draw()
    },
    end() {
      if (shown !== last) draw()
      process.stderr.write('\n')
    },
  }
}
