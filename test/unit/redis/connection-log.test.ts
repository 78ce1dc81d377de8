import { expect, test } from 'vitest'
import { createConnectionLog } from '../../../src/redis/connection-log.ts'

function watching() {
  const said: unknown[] = []
  let now = 0
  const note = (facts: object, message: string) => void said.push([message, facts])
  const log = createConnectionLog({ warn: note, info: note }, () => now)
  return { log, said, wait: (ms: number) => (now += ms) }
}

test('an outage of many connections is told once for each way of failing, and when the last one is back', () => {
  const { log, said, wait } = watching()
  const connections = [{}, {}, {}]
  for (const connection of connections) log.ready(connection)

  for (let second = 0; second < 60; second++) {
    for (const connection of connections) log.failed(connection, 'queue', new Error('connect ECONNREFUSED'))
    wait(1_000)
  }
  log.failed({}, 'commands', new Error('WRONGPASS'))
  log.failed({}, 'queue', new Error("Stream isn't writeable and enableOfflineQueue options is false"))
  for (const connection of connections) log.ready(connection)

  expect(said).toEqual([
    ['redis connection failed', { role: 'queue', error: 'connect ECONNREFUSED' }],
    ['redis connection failed', { role: 'commands', error: 'WRONGPASS' }],
  ])
})

test('the end of an outage says how long it was, and the next one is told again', () => {
  const { log, said, wait } = watching()
  const connection = {}
  log.failed(connection, 'queue', new Error('connect ECONNREFUSED'))
  wait(7_000)

  log.ready(connection)
  log.ready(connection)
  log.failed(connection, 'queue', new Error('connect ECONNREFUSED'))

  expect(said).toEqual([
    ['redis connection failed', expect.anything()],
    ['redis connections are back', { away_ms: 7_000 }],
    ['redis connection failed', expect.anything()],
  ])
})
