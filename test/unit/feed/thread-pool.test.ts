import { expect, onTestFinished, test } from 'vitest'
import { createThreadPool } from '../../../src/feed/thread-pool.ts'
import type { Done, Order } from './obedient-thread.ts'

function obedient(threads = 1) {
  const pool = createThreadPool<Order, Done>({
    file: new URL('./obedient-thread.ts', import.meta.url),
    name: 'obey',
    warmUp: { bytes: new Uint8Array(0) },
    limits: { threads, timeoutMs: 2_000, maxHeapMb: 64 },
  })
  onTestFinished(pool.close)
  return (text: string, signal?: AbortSignal) => pool.run({ bytes: new TextEncoder().encode(text) }, signal)
}

function told(done: Promise<Done>): Promise<string> {
  return done.then(
    ({ text, together }) => `${text} of ${together}`,
    (error: unknown) => (error as { code?: string }).code ?? (error as Error).message,
  )
}

test('documents that wait for a thread go together, at most eight', async () => {
  const order = obedient()

  const all = await Promise.all(['first', ...'abcdefghij'].map((text) => told(order(text))))

  const eight = [...'abcdefgh'].map((text) => `${text} of 8`)
  expect(all).toEqual(['first of 1', ...eight, 'i of 2', 'j of 2'])
})

test('several threads share what waits', async () => {
  const order = obedient(2)

  const all = await Promise.all(['first', 'second', ...'abcdef'].map((text) => told(order(text))))

  expect(all.slice(0, 3)).toEqual(['first of 1', 'second of 1', 'a of 3'])
})

test('two long documents do not go together: they would share one deadline', async () => {
  const order = obedient()
  const long = 'x'.repeat(200_000)

  const all = await Promise.all(['first', long, long, 'a', 'b'].map((text) => told(order(text))))

  expect(all.map((one) => one.replace(long, 'long'))).toEqual([
    ...['first of 1', 'long of 1'],
    ...['long of 3', 'a of 3', 'b of 3'],
  ])
})

test('when a thread is ended for one of several documents, only that one is blamed', async () => {
  const order = obedient()

  const all = await Promise.all(['first', 'a', 'hang', 'refuse', 'b'].map((text) => told(order(text))))

  expect(all).toEqual(['first of 1', 'a of 1', 'parse_timeout', 'parse_html', 'b of 1'])
})

test('a bug with one of several documents is told of that one', async () => {
  const order = obedient()

  const all = await Promise.all(['first', 'a', 'break', 'b'].map((text) => told(order(text))))

  expect(all).toEqual(['first of 1', 'a of 1', 'a bug of ours', 'b of 1'])
})

test('one of several that are read together is given up without the others', async () => {
  const order = obedient()
  const reason = new Error('its job is over')
  const stop = new AbortController()
  const first = order('first')
  const hanging = told(order('hang', stop.signal))
  const others = ['a', 'b'].map((text) => told(order(text)))
  await first
  // The others have left for the thread by then.
  await new Promise(setImmediate)

  stop.abort(reason)

  expect(await hanging).toBe('its job is over')
  expect(await Promise.all(others)).toEqual(['a of 1', 'b of 1'])
})
