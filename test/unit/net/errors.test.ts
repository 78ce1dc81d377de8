import { expect, test } from 'vitest'
import { BlockedError, FetchError, toFetchError } from '../../../src/net/errors.ts'

const failed = (code: string) => Object.assign(new Error('connect'), { code, syscall: 'connect' })

test.each(['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM'])('%s is ours: nobody asked has failed', (code) => {
  const error = toFetchError('GET https://a.example/feed', failed(code))

  expect(error).not.toBeInstanceOf(FetchError)
  expect(error).not.toBeInstanceOf(BlockedError)
  expect(error).toMatchObject({ code: 'own_shortage', retry: 'later' })
  expect(error.message).toContain('ulimit -n')
})

test.each(['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH'])('%s is a failure of whom we asked', (code) => {
  expect(toFetchError('GET https://a.example/feed', failed(code))).toMatchObject({ code: 'fetch_connection' })
})
