import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { closeRedis, createRedis } from '../../../src/redis/client.ts'
import { tidewire } from '../../support/command.ts'
import { closeServer, listenOn, portOf } from '../../support/newsroom/loopback.ts'
import { settingsOf, writeSettings } from '../../support/processes-settings.ts'
import { removeKeys, uniquePrefix } from '../../support/redis.ts'

const redis = createRedis({ url: inject('redisUrl') }, 'commands')
const prefix = uniquePrefix('lists')
const dir = mkdtempSync(join(tmpdir(), 'tidewire-lists-'))
const list = join(dir, 'feeds.opml')
const LIST = `<?xml version="1.0"?><opml version="2.0"><body>
<outline text="Harbour &amp; Sea" type="rss" xmlUrl="https://harbour.example/feed?a=1&amp;b=2" language="en"/>
<outline text="Sports"><outline text="Sports Daily" type="rss" xmlUrl="https://sports.example/rss"/></outline>
<outline text="Cookery"><outline text="Pots" type="rss" xmlUrl="https://pots.example/atom.xml"/></outline>
<outline text="Inside" type="rss" xmlUrl="http://169.254.169.254/latest"/>
</body></opml>`

const written: { readonly file: string; remove(): void }[] = []

/** Commands of an installation of its own. */
function installation(name: string) {
  const settings = settingsOf({ redis: { url: inject('redisUrl'), prefix: `${prefix}-${name}` } })
  const config = writeSettings(settings)
  written.push(config)
  return (args: readonly string[], stdin = '') => tidewire(['--config', config.file, ...args], { stdin })
}

beforeAll(() => writeFileSync(list, LIST))

afterAll(async () => {
  for (const config of written) config.remove()
  rmSync(dir, { recursive: true, force: true })
  await removeKeys(redis, prefix)
  await closeRedis(redis)
})

describe('opml', () => {
  test('a list is imported, exported, and imported elsewhere as the same', async () => {
    const here = installation('here')
    const there = installation('there')

    const tried = await here(['opml', 'import', list, '--dry-run', '--json'])
    const nothing = await here(['opml', 'export'])
    const imported = await here(['opml', 'import', list])
    const exported = await here(['opml', 'export'])
    const again = await there(['opml', 'import', '-', '--json'], exported.out)
    const back = await there(['opml', 'export'])

    // One address is refused: told, and an exit code of 1, while the others are taken.
    expect([tried.code, imported.code]).toEqual([1, 1])
    expect(JSON.parse(tried.out)).toMatchObject({
      added: 3,
      failed: [{ url: 'http://169.254.169.254/latest' }],
    })
    expect(nothing.out).not.toContain('xmlUrl')
    expect(imported.out).toMatch(/^3 added, 0 updated, 0 unchanged\n/)
    expect(imported.out).toContain('Cookery')
    expect(imported.out).toMatch(/^1 failed:\n {2}Inside http:\/\/169\.254\.169\.254\/latest: .+/m)

    expect([exported.code, exported.err]).toEqual([0, ''])
    expect(exported.out).toContain('xmlUrl="https://harbour.example/feed?a=1&amp;b=2"')
    expect(exported.out).toMatch(
      /text="Sports" title="Sports">\s*<outline [^>]*xmlUrl="https:\/\/sports\.example\/rss"\/>\s*<\/outline>/,
    )
    expect(again.code).toBe(0)
    expect(JSON.parse(again.out)).toMatchObject({ added: 3, unchanged: 0, failed: [] })
    expect(back.out).toBe(exported.out)
  })

  test('the sources are JSON where that is asked for', async () => {
    const run = installation('json')
    await run(['opml', 'import', list, '--channel', 'world'])

    const { code, out } = await run(['opml', 'export', '--json'])

    expect(code).toBe(0)
    const sources = JSON.parse(out) as { url: string; channels: string[] }[]
    expect(sources.map(({ url }) => new URL(url).host).toSorted()).toEqual([
      'harbour.example',
      'pots.example',
      'sports.example',
    ])
    expect(sources.map(({ channels }) => channels)).toEqual([['world'], ['world'], ['world']])
  })

  test('what is no list is an error: exit code 1', async () => {
    const { code, out, err } = await installation('none')(['opml', 'import', '-'], '<html>Sorry</html>')

    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/OPML/)
  })
})

describe('discover', () => {
  test('the feeds that a page names are listed; where there is none the exit code is 1', async () => {
    const asked: string[] = []
    const server = await listenOn('127.0.0.1', 0, ({ url = '' }, response) => {
      asked.push(url)
      if (url !== '/') return response.writeHead(404).end()
      return response
        .writeHead(200, {
          'content-type': 'text/html',
          link: '</all.json>; rel="alternate"; type="application/feed+json"',
        })
        .end('<link rel="alternate" type="application/rss+xml" title="Harbour News" href="/feed.xml">')
    })
    const settings = settingsOf({
      redis: { url: inject('redisUrl'), prefix },
      sections: { network: { feeds: { allow: ['127.0.0.0/8'], ports: [portOf(server)] } } },
    })
    const config = writeSettings(settings)
    written.push(config)
    const site = `http://127.0.0.1:${portOf(server)}`

    const found = await tidewire(['--config', config.file, 'discover', `${site}/`, '--json'])
    const shown = await tidewire(['--config', config.file, 'discover', `${site}/`])
    const askedOfPage = [...asked]
    const none = await tidewire(['--config', config.file, 'discover', `${site}/about`])
    await closeServer(server)

    expect(found.code).toBe(0)
    expect(JSON.parse(found.out)).toMatchObject({
      url: `${site}/`,
      feeds: [
        { url: `${site}/feed.xml`, title: 'Harbour News', type: 'rss', foundBy: 'link' },
        { url: `${site}/all.json`, type: 'json', foundBy: 'header' },
      ],
      warnings: [],
    })
    expect(shown.out).toMatch(/^TYPE +FOUND BY +TITLE +URL\nrss +<link> of the page +Harbour News +http/)
    // What the page names needs no second request.
    expect(askedOfPage).toEqual(['/', '/'])
    expect(none.code).toBe(1)
    expect(none.out).toContain(`no feed found at ${site}/about`)
  })

  test('an address inside is refused before anything is sent there', async () => {
    const { code, out, err } = await tidewire(['discover', 'http://127.0.0.1/'])

    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/127\.0\.0\.1/)
  })
})
