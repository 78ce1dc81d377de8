import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SourceState } from '../../../src/model/index.ts'
import { publisherId, sourceId } from '../../../src/rules/ids.ts'
import {
  type Declaration,
  packDeclaration,
  packState,
  unpackDeclaration,
  unpackState,
} from '../../../src/store/pack-source.ts'
import { brokenRecord, readStoredSource } from '../../../src/store/source-records.ts'

const URL = 'https://www.example.com/news/feed.xml'
const AT = Date.UTC(2026, 10, 24, 10)

/** Of a source that is polled every hour and has published for a year. */
const state: SourceState = {
  validators: { url: URL, etag: 'W/"5e8c66a1b2f34d50"', lastModified: new Date(AT - 9e6).toUTCString() },
  bodyHash: 'A1b2C3d4E5f6G7h8',
  hints: { maxAgeMs: 900_000, ttlMs: 3_600_000 },
  rhythm: { newestAt: AT - 9_123_000, gapMs: 7_201_000 },
  lastPolledAt: AT,
  lastSucceededAt: AT,
  lastOutcome: 'not_modified',
  failureCount: 0,
  nextPollAt: AT + 3_743_123,
  nextPollReason: 'ttl 3600 s → jitter +143 s',
  lastBodyAt: AT - 7_200_000,
  feedTitle: 'Example News',
  siteUrl: 'https://www.example.com/',
  guids: { sample: Array.from({ length: 8 }, () => 'k3m9x0'), changedCount: 0, trust: 'trusted' },
  pollCount: 8_760,
  notModifiedCount: 7_900,
  ledger: 'hg7qk,6rc,63g,nw,1z4kq9,2vyxu4g,fsw,6pr1,,,d3a1,8xk2,kk91',
}

const moment = fc.integer({ min: 0, max: 8.64e15 })
const duration = fc.oneof(
  fc.integer({ min: 0, max: 1e9 }),
  fc.nat(9e6).map((s) => s * 1000),
)
const texts = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.webUrl(),
  fc.constant('https://www.example.com'),
)
const optional = { requiredKeys: [] as never[], noNullPrototype: true }
const states: fc.Arbitrary<SourceState> = fc.record(
  {
    validators: fc.record(
      {
        url: texts,
        etag: fc.oneof(
          texts,
          fc.stringMatching(/^(W\/)?"[0-9a-f]*"$/),
          fc.stringMatching(/^(W\/)?"[ -~]*"$/),
        ),
        lastModified: fc.oneof(
          texts,
          fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
        ),
      },
      { requiredKeys: ['url'], noNullPrototype: true },
    ),
    bodyHash: fc.oneof(texts, fc.base64String()),
    hints: fc.record(
      {
        maxAgeMs: duration,
        ttlMs: fc.oneof(duration, fc.double({ noNaN: true, noDefaultInfinity: true, min: 0.001 })),
        updatePeriodMs: duration,
        skipHours: fc.array(fc.nat(23)),
        skipDays: fc.array(fc.nat(6)),
        isExpiry: fc.constant(true),
      },
      optional,
    ),
    rhythm: fc.record(
      { newestAt: moment, gapMs: duration },
      { requiredKeys: ['newestAt'], noNullPrototype: true },
    ),
    lastPolledAt: moment,
    lastSucceededAt: moment,
    lastOutcome: fc.constantFrom('changed' as const, 'failed' as const, 'tls' as const),
    lastError: texts,
    failureCount: fc.nat(),
    nextPollAt: fc.oneof(
      moment,
      moment.map((at) => at + 0.5),
    ),
    nextPollReason: fc.oneof(
      texts,
      fc
        .array(fc.constantFrom(' → ', 'ttl ', '900 s', 'jitter +', '\u0001', 'cap 7 d'))
        .map((parts) => parts.join('')),
    ),
    lastBodyAt: moment,
    pendingMove: fc.record({ url: texts, since: moment }, { noNullPrototype: true }),
    movedTo: texts,
    mergedInto: fc.stringMatching(/^[0-9a-z]{16}$/),
    feedTitle: texts,
    siteUrl: texts,
    guids: fc.record(
      {
        sample: fc.oneof(
          fc.array(fc.stringMatching(/^[0-9a-hjkmnp-tv-z]{8}$/)),
          fc.array(texts, { maxLength: 3 }),
        ),
        changedCount: fc.nat(9),
        trust: fc.constantFrom('trusted' as const, 'unstable' as const),
      },
      { noNullPrototype: true },
    ),
    titleMarks: fc.record(
      { before: fc.array(texts, { maxLength: 2 }), after: fc.array(texts, { maxLength: 2 }) },
      { noNullPrototype: true },
    ),
    turnAt: moment,
    isToldFailing: fc.boolean(),
    pollCount: fc.nat(),
    notModifiedCount: fc.nat(),
    ledger: fc.oneof(
      texts,
      fc.array(fc.stringMatching(/^[0-9a-z]{0,6}$/)).map((all) => all.join(',')),
    ),
  },
  { requiredKeys: ['failureCount', 'pollCount', 'notModifiedCount'], noNullPrototype: true },
)

