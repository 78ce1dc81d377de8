import { once } from 'node:events'
import { growingTable, type OutputOptions } from './output.ts'

/** Rows that are laid out as one: all of what most installations have. */
const ROWS = 1_000

export interface Columns<Item> {
  readonly header: readonly string[]
  row(item: Item): readonly string[]
}

/** As `print` and `table` would write all items at once, but written while they are read: there may be a million. */
export async function* longOutput<Item>(
  pages: AsyncIterable<readonly Item[]>,
  options: OutputOptions,
  { header, row }: Columns<Item>,
  told: (item: Item) => unknown,
): AsyncGenerator<string> {
  if (options.json) return yield* jsonArray(pages, told)
  const lines = growingTable(header.length)
  let rows = [header]
  for await (const page of pages) {
    for (const item of page) rows.push(row(item))
    if (rows.length <= ROWS) continue
    yield `${lines(rows)}\n`
    rows = []
  }
  if (rows.length > 0) yield `${lines(rows)}\n`
}

/** One JSON array, laid out as `JSON.stringify` does. */
export async function* jsonArray<Item>(
  pages: AsyncIterable<readonly Item[]>,
  told: (item: Item) => unknown,
): AsyncGenerator<string> {
  let before = '['
  for await (const page of pages) {
    if (page.length === 0) continue
    const items = page.map((item) => JSON.stringify(told(item), null, 2).replaceAll('\n', '\n  '))
    yield `${before}\n  ${items.join(',\n  ')}`
    before = ','
  }
  yield before === '[' ? '[]\n' : '\n]\n'
}

/** Writes to stdout no faster than its reader takes it. */
export async function printPieces(pieces: AsyncIterable<string>): Promise<void> {
  for await (const piece of pieces) {
    if (!process.stdout.write(piece)) await once(process.stdout, 'drain')
  }
}
