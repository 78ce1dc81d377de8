import type { Logger } from 'pino'
import { expect, test } from 'vitest'
import { tellFailure } from '../../../src/app/tell-failure.ts'

test.each([
  ['OOM command not allowed when used memory', 'error', 'Redis is full'],
  [
    "READONLY You can't write against a read only replica.",
    'error',
    'this Redis is a replica, which accepts nothing',
  ],
  ['connect ECONNREFUSED 127.0.0.1:6379', 'debug', 'claim failed'],
  ['Reached the max retries per request limit (which is 3).', 'debug', 'claim failed'],
  ['getaddrinfo EAI_AGAIN redis', 'debug', 'claim failed'],
  ['UNBLOCKED force unblock from blocking operation, instance state changed', 'debug', 'claim failed'],
  ['write EPIPE', 'debug', 'claim failed'],
  ['undefined is not a function', 'warn', 'claim failed'],
])('%s is told at %s as "%s"', (message, level, told) => {
  const said: unknown[] = []
  const note = (at: string) => (_facts: object, words: string) => void said.push([at, words])
  const log = { debug: note('debug'), warn: note('warn'), error: note('error') } as unknown as Logger

  tellFailure(log, 'claim failed', new Error(message))

  expect(said).toEqual([[level, told]])
})
