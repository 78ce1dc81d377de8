import { expect, test } from 'vitest'
import { ListeningError } from '../../../src/net/listening-refused.ts'

const refused = (code: string, host = '127.0.0.1') =>
  new ListeningError({ host, port: 80 }, Object.assign(new Error(`listen ${code}`), { code })).message

test.each([
  ['EADDRINUSE', 'end it, or set http.port (TIDEWIRE_HTTP_PORT) to another'],
  ['EACCES', 'set http.port (TIDEWIRE_HTTP_PORT) to one from 1024 on'],
  ['EADDRNOTAVAIL', 'set http.host (TIDEWIRE_HTTP_HOST) to one of its own'],
  ['ENOTFOUND', 'set http.host (TIDEWIRE_HTTP_HOST) to one of this machine'],
  ['EAFNOSUPPORT', 'set http.host (TIDEWIRE_HTTP_HOST) or http.port (TIDEWIRE_HTTP_PORT)'],
])('a place refused with %s is named, with what to set', (code, remedy) => {
  expect(refused(code)).toContain(`127.0.0.1:80 cannot be listened on: ${code}; `)
  expect(refused(code)).toContain(remedy)
})

test('an IPv6 address is told from its port', () => {
  expect(refused('EADDRINUSE', '::')).toContain('[::]:80 cannot be listened on')
})
