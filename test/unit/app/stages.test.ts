import { expect, test } from 'vitest'
import { ALL_STAGES, inStartOrder } from '../../../src/app/stages.ts'

test('pages are there before the first poll, which may have a hub ask back at once', () => {
  expect(inStartOrder(ALL_STAGES)).toEqual(['web', 'poll', 'cluster', 'rank', 'publish', 'deliver'])
  expect(inStartOrder(['poll', 'cluster'])).toEqual(['poll', 'cluster'])
})
