import { describe, expect, test } from 'vitest'
import type { Enrolment } from '../../../../src/model/index.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../../../src/rules/durations.ts'
import {
  asking,
  backupInterval,
  denied,
  isWorthwhile,
  leaving,
  liveUntil,
  newEnrolment,
  nextStep,
  refused,
  verified,
} from '../../../../src/rules/polling/enrolment.ts'
import { aSource } from '../../stages/given.ts'

const NOW = Date.UTC(2026, 2, 1)
const TOPIC = 'https://s1.example/feed.xml'
const OPTIONS = { now: NOW, wishedLeaseMs: 10 * DAY, random: () => 0.5 }

function fresh(more: Partial<Enrolment> = {}): Enrolment {
  return {
    ...newEnrolment({
      target: { hub: 'https://hub.example/', topic: TOPIC },
      sourceId: 's1',
      token: 'token',
      secret: 'secret',
      now: NOW,
      spreadMs: 10 * MINUTE,
      random: () => 0.5,
    }),
    ...more,
  }
}

const asked = () => asking(fresh(), 'subscribe', NOW)
const active = (leaseSeconds = 86_400) =>
  verified(asked(), { mode: 'subscribe', topic: TOPIC, leaseSeconds }, OPTIONS) as Enrolment

describe('asking a hub', () => {
  test('first requests are spread, and a secret never travels in clear for a feed that does not', () => {
    expect(fresh()).toMatchObject({ status: 'wanted', nextStepAt: NOW + 5 * MINUTE, secret: 'secret' })

    const plain = newEnrolment({
      target: { hub: 'http://hub.example/', topic: TOPIC },
      sourceId: 's1',
      token: 't',
      secret: 'secret',
      now: NOW,
      spreadMs: 0,
      random: () => 0,
    })
    expect(plain.secret).toBeUndefined()
  })

  test('a request that is never verified is tried again, later each time and at most a day later', () => {
    let enrolment = fresh()
    const waits: number[] = []
    for (let n = 0; n < 10; n++) {
      enrolment = asking(enrolment, 'subscribe', NOW)
      waits.push((enrolment.nextStepAt - NOW) / MINUTE)
    }

    expect(waits).toEqual([10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440])
    expect(enrolment.status).toBe('requested')
  })

  test('Retry-After of a refusal is kept when it is longer', () => {
    const later = refused(asked(), { message: 'answered 503', retryAfterMs: HOUR }, NOW)
    const sooner = refused(asked(), { message: 'answered 503', retryAfterMs: SECOND }, NOW)

    expect(later).toMatchObject({ nextStepAt: NOW + HOUR, lastError: 'answered 503' })
    expect(sooner.nextStepAt).toBe(asked().nextStepAt)
  })
})

describe('the hub asks back', () => {
  test('yes to what was asked; renewal comes between half and three quarters of the lease', () => {
    const times = [0, 0.999].map(
      (chance) =>
        verified(
          asked(),
          { mode: 'subscribe', topic: TOPIC, leaseSeconds: 86_400 },
          { ...OPTIONS, random: () => chance },
        )?.nextStepAt ?? 0,
    )

    expect(active()).toMatchObject({ status: 'active', leaseUntil: NOW + DAY, failureCount: 0 })
    expect(times[0]).toBe(NOW + DAY / 2)
    expect(times[1]).toBeLessThan(NOW + 0.75 * DAY)
    expect(times[1]).toBeGreaterThan(NOW + 0.74 * DAY)
  })

  test.each([
    ['another topic', { mode: 'subscribe', topic: 'https://victim.example/' }, NOW],
    ['another mode', { mode: 'unsubscribe', topic: TOPIC }, NOW],
    ['something long ago', { mode: 'subscribe', topic: TOPIC }, NOW + 2 * HOUR],
    ['what is asked later, by a clock that was set back', { mode: 'subscribe', topic: TOPIC }, NOW - 1],
  ])('no to %s', (_, question, now) => {
    expect(verified(asked(), question, { ...OPTIONS, now })).toBeUndefined()
  })

  test('no when nothing was asked', () => {
    expect(verified(fresh(), { mode: 'subscribe', topic: TOPIC }, OPTIONS)).toBeUndefined()
  })

  test('a lease is honoured up to 14 days, and one of a second is not renewed every second', () => {
    expect(active(10 ** 9).leaseUntil).toBe(NOW + 14 * DAY)
    expect(active(1)).toMatchObject({ leaseUntil: NOW + SECOND, nextStepAt: NOW + 5 * MINUTE })
  })

  test('a hub that names no lease granted what was asked', () => {
    expect(verified(asked(), { mode: 'subscribe', topic: TOPIC }, OPTIONS)?.leaseUntil).toBe(NOW + 10 * DAY)
  })
})

