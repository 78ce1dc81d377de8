import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { isSignedBy } from '../../../../src/rules/polling/hub-signature.ts'

const BODY = Buffer.from('<rss>é\r\n</rss>')
const sign = (algorithm: string, secret = 's') => createHmac(algorithm, secret).update(BODY).digest('hex')

test.each(['sha1', 'sha256', 'sha384', 'sha512'])('%s over the raw bytes is recognised', (algorithm) => {
  expect(isSignedBy('s', BODY, `${algorithm}=${sign(algorithm)}`)).toBe(true)
  expect(isSignedBy('s', BODY, `${algorithm.toUpperCase()}=${sign(algorithm).toUpperCase()}`)).toBe(true)
  expect(isSignedBy('s', Buffer.concat([BODY, Buffer.from('\n')]), `${algorithm}=${sign(algorithm)}`)).toBe(
    false,
  )
  expect(isSignedBy('other', BODY, `${algorithm}=${sign(algorithm)}`)).toBe(false)
})

test.each([
  undefined,
  '',
  'sha256',
  'sha256=',
  'sha256=zz',
  `md5=${sign('md5')}`,
  `sha256=${sign('sha1')}`,
  'constructor=00',
  `sha256=${sign('sha256')}00`,
])('the header %s signs nothing', (header) => {
  expect(isSignedBy('s', BODY, header)).toBe(false)
})
