import { expect, test } from 'vitest'
import { jsonArray, longOutput } from '../../../src/cli/long-output.ts'
import { table } from '../../../src/cli/output.ts'

interface Item {
  readonly name: string
  readonly size: number
}

const COLUMNS = { header: ['NAME', 'SIZE'], row: ({ name, size }: Item) => [name, String(size)] }
const item = (size: number): Item => ({ name: `n${'x'.repeat(size % 7)}`, size })
const itself = (value: Item) => value

/** Pages of items, and how many were asked for. */
function paged(sizes: readonly number[]) {
  let pages = 0
  let count = 0
  return {
    pages: () => pages,
    async *items() {
      for (const size of sizes) {
        pages++
        yield Array.from({ length: size }, () => item(count++))
      }
    },
  }
}

async function all(pieces: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}

test.each<{ sizes: number[] }>([{ sizes: [] }, { sizes: [0, 0] }, { sizes: [1] }, { sizes: [3, 0, 2] }])(
  'pages of $sizes are laid out as one',
  async ({ sizes }) => {
    const items = Array.from({ length: sizes.reduce((sum, size) => sum + size, 0) }, (_, size) => item(size))

    const text = await all(longOutput(paged(sizes).items(), {}, COLUMNS, itself))
    const json = await all(longOutput(paged(sizes).items(), { json: true }, COLUMNS, itself))

    expect(text).toBe(`${table(COLUMNS.header, items.map(COLUMNS.row))}\n`)
    expect(json).toBe(`${JSON.stringify(items, null, 2)}\n`)
  },
)

test.each([{ json: true }, {}])('what is read is written before more is read: %j', async (options) => {
  const source = paged(new Array(50).fill(400))

  const readAt: number[] = []
  const pieces: string[] = []
  for await (const piece of longOutput(source.items(), options, COLUMNS, itself)) {
    readAt.push(source.pages())
    pieces.push(piece)
  }

  expect(readAt[0]).toBeLessThanOrEqual(3)
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(pieces.join('').length / 10)
  expect(readAt.at(-1)).toBe(50)
})

test('a wider cell in later rows widens those that follow, and the header stands once', async () => {
  const wide = { name: 'a much wider name', size: 1 }
  async function* pages() {
    yield Array.from({ length: 1_000 }, (_, size) => item(size))
    yield [wide, item(2)]
  }

  const lines = (await all(longOutput(pages(), {}, COLUMNS, itself))).split('\n')

  expect(lines).toHaveLength(1_004)
  expect(lines.slice(0, 2)).toEqual(['NAME     SIZE', 'n        0'])
  expect(lines.slice(-3)).toEqual(['a much wider name  1', 'nxx                2', ''])
})

test('lines within what is told are those of JSON', async () => {
  async function* pages() {
    yield [{ text: 'one\ntwo', list: [1, { deep: '\u2028' }] }]
  }

  expect(JSON.parse(await all(jsonArray(pages(), (value) => value)))).toEqual([
    { text: 'one\ntwo', list: [1, { deep: '\u2028' }] },
  ])
})
