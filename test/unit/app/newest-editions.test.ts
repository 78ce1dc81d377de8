import { expect, test } from 'vitest'
import { createNewestEditions } from '../../../src/app/newest-editions.ts'
import type { Edition, ListHead } from '../../../src/model/index.ts'

const anEdition = (number: number, frozenAt: number): Edition => ({
  ...{ listId: 'top', number, frozenAt, items: [] },
  dropped: { diversity: 0, size: 0, window: 0, missing: 0 },
})

test('an edition is unpacked once, and no longer shown than it is the newest, whatever its number', async () => {
  let now: Edition | undefined = anEdition(1, 10)
  const unpacked: Edition[] = []
  const newest = createNewestEditions({
    head: async () => now && ({ ...now, digest: '', announced: {} } as unknown as ListHead),
    get: async () => {
      if (now) unpacked.push(now)
      return now
    },
  })
  const shown: (Edition | undefined)[] = []
  const look = async () => shown.push(await newest('top'), await newest('top'))

  await look()
  now = anEdition(2, 20)
  await look()
  // Redis was emptied, and the list has come as far again.
  now = anEdition(2, 90)
  await look()
  now = undefined
  await look()

  const [one, two, three] = unpacked
  expect(shown).toEqual([one, one, two, two, three, three, undefined, undefined])
  expect(unpacked.map(({ frozenAt }) => frozenAt)).toEqual([10, 20, 90])
})
