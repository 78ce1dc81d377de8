import { expect, test } from 'vitest'
import type { ClusterReport } from '../../../src/stages/cluster.ts'
import { createPlaceApart } from '../../../src/stages/place-apart.ts'

const NEVER = new AbortController().signal

/** A program that breaks on one entry, and places what comes before it. */
function aCluster(poison: string) {
  const placed = new Set<string>()
  const calls: (readonly string[])[] = []
  const place = createPlaceApart(async (ids) => {
    calls.push(ids)
    for (const id of ids) {
      if (id === poison) throw new TypeError(`broke on ${id}`)
      placed.add(id)
    }
    return ids.map((entryId) => ({ entryId }) as ClusterReport)
  })
  return { place, placed, calls }
}

test('an entry that the program breaks on keeps the others from their stories for three tries, and no longer', async () => {
  const { place, placed, calls } = aCluster('b')
  for (const attempt of [1, 2, 3]) await expect(place(['a', 'b', 'c'], NEVER, attempt)).rejects.toThrow('b')

  const { reports, failure } = await place(['a', 'b', 'c'], NEVER, 4)

  expect(calls.slice(0, 3)).toEqual(Array(3).fill(['a', 'b', 'c']))
  expect([...placed]).toEqual(['a', 'c'])
  expect(reports.map(({ entryId }) => entryId)).toEqual(['a', 'c'])
  // The job fails all the same: it is tried again, and seen.
  expect(failure?.error).toMatchObject({ message: 'broke on b' })
})

test('a worker that has to go begins no further entry', async () => {
  const { place, calls } = aCluster('none')
  const stopping = new AbortController()
  stopping.abort(new Error('shutdown'))

  await expect(place(['a', 'b'], stopping.signal, 9)).rejects.toThrow('shutdown')
  expect(calls).toEqual([])
})
