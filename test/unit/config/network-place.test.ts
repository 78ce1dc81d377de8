import { fastify } from 'fastify'
import { expect, test } from 'vitest'
import { isAddressOrRange, isNetworkPlace } from '../../../src/config/network-place.ts'
import { createAllowList } from '../../../src/net/allow-list.ts'

const RIGHT = [
  '10.0.0.0/8',
  '192.168.1.7',
  'fd00::1',
  'fd00::/8',
  'feeds.lan',
  'feeds.lan:9000',
  '127.0.0.1:9000',
]
const WRONG = [
  '10.0.0.0/40',
  '10.0.0.256',
  '10.0.0/8',
  'fd00::/129',
  'fe80::1%eth0',
  '[feeds]:1',
  'feeds.lan:0',
]
const ODD = [
  '[::1]:9000',
  '::1',
  '::ffff:10.0.0.0/104',
  'feeds:21200',
  'a:b',
  ':80',
  '1.2.3.4:70000',
  '/',
  '[::1',
  'münchen.lan',
  '01.2.3.4',
  '1.2.3',
  '::1.2.3.4',
  '1::2::3',
  '[1.2.3.4]:80',
  'fd00::1:80',
]

// Refused by the guard alone, it ended every worker at its start, with no line to look at.
test.each([...RIGHT, ...WRONG, ...ODD])(
  '%s is right in the configuration where the guard can read it',
  (entry) => {
    let canRead = true
    try {
      createAllowList([entry])
    } catch {
      canRead = false
    }

    expect(isNetworkPlace(entry)).toBe(canRead)
    if (RIGHT.includes(entry)) expect(canRead).toBe(true)
    if (WRONG.includes(entry)) expect(canRead).toBe(false)
  },
)

// The server would end at its start, without a line to look at.
test.each([...RIGHT, ...WRONG, ...ODD, '10.0.0.0/1', '0.0.0.0/0', '::/0', '::/00'])(
  '%s is an address or a range only where the server can trust it, and is never all there are',
  (entry) => {
    const isOne = isAddressOrRange(entry)

    if (isOne) expect(fastify({ trustProxy: [entry] }).server).toBeDefined()
    if (/\/0+$/u.test(entry) || entry.startsWith('feeds')) expect(isOne).toBe(false)
    if (['10.0.0.0/8', '127.0.0.1', '::1'].includes(entry)) expect(isOne).toBe(true)
  },
)
