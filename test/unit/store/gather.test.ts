import { expect, test } from 'vitest'
import type { Script, ScriptCall } from '../../../src/redis/scripts.ts'
import { gather } from '../../../src/store/gather.ts'

function scriptThat(many: Script['many']): Script {
  return Object.assign(async () => undefined, { many })
}

const call = (name: string): ScriptCall => ({ keys: [name], args: [] })

test('calls of one turn go out together, and each gets its own reply', async () => {
  const sent: string[][] = []
  const run = gather(
    scriptThat(async (calls) => {
      sent.push(calls.map(({ keys }) => keys[0] ?? ''))
      return calls.map(({ keys }) => `${keys[0]}!`)
    }),
  )

  const replies = await Promise.all([run(call('a')), run(call('b')), run(call('c'))])
  const later = await run(call('d'))

  expect(replies).toEqual(['a!', 'b!', 'c!'])
  expect(later).toBe('d!')
  expect(sent).toEqual([['a', 'b', 'c'], ['d']])
})

test('when the pipeline fails every caller hears of it, and the next calls are sent all the same', async () => {
  let failing = true
  const run = gather(
    scriptThat(async (calls) => {
      if (failing) throw new Error('connection lost')
      return calls.map(() => 'fine')
    }),
  )

  const lost = await Promise.allSettled([run(call('a')), run(call('b'))])
  failing = false

  expect(lost.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await expect(run(call('c'))).resolves.toBe('fine')
})
