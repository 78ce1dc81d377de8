import { expect, test } from 'vitest'
import { readReplayLines } from '../../../src/app/replay-lines.ts'

const good = { id: 1, publisher: 'P', title: 'Dam breaks', publishedAt: '2026-03-01T00:00:00Z' }

test.each([
  [{ ...good, publisher: 3 }, 'publisher: expected text, got 3'],
  [{ ...good, title: undefined }, 'title: expected text, got nothing'],
  [{ ...good, id: true, url: null }, 'id: expected text or a number, got true; url: expected text, got null'],
  [[good], 'expected an object, got [{"id":1,"publisher":"P","title":"Dam breaks","publishedAt"…'],
])('a line that cannot be used says what was expected and what came, in plain words: %j', (line, problem) => {
  const { lines, problems } = readReplayLines(
    [good, line].map((each) => JSON.stringify(each)).join('\n'),
    'f',
  )

  expect(lines).toHaveLength(1)
  expect(problems).toEqual([`f:2 ${problem}`])
})
