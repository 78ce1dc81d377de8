import { expect, test } from 'vitest'
import { createChain, type InChain } from '../../src/chain.ts'
import { shareGrownOld } from '../support/old-space.ts'

interface Item extends InChain<Item> {
  readonly name: number
  readonly known?: readonly number[]
}

const items = (...names: number[]): Item[] => names.map((name) => ({ name }))

test('items are taken in the order in which they came, those that came again last', () => {
  const chain = createChain<Item>()
  const [a, b, c, d, e] = items(1, 2, 3, 4, 5) as [Item, Item, Item, Item, Item]
  for (const item of [a, b, c, d]) chain.add(item)

  expect(chain.take()).toBe(a)
  chain.delete(b)
  chain.add(a)
  chain.add(e)
  chain.add(c)

  const left = Array.from({ length: 6 }, () => chain.take()?.name)
  expect(left).toEqual([4, 1, 5, 3, undefined, undefined])
})

test('after the last was taken, and after all left, a round begins anew', () => {
  const chain = createChain<Item>()
  const [a, b, c, d] = items(1, 2, 3, 4) as [Item, Item, Item, Item]
  expect(chain.take()).toBeUndefined()
  chain.add(a)
  expect(chain.take()).toBe(a)
  expect(chain.take()).toBeUndefined()

  chain.add(b)
  chain.add(c)
  chain.clear()
  expect(chain.take()).toBeUndefined()
  chain.add(d)
  chain.add(c)

  expect([chain.take(), chain.take(), chain.take()]).toEqual([d, c, undefined])
})

test('who leaves that is not there takes nobody along', () => {
  const chain = createChain<Item>()
  const [a, b, c] = items(1, 2, 3) as [Item, Item, Item]
  for (const item of [a, b]) chain.add(item)
  chain.take()

  for (const item of [a, c]) chain.delete(item)

  expect([chain.take(), chain.take()]).toEqual([b, undefined])
})

test('none is left out or taken twice, however many come and leave meanwhile', () => {
  const chain = createChain<Item>()
  const all = items(...Array.from({ length: 5_000 }, (_, name) => name))
  const taken: (Item | undefined)[] = []
  const left = new Set<Item>()
  for (const item of all) {
    chain.add(item)
    const before = all[item.name - 2]
    if (item.name % 7 === 3 && before && !taken.includes(before)) {
      chain.delete(before)
      left.add(before)
    }
    if (item.name % 3 === 2) taken.push(chain.take())
  }
  for (let next = chain.take(); next; next = chain.take()) taken.push(next)

  expect(taken).toEqual(all.filter((item) => !left.has(item)))
})

test('who has left is garbage, though nobody is taken for long', async () => {
  const chain = createChain<Item>()
  const held: Item[] = []

  const grownOld = await shareGrownOld(400, (known) => {
    const item = { name: held.length, known }
    held.push(item)
    chain.add(item)
    const oldest = held.length > 3 ? held.shift() : undefined
    if (oldest) chain.delete(oldest)
  })

  expect(grownOld).toBeLessThan(0.25)
})
