import { afterEach, describe, expect, test, vi } from 'vitest'
import { duration, print, progress, table } from '../../../src/cli/output.ts'

afterEach(() => vi.restoreAllMocks())

function captured(work: () => void): string {
  const written: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0)
  work()
  return written.join('')
}

describe('table', () => {
  test('columns are as wide as their widest cell, and nothing trails', () => {
    const text = table(
      ['ID', 'URL'],
      [
        ['a', 'x'],
        ['longer', 'y'],
      ],
    )

    expect(text).toBe('ID      URL\na       x\nlonger  y')
  })

  test('a Han character takes two columns', () => {
    expect(
      table(
        ['A', 'B'],
        [
          ['中文', 'x'],
          ['abcd', 'y'],
        ],
      ),
    ).toBe('A     B\n中文  x\nabcd  y')
  })

  test('without rows there is a header', () => {
    expect(table(['A', 'B'], [])).toBe('A  B')
  })

  test('of more rows than one call takes arguments', () => {
    const rows = Array.from({ length: 200_000 }, (_, n) => [String(n), 'x'])

    expect(table(['A', 'B'], rows).split('\n')).toHaveLength(200_001)
  })
})

test.each([
  [0, '0 s'],
  [119_000, '119 s'],
  [120_000, '2 min'],
  [2 * 3_600_000, '2 h'],
  [48 * 3_600_000, '2 d'],
  [-300_000, '5 min'],
])('%i ms reads as %s', (ms, text) => {
  expect(duration(ms)).toBe(text)
})

test('a value is printed as JSON when asked, else as words', () => {
  expect(captured(() => print({ a: 1 }, { json: true }, () => 'words'))).toBe('{\n  "a": 1\n}\n')
  expect(captured(() => print({ a: 1 }, {}, () => 'words'))).toBe('words\n')
})

test('a progress bar is drawn where somebody looks, on one line', () => {
  const draw = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  process.stderr.isTTY = true

  let ms = 0
  const bar = progress(10, 'entries', () => ms)
  ms = 100
  bar.update(5)
  bar.end()

  expect(draw.mock.calls.flat()).toEqual([
    `\r${'░'.repeat(30)} 0/10 entries`,
    `\r${'█'.repeat(15)}${'░'.repeat(15)} 5/10 entries`,
    '\n',
  ])
})

test('a progress bar is drawn ten times a second at most, and in the end as it is then', () => {
  const draw = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  process.stderr.isTTY = true
  let ms = 0

  const bar = progress(1_000, 'sources', () => ms)
  for (let done = 1; done <= 1_000; done++) {
    ms += 1
    bar.update(done)
  }
  ms += 1
  bar.end()

  const drawn = draw.mock.calls.flat().map((text) => /(\d+)\/1000/.exec(String(text))?.[1])
  expect(drawn).toEqual([
    '0',
    '100',
    '200',
    '300',
    '400',
    '500',
    '600',
    '700',
    '800',
    '900',
    '1000',
    undefined,
  ])
})

test('no progress bar is drawn where nobody looks', () => {
  const draw = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  process.stderr.isTTY = false

  const bar = progress(10, 'entries')
  bar.update(5)
  bar.end()

  expect(draw).not.toHaveBeenCalled()
})
