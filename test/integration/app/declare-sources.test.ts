import { expect, inject, test } from 'vitest'
import { declareSources } from '../../../src/app/source-desk.ts'
import type { Source } from '../../../src/model/index.ts'
import { DAY } from '../../../src/rules/durations.ts'
import { publisherId, sourceId } from '../../../src/rules/ids.ts'
import { NOW, ok, openDesk, redirect, rss, someItems } from '../../support/publisher/index.ts'
import { openSpace } from '../../support/redis-space.ts'

const space = openSpace({ url: inject('redisUrl') }, 'declare-sources')

test('a file that names the address a source has moved to, the old one, or both means that source', async () => {
  await using it = await openDesk(space)
  const { declare, desk, from, to } = await moved(it)
  const { sources } = desk.storage
  const before = await desk.stateOf(sourceId(from))
  const clustered = desk.clustered.length

  const reports = [await declare(aSource(to, ['world'])), await declare(aSource(to), aSource(from))]
  await desk.runUntil(NOW + 9 * DAY)

  expect(before.state.movedTo).toBe(to)
  expect(reports).toEqual([
    { added: 0, updated: 1, removed: 0, outdated: [], unknownEncodings: [] },
    { added: 0, updated: 1, removed: 0, outdated: [{ url: from, movedTo: to }], unknownEncodings: [] },
  ])
  expect(await sources.ids()).toEqual([sourceId(from)])
  const after = await desk.stateOf(sourceId(from))
  expect(after.state).toMatchObject({ movedTo: to, validators: before.state.validators })
  expect(after.state.pollCount).toBeGreaterThan(before.state.pollCount)
  expect(desk.clustered).toHaveLength(clustered)
  expect(desk.reports.flatMap(({ violations }) => violations)).toEqual([])
})

test('a file that names an address which another source has moved to, and a third one has, means the third', async () => {
  await using it = await openDesk(space)
  const { declare, desk, to } = await moved(it)
  const { sources } = desk.storage
  const { clock } = it
  await sources.declare({ ...aSource(to), declaredBy: 'runtime' }, clock.now(), clock.now() + DAY)

  const report = await declare(aSource(to))

  expect(report).toMatchObject({ added: 0, updated: 1, removed: 1 })
  expect(await sources.ids()).toEqual([sourceId(to)])
})

/** A source of the file that has moved for good since it was declared. */
async function moved({ clock, publisher, desk }: Awaited<ReturnType<typeof openDesk>>) {
  const { sources, enrolments } = desk.storage
  const declare = (...written: readonly Source[]) =>
    declareSources(written, { store: sources, enrolments, now: clock.now, random: () => 0 })
  const to = publisher.on('/new.xml', ok(rss(someItems(3, NOW)), { etag: '"1"' }))
  const from = publisher.on('/old.xml', redirect('/new.xml'))
  await declare(aSource(from))
  await desk.runUntil(NOW + 8 * DAY)
  return { declare, desk, from, to }
}

function aSource(url: string, channels: readonly string[] = []): Source {
  return {
    id: sourceId(url),
    url,
    publisherId: publisherId('Paper'),
    publisherName: 'Paper',
    channels,
    weight: 1,
    status: 'active',
    declaredBy: 'config',
  }
}
