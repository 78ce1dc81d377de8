import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byReport, byReportOfEntry, isBefore } from '../../../../src/rules/story/report-order.ts'

const told = (entryId: string, reportedAt: number) => ({ entryId, reportedAt })

test('reports are told by their times, of one time by their ids', () => {
  const inOrder = [told('b', 1), told('a', 2), told('c', 2), told('a', 10)]

  expect(inOrder.toReversed().sort(byReport)).toEqual(inOrder)
  expect(isBefore(told('b', 1), told('a', 2))).toBe(true)
  expect(isBefore(told('a', 2), told('c', 2))).toBe(true)
  expect(isBefore(told('c', 2), told('a', 2))).toBe(false)
  expect(isBefore(told('a', 2), told('a', 2))).toBe(false)
})

test('entries that are admitted have the same order, whatever they come in', () => {
  const report = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 0, max: 3 }))
  fc.assert(
    fc.property(fc.uniqueArray(report, { selector: String }), (reports) => {
      const entries = reports.map(([id, reportedAt]) => ({ id, reportedAt }))
      const candidates = reports.map(([id, reportedAt]) => told(id, reportedAt)).toReversed()

      expect(entries.sort(byReportOfEntry).map(({ id, reportedAt }) => told(id, reportedAt))).toEqual(
        candidates.sort(byReport),
      )
    }),
  )
})
