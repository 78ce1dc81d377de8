import { expect, inject, onTestFinished, test } from 'vitest'
import { iconTurnOf, notePublisherOf, searchIcons } from '../../../src/app/start-icons.ts'
import type { Source } from '../../../src/model/index.ts'
import { politenessGroups } from '../../../src/rules/polling/politeness-group.ts'
import { contextOf, settingsOf, writeSettings } from '../../support/processes-settings.ts'
import { ok, startPublisher } from '../../support/publisher/index.ts'
import { removeKeys, uniquePrefix, until } from '../../support/redis.ts'

const GIF = Buffer.from('GIF89a\x01\0\x01\0', 'latin1')

async function anInstallation(icons: boolean) {
  const publisher = await startPublisher()
  const prefix = uniquePrefix('icons')
  const written = writeSettings(
    settingsOf({
      redis: { url: inject('redisUrl'), prefix },
      sources: [{ url: publisher.urlOf('/feed'), publisher: 'The Gazette' }],
      sections: { polling: { icons } },
    }),
  )
  const context = contextOf(written.file)
  onTestFinished(async () => {
    written.remove()
    await removeKeys(context.redis, prefix)
    await context.close()
    await publisher[Symbol.asyncDispose]()
  })
  const [source] = context.config.sources as [Source]
  const feed = { format: 'rss', siteUrl: publisher.urlOf('/'), hubs: [], warnings: [] } as const
  await notePublisherOf(context)(source, feed)
  return { publisher, context, source }
}

test('a poll worker finds what was noted, and stops when it is told', async () => {
  const { publisher, context, source } = await anInstallation(true)
  publisher.on('/favicon.ico', ok(GIF))
  const stopping = new AbortController()
  const searching = searchIcons(context, stopping.signal)

  await until(() => context.storage.publishers.hasIcon(source.publisherId))

  expect(await context.storage.publishers.icon(source.publisherId)).toMatchObject({
    bytes: GIF,
    type: 'image/gif',
  })
  expect(publisher.asked('/favicon.ico')[0]?.headers['user-agent']).toContain('Tidewire/')
  stopping.abort()
  await searching
})

test('polling.icons: false asks for none', async () => {
  const { publisher, context } = await anInstallation(false)

  expect(await context.storage.publishers.takeWanted(context.now())).toBeUndefined()
  await searchIcons(context, new AbortController().signal)
  expect(publisher.asked()).toEqual([])
})

test.each(['http://127.0.0.9:8080/favicon.ico', 'https://news.example.com/favicon.ico'])(
  'a host that has asked for patience is not asked for an icon: %s',
  async (url) => {
    const { context } = await anInstallation(true)
    const takeTurn = iconTurnOf(context)
    expect(await takeTurn(url, new AbortController().signal)).toBe(true)

    await context.storage.paces.update(politenessGroups(url).at(-1)!.id, () => ({
      pace: {
        gapMs: 60_000,
        lastAskedAt: 0,
        nextFreeAt: 0,
        throttledAt: context.now(),
        throttledId: 'other',
        together: 3,
        apart: 0,
        weighedAt: context.now(),
      },
    }))

    expect(await takeTurn(url, new AbortController().signal)).toBe(false)
  },
)

test('what the same source said lately is not taken down once more', async () => {
  const { context, source } = await anInstallation(true)
  const { redis, storage } = context
  let time = context.now()
  const note = notePublisherOf({ ...context, now: () => time })
  const feed = { format: 'rss', title: 'The Gazette', siteUrl: source.url, hubs: [], warnings: [] } as const
  const isWanted = async () => (await redis.hexists(storage.keys.wantedIcons(), source.publisherId)) === 1
  const forget = () => redis.del(storage.keys.wantedIcons())

  await note(source, feed)
  expect(await isWanted()).toBe(true)

  await forget()
  await note(source, feed)
  expect(await isWanted()).toBe(false)

  await note(source, { ...feed, siteUrl: `${source.url}/other` })
  expect(await isWanted(), 'it says something else').toBe(true)

  await forget()
  time += 6 * 3_600_000
  await note(source, { ...feed, siteUrl: `${source.url}/other` })
  expect(await isWanted(), 'it was long ago').toBe(true)
})