describe('a state', () => {
  test('is given back as it was, whatever it holds', () => {
    fc.assert(
      fc.property(states, texts, (state, url) => {
        expect(unpackState(packState(state, url), url).state).toEqual(state)
      }),
      { numRuns: 2_000 },
    )
  })

  test('is packed the same each time: an equal one can be told by its bytes', () => {
    fc.assert(
      fc.property(states, (state) => {
        const again = structuredClone(state)
        expect(packState(again, URL).equals(packState(state, URL))).toBe(true)
      }),
    )
  })

  test('that has changed in part is packed the same whether the rest is copied or not', () => {
    const urls = fc.constantFrom(URL, 'http://127.0.0.1/feed', 'https://www.example.com/other')
    fc.assert(
      fc.property(states, states, urls, urls, fc.boolean(), (first, second, url, later, isEmptied) => {
        const before = unpackState(packState(first, url), url)
        const state = isEmptied
          ? { ...second, guids: first.guids, seen: before.state.seen, validators: before.state.validators }
          : { ...before.state, lastPolledAt: AT, pollCount: second.pollCount, siteUrl: second.siteUrl }
        const next = state as SourceState

        expect(packState(next, later, AT, before)).toEqual(packState(structuredClone(next), later, AT))
      }),
      { numRuns: 1_000 },
    )
  })

  test('of a source that is known well takes less than 200 bytes', () => {
    expect(packState(state, URL).length).toBeLessThan(200)
  })

  test('keeps fields that the format does not know, and values that do not fit', () => {
    const strange = {
      ...state,
      later: { a: [1] },
      hints: { maxAgeMs: 1, later: 2 },
      pollCount: 0.5,
    } as SourceState

    expect(unpackState(packState(strange, URL), URL).state).toEqual(strange)
  })

  test('survives another writing of the declared address', () => {
    const other = 'HTTPS://WWW.Example.com:443/news/feed.xml#top'

    expect(sourceId(other)).toBe(sourceId(URL))
    expect(unpackState(packState(state, URL), other).state).toEqual(state)
  })

  test('that was cut off or belongs to a newer program is refused', () => {
    const bytes = packState(state, URL)

    for (let length = 1; length < bytes.length; length++)
      expect(() => unpackState(bytes.subarray(0, length), URL)).toThrow()
    expect(() => unpackState(Buffer.from([0xff, 0xff, 0xff, 0xff, 0x7f]), URL)).toThrow('newer program')
  })
})

describe('a declaration', () => {
  const declarations: fc.Arbitrary<Declaration> = fc.record(
    {
      url: fc.oneof(
        texts,
        fc.webUrl().map((url) => url.replace('://', '://www.')),
      ),
      publisherId: texts,
      publisherName: texts,
      channels: fc.array(texts, { maxLength: 4 }),
      language: texts,
      weight: fc.double({ min: 0.25, max: 4, noNaN: true }),
      timeZone: texts,
      encoding: texts,
      aggregates: fc.boolean(),
      declaredBy: fc.constantFrom('config' as const, 'runtime' as const),
    },
    {
      requiredKeys: ['url', 'publisherId', 'publisherName', 'channels', 'weight', 'declaredBy'],
      noNullPrototype: true,
    },
  )

  test('is given back as it was, whatever it says', () => {
    fc.assert(
      fc.property(declarations, (declaration) => {
        expect(unpackDeclaration(packDeclaration(declaration))).toEqual(declaration)
      }),
    )
  })

  test('does not keep what is the rule', () => {
    const usual: Declaration = {
      url: URL,
      publisherName: 'Example News',
      publisherId: publisherId('Example News'),
      channels: ['world'],
      weight: 1,
      declaredBy: 'config',
    }
    const bytes = packDeclaration(usual, publisherId)

    expect(bytes.length).toBeLessThan(`${URL}Example News world`.length)
    expect(unpackDeclaration(bytes, publisherId)).toEqual(usual)
    expect(() => unpackDeclaration(bytes)).toThrow('nobody knows the id of the publisher')
  })
})

test('a source of another format is refused by its key and number', () => {
  expect(() => readStoredSource(Buffer.from([7, 0, 0]), '{tw}:sources:in:abc')).toThrow(
    'Redis key {tw}:sources:in:abc holds a source in format 7; this Tidewire knows format 2: a newer Tidewire has written it, update this process too (README, "Updates")',
  )
  expect(() => readStoredSource(Buffer.from([1, 0, 0]), 'k')).toThrow(/this Tidewire knows format 2$/)
})

test('a record with fields of a newer program is told of as such, one that is damaged as damaged', () => {
  const newer = Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f])
  const causeOf = (bytes: Buffer) => {
    try {
      return unpackDeclaration(bytes, publisherId)
    } catch (error) {
      return brokenRecord('{tw}:sources:in:abc', error)
    }
  }

  expect(causeOf(newer)).toMatchObject({
    code: 'store_unknown_version',
    message: expect.stringContaining(
      'fields that this Tidewire does not know: a newer Tidewire has written it',
    ),
  })
  expect(causeOf(Buffer.from([0xff]))).toMatchObject({ code: 'store_broken_value' })
})
