import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium, openReader, type Reader } from '../support/browser.ts'
import {
  createFrontPage,
  fakeEdition,
  fakeEntry,
  fakeItem,
  fakeProfile,
  fakeStory,
  NOW,
} from '../support/front-page.ts'
import { FRONT_PAGE_STORIES } from '../support/front-page-stories.ts'
import { HOSTILE_URLS, XSS_PAYLOADS } from '../support/xss-payloads.ts'

const STORY = fakeItem(FRONT_PAGE_STORIES[0]!, 0).storyId
const ITEMS = FRONT_PAGE_STORIES.map((story, index) => fakeItem(story, index))

describe.skipIf(!hasChromium)('in a browser', () => {
  const shots = mkdtempSync(join(tmpdir(), 'tidewire-pages-'))
  let reader: Reader

  beforeAll(async () => {
    reader = await openReader()
  })

  afterAll(async () => {
    await reader?.close()
    console.info(`screenshots: ${shots}`)
  })

  test('hostile feeds run nothing: no dialog, no policy violation, no foreign request', async () => {
    const texts = [...XSS_PAYLOADS, ...HOSTILE_URLS]
    const items = texts.map((text, index) =>
      fakeItem(FRONT_PAGE_STORIES[0]!, index, {
        title: text,
        summary: text,
        publisherName: text,
        language: text,
        url: HOSTILE_URLS[index % HOSTILE_URLS.length]!,
      }),
    )
    const entries = texts.map((text, index) =>
      fakeEntry(`e${index}`, {
        title: text,
        url: text,
        authors: [text],
        publisherName: text,
        publisherId: text,
      }),
    )
    const hostile = texts.join(' ')
    const front = createFrontPage({
      publishers: {
        get: async () =>
          fakeProfile({
            name: hostile,
            title: hostile,
            channels: texts.map((text, count) => ({ channel: text, count })),
          }),
        entries: async () => entries,
        icon: async () => undefined,
        known: async (ids) =>
          new Map([...ids].map((id, index) => [id, { title: texts[index % texts.length] ?? '' }])),
      },
      stories: {
        get: async () => fakeStory(items[0]!, { title: hostile }),
        origins: async () => [],
        related: async () => texts.map((text) => fakeStory(items[0]!, { title: text, language: text })),
        translations: async () =>
          texts.map((text) => ({
            story: fakeStory(items[0]!, { title: text, language: text }),
            reason: text,
          })),
        entries: async () => entries,
      },
    })
    front.editions.set('top', [fakeEdition('top', 2, items)])
    const base = await reader.serve(front)
    const { page, faults } = await reader.watch()

    for (const path of [
      '/',
      '/lists/top',
      '/lists/top/editions/2',
      `/lists/top/archive/${new Date(NOW).toISOString().slice(0, 10)}`,
      `/stories/${STORY}`,
      '/publishers/p1',
      '/lists/%3Cscript%3E',
    ]) {
      const answer = await page.goto(base + path)
      expect(answer?.status(), path).toBe(path.includes('script') ? 404 : 200)
      await page.mouse.move(200, 300)
      for (let press = 0; press < 30; press++) await page.keyboard.press('Tab')
    }
    await page.goto(base)
    const shown = await page.locator('.hot .headline').allTextContents()

    expect(faults).toEqual([])
    expect(shown).toEqual(texts.slice(0, 20).map((text) => text.replaceAll('\u0000', '\uFFFD')))
    await page.close()
  })

  test('a new edition swaps the board in place, marks what moved and keeps the focus', async () => {
    const front = createFrontPage()
    front.editions.set('top', [fakeEdition('top', 7, ITEMS)])
    const base = await reader.serve(front)
    const { page, faults } = await reader.watch()
    await page.goto(base)
    await page.waitForSelector('html.is-live')
    await page.evaluate('globalThis.sameDocument = true')
    await page.locator('.hot .row').nth(4).locator('.headline a').focus()
    const focused = ITEMS[4]!.title

    front.publish(fakeEdition('top', 8, [ITEMS[2]!, ITEMS[0]!, ITEMS[1]!, ...ITEMS.slice(3)]))
    await page.locator('#dateline', { hasText: 'Edition 8' }).waitFor()

    expect(await page.locator('.hot .headline').first().textContent()).toBe(ITEMS[2]!.title)
    expect(await page.locator('.hot .is-changed').count()).toBe(3)
    expect(await page.locator('.card .is-changed').count()).toBe(0)
    expect(await page.evaluate('document.activeElement.textContent')).toBe(focused)
    expect(await page.evaluate('globalThis.sameDocument')).toBe(true)
    expect(await page.locator('#announce').textContent()).toContain('Edition 8')
    expect(faults).toEqual([])
    await page.close()
  })

  test('the board reads the same without scripts', async () => {
    const base = await reader.serve(createFrontPage())
    const { page } = await reader.watch({ javaScriptEnabled: false })

    await page.goto(base)

    expect(await page.locator('.hot .row').count()).toBe(20)
    expect(await page.locator('.card').count()).toBe(7)
    await page.close()
  })

  test.each([
    ['board', '/', 1440, 1000, 'light'],
    ['board-dark', '/', 1440, 1000, 'dark'],
    ['phone', '/', 390, 844, 'light'],
    ['tablet', '/', 820, 1100, 'light'],
    ['list-phone', '/lists/military', 390, 844, 'dark'],
    ['edition', '/lists/top/editions/1283', 1440, 1000, 'light'],
    ['story', `/stories/${STORY}`, 1440, 1000, 'light'],
    ['story-phone', `/stories/${STORY}`, 390, 844, 'dark'],
    ['missing', '/lists/nowhere', 390, 844, 'light'],
  ] as const)('%s fits its window and keeps its contrast', async (name, path, width, height, colorScheme) => {
    const base = await reader.serve(createFrontPage())
    const { page, faults } = await reader.watch({ viewport: { width, height }, colorScheme })

    await page.goto(base + path)
    await page.screenshot({ path: join(shots, `${name}.png`) })
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
    const faint = await page.evaluate(FAINT_TEXTS)

    expect(overflow).toBeLessThanOrEqual(0)
    expect(faint).toEqual([])
    expect(faults).toEqual([])
    await page.close()
  })
})

/** Texts whose contrast against the ground is below WCAG AA (4.5); the grounds are all opaque. */
const FAINT_TEXTS = `(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const rgb = (color) => {
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = color
    canvas.fillRect(0, 0, 1, 1)
    return [...canvas.getImageData(0, 0, 1, 1).data]
  }
  const luminance = (color) => {
    const [r, g, b] = rgb(color).map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const color = getComputedStyle(e).backgroundColor
      if (rgb(color)[3] > 0) return color
    }
    return 'white'
  }
  const faint = new Set()
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim() !== '')
    if (!own || element.classList.contains('sep')) continue
    const [a, b] = [luminance(getComputedStyle(element).color), luminance(ground(element))].sort((x, y) => y - x)
    if ((a + 0.05) / (b + 0.05) < 4.5) faint.add(element.className + ' ' + getComputedStyle(element).color)
  }
  return [...faint]
})()`
