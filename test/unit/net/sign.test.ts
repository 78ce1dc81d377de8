import { execFileSync } from 'node:child_process'
import { createHmac, randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import { newSecret, secretKey, signPayload } from '../../../src/net/sign.ts'

const NOW = Date.now()
const TIMESTAMP = Math.floor(NOW / 1000)
const OLD = newSecret(randomBytes)
const CURRENT = newSecret(randomBytes)
const BODY = JSON.stringify({ type: 'story.created', data: { title: 'Café \u2028 新闻 🗞' } })

test('a receiver with the reference library accepts it and gets the object', () => {
  const headers = signed({})

  expect(new Webhook(CURRENT).verify(BODY, headers)).toEqual(JSON.parse(BODY))
})

test('one byte changed in body, id or timestamp is refused', () => {
  const headers = signed({})
  const receiver = new Webhook(CURRENT)

  expect(() => receiver.verify(BODY.replace('Café', 'Cafe'), headers)).toThrow()
  expect(() => receiver.verify(`${BODY} `, headers)).toThrow()
  expect(() => receiver.verify(BODY, { ...headers, 'webhook-id': 'evt_2' })).toThrow()
  expect(() => receiver.verify(BODY, { ...headers, 'webhook-timestamp': `${TIMESTAMP - 1}` })).toThrow()
})

test('it is the HMAC-SHA256 of id, timestamp and body, joined by dots, under the decoded secret', () => {
  const key = Buffer.from(CURRENT.slice('whsec_'.length), 'base64')
  const expected = createHmac('sha256', key).update(`evt_1.${TIMESTAMP}.${BODY}`, 'utf8').digest('base64')

  expect(signed({})['webhook-signature']).toBe(`v1,${expected}`)
})

test('the example that the reference libraries test themselves with comes out alike', () => {
  const header = signPayload({
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: 1_614_265_330,
    body: '{"test": 2432232314}',
    secrets: [{ value: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }],
    now: NOW,
  })

  expect(header).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
})

test('openssl, asked for the same bytes, says the same', () => {
  const key = Buffer.from(CURRENT.slice('whsec_'.length), 'base64').toString('hex')
  const said = execFileSync(
    'openssl',
    ['dgst', '-sha256', '-mac', 'HMAC', '-macopt', `hexkey:${key}`, '-binary'],
    { input: Buffer.from(`evt_1.${TIMESTAMP}.${BODY}`, 'utf8') },
  )

  expect(signed({})['webhook-signature']).toBe(`v1,${said.toString('base64')}`)
})

test('a clock that is ten minutes off is refused by receivers, whichever way', () => {
  const receiver = new Webhook(CURRENT)
  const at = (minutes: number) => () => receiver.verify(BODY, signed({ timestamp: TIMESTAMP + minutes * 60 }))

  expect(at(10)).toThrow('too new')
  expect(at(-10)).toThrow('too old')
  expect(at(4)()).toEqual(JSON.parse(BODY))
})

test('a receiver that knows one kind of signature finds it among others', () => {
  const headers = signed({})
  const listed = `v1a,${randomBytes(64).toString('base64')} ${headers['webhook-signature']}`

  new Webhook(CURRENT).verify(BODY, { ...headers, 'webhook-signature': listed })
})

test('bytes and the same text sign alike', () => {
  expect(signed({ body: Buffer.from(BODY, 'utf8') })).toEqual(signed({}))
})

describe('rotation', () => {
  const secrets = [{ value: CURRENT }, { value: OLD, expiresAt: NOW + 1000 }]

  test('both secrets verify until the old one expires', () => {
    const headers = signed({ secrets })

    expect(headers['webhook-signature'].split(' ')).toHaveLength(2)
    for (const secret of [CURRENT, OLD]) new Webhook(secret).verify(BODY, headers)
  })

  test('then the new one alone signs', () => {
    const headers = signed({ secrets, now: NOW + 1000 })

    expect(headers['webhook-signature'].split(' ')).toHaveLength(1)
    new Webhook(CURRENT).verify(BODY, headers)
    expect(() => new Webhook(OLD).verify(BODY, headers)).toThrow()
  })

  test('without any valid secret nothing is signed', () => {
    for (const none of [[], [{ value: OLD, expiresAt: NOW }]]) {
      expect(() => signed({ secrets: none })).toThrow(expect.objectContaining({ code: 'sign_no_secret' }))
    }
  })
})

describe('secrets', () => {
  test('hold 32 random bytes', () => {
    expect(newSecret(() => new Uint8Array(32))).toBe(`whsec_${'A'.repeat(43)}=`)
    expect(secretKey(CURRENT)).toHaveLength(32)
  })

  test.each([
    'plain text',
    'whsec_AAAA',
    `whsec_${'A'.repeat(20)}`,
    `whsec_${'A'.repeat(100)}`,
    `whsec_${'*'.repeat(44)}`,
    CURRENT.slice('whsec_'.length),
  ])('"%s" is refused without being quoted', (value) => {
    expect(() => secretKey(value)).toThrow(expect.objectContaining({ code: 'sign_bad_secret' }))
    expect(() => secretKey(value)).not.toThrow(value.slice(-20))
  })
})

function signed(changes: Partial<Parameters<typeof signPayload>[0]>) {
  const signing = {
    id: 'evt_1',
    timestamp: TIMESTAMP,
    body: BODY,
    secrets: [{ value: CURRENT }],
    now: NOW,
    ...changes,
  }
  return {
    'webhook-id': signing.id,
    'webhook-timestamp': String(signing.timestamp),
    'webhook-signature': signPayload(signing),
  }
}
