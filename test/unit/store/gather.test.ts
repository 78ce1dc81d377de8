import { expect, test } from 'vitest'
import { gather } from '../../../src/store/gather.ts'

function aSender() {
  const sent: number[][] = []
  const send = async (items: readonly number[]) => {
    sent.push([...items])
    if (items.includes(13)) throw new Error('Redis is away')
    return items.map((item) => item * 10)
  }
  return { sent, send }
}

test('items that come about together leave together, and each caller gets its own reply', async () => {
  const { sent, send } = aSender()
  const run = gather(send, { waitMs: 1, most: 100 })

  const replies = await Promise.all([run(1), run(2), run(3)])

  expect(replies).toEqual([10, 20, 30])
  expect(sent).toEqual([[1, 2, 3]])
})

test('a full batch leaves at once, and what comes after it is a batch of its own', async () => {
  const { sent, send } = aSender()
  const run = gather(send, { waitMs: 1, most: 2 })

  await Promise.all([run(1), run(2), run(3)])

  expect(sent).toEqual([[1, 2], [3]])
})

test('an error reaches all that were sent together, and nobody after them', async () => {
  const { send } = aSender()
  const run = gather(send, { waitMs: 1, most: 100 })

  const outcomes = await Promise.allSettled([run(1), run(13)])

  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await expect(run(2)).resolves.toBe(20)
})
