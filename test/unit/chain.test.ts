import { expect, test } from 'vitest'
import { createRounds, type InRounds } from '../../../src/store/rounds.ts'
import { shareGrownOld } from '../../support/old-space.ts'

interface Item extends InRounds<Item> {
  readonly name: number
  readonly known?: readonly number[]
}

const items = (...names: number[]): Item[] => names.map((name) => ({ name }))

test('items are taken in the order in which they came, those that came again last', () => {
  const rounds = createRounds<Item>()
  const [a, b, c, d, e] = items(1, 2, 3, 4, 5) as [Item, Item, Item, Item, Item]
  for (const item of [a, b, c, d]) rounds.add(item)

  expect(rounds.take()).toBe(a)
  rounds.delete(b)
  rounds.add(a)
  rounds.add(e)
  rounds.add(c)

  const left = Array.from({ length: 6 }, () => rounds.take()?.name)
  expect(left).toEqual([4, 1, 5, 3, undefined, undefined])
})

test('after the last was taken, and after all left, a round begins anew', () => {
  const rounds = createRounds<Item>()
  const [a, b, c, d] = items(1, 2, 3, 4) as [Item, Item, Item, Item]
  expect(rounds.take()).toBeUndefined()
  rounds.add(a)
  expect(rounds.take()).toBe(a)
  expect(rounds.take()).toBeUndefined()

  rounds.add(b)
  rounds.add(c)
  rounds.clear()
  expect(rounds.take()).toBeUndefined()
  rounds.add(d)
  rounds.add(c)

  expect([rounds.take(), rounds.take(), rounds.take()]).toEqual([d, c, undefined])
})

test('who leaves that is not there takes nobody along', () => {
  const rounds = createRounds<Item>()
  const [a, b, c] = items(1, 2, 3) as [Item, Item, Item]
  for (const item of [a, b]) rounds.add(item)
  rounds.take()

  for (const item of [a, c]) rounds.delete(item)

  expect([rounds.take(), rounds.take()]).toEqual([b, undefined])
})

test('none is left out or taken twice, however many come and leave meanwhile', () => {
  const rounds = createRounds<Item>()
  const all = items(...Array.from({ length: 5_000 }, (_, name) => name))
  const taken: (Item | undefined)[] = []
  const left = new Set<Item>()
  for (const item of all) {
    rounds.add(item)
    const before = all[item.name - 2]
    if (item.name % 7 === 3 && before && !taken.includes(before)) {
      rounds.delete(before)
      left.add(before)
    }
    if (item.name % 3 === 2) taken.push(rounds.take())
  }
  for (let next = rounds.take(); next; next = rounds.take()) taken.push(next)

  expect(taken).toEqual(all.filter((item) => !left.has(item)))
})

test('who has left is garbage, though nobody is taken for long', async () => {
  const rounds = createRounds<Item>()
  const held: Item[] = []

  const grownOld = await shareGrownOld(400, (known) => {
    const item = { name: held.length, known }
    held.push(item)
    rounds.add(item)
    const oldest = held.length > 3 ? held.shift() : undefined
    if (oldest) rounds.delete(oldest)
  })

  expect(grownOld).toBeLessThan(0.25)
})