describe('the end of a lease', () => {
  test('a renewal under way changes nothing: pushes are expected until the lease and six hours are over', () => {
    const renewing = asking(active(), 'subscribe', NOW + DAY / 2)

    expect(renewing.status).toBe('active')
    expect(liveUntil(renewing)).toBe(NOW + DAY + 6 * HOUR)
  })

  test('past it, it is expired only when a renewal was tried and failed', () => {
    const late = NOW + 2 * DAY

    const untried = asking(active(), 'subscribe', late)
    const tried = asking({ ...active(), failureCount: 1 }, 'subscribe', late)

    expect(untried.status).toBe('active')
    expect(tried.status).toBe('expired')
    expect(liveUntil(tried)).toBe(0)
    expect(asking(tried, 'subscribe', late).status).toBe('expired')
  })

  test('a denial pauses for a week, also after it was active, and only for its own topic', () => {
    expect(denied(active(), { topic: TOPIC, reason: 'no' }, NOW)).toMatchObject({
      status: 'denied',
      nextStepAt: NOW + 7 * DAY,
      lastError: 'the hub denies it: no',
    })
    expect(denied(active(), { topic: TOPIC }, NOW)?.lastError).toBe('the hub denies it')
    expect(denied(active(), { topic: TOPIC, reason: 'x'.repeat(1_000) }, NOW)?.lastError).toBe(
      `the hub denies it: ${'x'.repeat(200)}`,
    )
    expect(denied(active(), { topic: 'https://other.example/' }, NOW)).toBeUndefined()
  })

  test('a denial keeps nobody who is leaving', () => {
    expect(denied(leaving(active(), NOW), { topic: TOPIC }, NOW)).toBeUndefined()
  })
})

describe('the next step', () => {
  test.each([
    ['an active source is signed up', fresh(), aSource(), 'subscribe'],
    ['a paused source leaves', active(), aSource('s1', { status: 'paused' }), 'unsubscribe'],
    ['a removed source leaves', active(), undefined, 'unsubscribe'],
    ['one never asked for is forgotten', fresh(), undefined, 'forget'],
    ['one that was denied is forgotten', denied(active(), { topic: TOPIC }, NOW), undefined, 'forget'],
    ['leaving is tried', leaving(active(), NOW), aSource(), 'unsubscribe'],
    ['leaving is tried three times', { ...leaving(active(), NOW), failureCount: 3 }, aSource(), 'forget'],
  ])('%s', (_, enrolment, source, step) => {
    expect(nextStep(enrolment as Enrolment, source)).toBe(step)
  })

  test('a verified departure needs no further request', () => {
    const gone = asking(active(), 'unsubscribe', NOW)

    const done = verified(gone, { mode: 'unsubscribe', topic: TOPIC }, OPTIONS) as Enrolment

    expect(nextStep(done, undefined)).toBe('forget')
  })
})

describe('backup polling', () => {
  const standing = { token: 't', target: 'x', liveUntil: NOW + HOUR, missStreak: 0, hubMissShare: 0 }

  test('a day while pushes come, less with each miss, none granted when they do not come', () => {
    expect(backupInterval(standing, NOW)).toBe(DAY)
    expect(backupInterval({ ...standing, missStreak: 2 }, NOW)).toBe(6 * HOUR)
    expect(backupInterval({ ...standing, hubMissShare: 0.6 }, NOW)).toBeUndefined()
    expect(backupInterval(standing, NOW + HOUR)).toBeUndefined()
    expect(backupInterval(undefined, NOW)).toBeUndefined()
  })

  test('feeds silent for a month are not worth a place', () => {
    expect(isWorthwhile(NOW - 29 * DAY, NOW)).toBe(true)
    expect(isWorthwhile(NOW - 31 * DAY, NOW)).toBe(false)
    expect(isWorthwhile(undefined, NOW)).toBe(true)
  })
})
