import { describe, expect, inject, test } from 'vitest'
import { importOpml } from '../../../src/app/import-opml.ts'
import { createSourceDesk } from '../../../src/app/source-desk.ts'
import { DAY, MINUTE } from '../../../src/rules/durations.ts'
import { NOW, ok, openDesk, redirect, rss, someItems } from '../../support/publisher/index.ts'
import { openSpace } from '../../support/redis-space.ts'

const ITEMS = someItems(4, NOW)
const space = openSpace({ url: inject('redisUrl') }, 'moves')

/** A publisher whose feed stands at `/new.xml`, where older addresses lead. */
async function aMovedFeed() {
  const it = await openDesk(space)
  const { publisher, desk } = it
  publisher.on('/new.xml', ok(rss(ITEMS, { title: 'Harbour', link: publisher.urlOf('/') })))
  const old = (path: string) => publisher.on(path, redirect(publisher.urlOf('/new.xml')))
  const runTo = (days: number) => desk.runUntil(NOW + days * DAY)
  return {
    ...it,
    old,
    runTo,
    newUrl: publisher.urlOf('/new.xml'),
  }
}

/** As an operator would, who knows nothing of the move. */
function operatorOf({ desk, clock }: Awaited<ReturnType<typeof aMovedFeed>>) {
  const store = desk.storage.sources
  const guard = { checkUrl: (url: string) => new URL(url) }
  const deps = { store, guard, now: clock.now, random: () => 0 }
  const sources = createSourceDesk({
    ...deps,
    paces: desk.storage.paces,
    channelIds: ['world', 'harbour'],
    enrolments: { report: async () => undefined, recheck: async () => undefined },
  })
  return {
    add: (url: string) => sources.add({ url, publisherName: 'Harbour', channels: ['world'], weight: 2 }),
    import: (url: string) =>
      importOpml(
        Buffer.from(`<opml version="2.0"><body><outline type="rss" xmlUrl="${url}"/></body></opml>`),
        { channel: 'harbour' },
        { ...deps, channels: [{ id: 'harbour', title: 'Harbour' }], listIds: [] },
      ),
  }
}

describe('a feed that has moved', () => {
  test('is pending for a week: how often and since when it was led there is kept', async () => {
    await using it = await aMovedFeed()
    const { id } = await it.desk.declare(it.old('/old.xml'))

    await it.runTo(2)

    const { pendingMove, movedTo } = (await it.desk.stateOf(id)).state
    expect(movedTo).toBeUndefined()
    expect(pendingMove).toMatchObject({ url: it.newUrl, since: NOW })
    expect(pendingMove?.count).toBe(it.desk.reports.length)
  })

  test('whoever adds or imports its new address means it: nothing is polled or told twice', async () => {
    await using it = await aMovedFeed()
    const { id, url } = await it.desk.declare(it.old('/old.xml'))
    await it.runTo(8)
    const told = it.desk.clustered.length
    const operator = operatorOf(it)

    const added = await operator.add(it.newUrl)
    const imported = await operator.import(it.newUrl)

    expect(added).toMatchObject({ outcome: 'updated', source: { id, url } })
    expect(imported).toMatchObject({ added: 0, updated: 1 })
    await it.runTo(10)
    const { source, state } = await it.desk.stateOf(id)
    expect(source).toMatchObject({ status: 'active', channels: ['world', 'harbour'], weight: 2 })
    expect(state.movedTo).toBe(it.newUrl)
    expect(await it.desk.storage.sources.ids()).toEqual([id])
    expect(it.desk.clustered).toHaveLength(told)
  })

  test('two that move to an address which nobody declared are asked there once', async () => {
    await using it = await aMovedFeed()
    const one = await it.desk.declare(it.old('/one.xml'), { channels: ['one'] })
    const two = await it.desk.declare(it.old('/two.xml'), { channels: ['two'] }, NOW + MINUTE)

    await it.runTo(9)

    const [first, second] = [await it.desk.stateOf(one.id), await it.desk.stateOf(two.id)]
    expect(first).toMatchObject({ source: { status: 'active', channels: ['one', 'two'] } })
    expect(second).toMatchObject({ source: { status: 'merged' }, state: { mergedInto: one.id } })
    const before = it.publisher.asked('/new.xml').length
    const polls = await it.runTo(10)
    expect(new Set(polls.map(({ sourceId }) => sourceId))).toEqual(new Set([one.id]))
    expect(it.publisher.asked('/new.xml')).toHaveLength(before + polls.length)
  })

  test('to a source that was never polled yet hands over what it has told, which is not told again', async () => {
    await using it = await aMovedFeed()
    const old = await it.desk.declare(it.old('/old.xml'))
    await it.runTo(6)
    const told = it.desk.clustered.length
    const declared = await it.desk.declare(it.newUrl, {}, NOW + 9 * DAY)

    await it.runTo(10)

    expect((await it.desk.stateOf(old.id)).source.status).toBe('merged')
    const { state } = await it.desk.stateOf(declared.id)
    expect(state.pollCount).toBeGreaterThan(0)
    expect(it.desk.clustered).toHaveLength(told)
  })
})
