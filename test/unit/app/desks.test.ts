import { expect, test } from 'vitest'
import { createSourceDesk, declareSources, type SourceDeskDeps } from '../../../src/app/source-desk.ts'
import { createSubscriptionDesk, type SubscriptionDeskDeps } from '../../../src/app/subscription-desk.ts'
import type { Source } from '../../../src/model/index.ts'
import { BlockedError } from '../../../src/net/errors.ts'
import { createGuard } from '../../../src/net/guard.ts'
import { REFUSED_URLS } from '../net/refused-urls.ts'
import { aSource } from '../stages/given.ts'

/** Nothing is to be stored: whatever is asked of a store is a mistake. */
const noStore = new Proxy(
  {},
  {
    get(_, name) {
      throw new Error(`${String(name)} was asked of the store`)
    },
  },
)

function desks() {
  const rules = { allow: [], ports: [80, 443, 8080, 8443] }
  const feeds = createGuard({ purpose: 'feeds', ...rules })
  const callbacks = createGuard({ purpose: 'callbacks', ...rules })
  const common = { now: () => 0, random: () => 0 }
  return {
    sources: createSourceDesk({
      ...common,
      store: noStore,
      enrolments: noStore,
      guard: feeds,
      channelIds: [],
    } as unknown as SourceDeskDeps),
    subscriptions: createSubscriptionDesk({
      ...common,
      store: noStore,
      guard: callbacks,
      listIds: [],
      randomBytes: (size: number) => new Uint8Array(size),
    } as unknown as SubscriptionDeskDeps),
  }
}

test.each(REFUSED_URLS)(
  '%j is refused when it is registered, as a feed and as a callback',
  async (url, code) => {
    const { sources, subscriptions } = desks()
    const why = async (work: () => Promise<unknown>) => {
      try {
        return await work()
      } catch (error) {
        return error instanceof BlockedError ? error.code : error
      }
    }

    const source = { url, publisherName: 'Stranger', channels: [], weight: 1 }
    expect(await why(() => sources.add(source))).toBe(code)
    // A callback with a user name is refused for that before its address is looked at.
    expect([code, 'blocked_userinfo']).toContain(
      await why(() => subscriptions.add({ url, eventTypes: [], listIds: [] })),
    )
  },
)

// Taken as they are, they would be passed over at every poll without a word, dates hours off.
test.each([
  [{ timeZone: 'Mars/Base' }, 'source_time_zone'],
  [{ encoding: 'utf-99' }, 'source_encoding'],
  [{ language: 'xx_yy' }, 'source_language'],
  [{ publisherName: ' ' }, 'source_publisher'],
])('%j is refused when a source is added', async (odd, code) => {
  const source = { url: 'https://news.example/feed', publisherName: 'Stranger', channels: [], weight: 1 }

  await expect(desks().sources.add({ ...source, ...odd })).rejects.toMatchObject({ code, retry: 'never' })
})

test('a source of the file whose encoding nobody knows is declared, and told of', async () => {
  const declared: string[] = []
  const store = {
    async *records() {},
    load: async () => [],
    declare: async ({ url }: Source) => declared.push(url) && 'added',
  }
  const written = ['gb18030', 'utf-99', undefined].map((encoding, n) =>
    aSource(`s${n}`, { ...(encoding && { encoding }) }),
  )

  const report = await declareSources(written, {
    store,
    enrolments: noStore,
    now: () => 0,
    random: () => 0,
  } as unknown as SourceDeskDeps)

  expect(declared).toEqual(written.map(({ url }) => url))
  expect(report.unknownEncodings).toEqual([{ url: 'https://s1.example/feed.xml', encoding: 'utf-99' }])
})
