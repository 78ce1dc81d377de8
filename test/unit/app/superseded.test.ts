import { expect, test } from 'vitest'
import { superseded } from '../../../src/app/superseded.ts'

/** Answers of the checks in turn; after the last one the process is told to go. */
async function begun(answers: readonly (string | undefined | Error)[], beginAnew: () => Promise<string>) {
  const stopping = new AbortController()
  const left = [...answers]
  const check = async () => {
    const answer = left.shift()
    if (left.length === 0) stopping.abort()
    if (answer instanceof Error) throw answer
    return answer
  }
  await superseded({ storage: { format: { check } }, dataId: 'a', beginAnew }, stopping.signal, 0)
}

test('data that are gone, or are others, are begun anew once', async () => {
  let times = 0
  const beginAnew = async () => `after ${++times}`

  await begun(['a', undefined, 'after 1', 'after 1', 'b', 'after 2'], beginAnew)

  expect(times).toBe(2)
})

test('a Redis that is away tells nothing of its data, and a beginning that fails is made again', async () => {
  let times = 0
  const beginAnew = async () => {
    if (++times === 1) throw new Error('connect ECONNREFUSED')
    return 'b'
  }

  await begun([new Error('Socket timeout'), 'a', undefined, undefined, 'b'], beginAnew)

  expect(times).toBe(2)
})
