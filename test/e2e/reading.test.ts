import axe from 'axe-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium, openReader, type Reader } from '../support/browser.ts'
import { crowdedPage, PAGE_KINDS } from '../support/crowded-page.ts'

describe.skipIf(!hasChromium)('whatever feeds name', () => {
  let reader: Reader
  let base: string

  beforeAll(async () => {
    reader = await openReader()
    base = await reader.serve(crowdedPage())
  })

  afterAll(async () => {
    await reader?.close()
  })

  test.each(PAGE_KINDS)(
    'the %s is no wider than its window, nor with letters twice as large',
    async (_, path) => {
      for (const width of [1280, 375]) {
        const { page, faults } = await reader.watch({ viewport: { width, height: 900 } })
        await page.goto(base + path)
        for (const size of ['100%', '200%']) {
          await page.evaluate(`document.documentElement.style.fontSize = '${size}'`)

          const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')

          expect(overflow, `${width} px, ${size}`).toBeLessThanOrEqual(0)
        }
        expect(faults).toEqual([])
        await page.close()
      }
    },
  )

  test.each(PAGE_KINDS)('the %s has nothing that axe would mend, by day or night', async (_, path) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await reader.watch({ colorScheme })
      await page.goto(base + path)
      await page.evaluate(axe.source)

      const broken = await page.evaluate(`axe.run(document).then(({ violations }) => violations.map(
        ({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' '),
      ))`)

      expect(broken, colorScheme).toEqual([])
      await page.close()
    }
  })

  test('a rank of three figures stands apart from its title', async () => {
    const { page } = await reader.watch()
    const path = PAGE_KINDS.find(([kind]) => kind === 'second page of a day')?.[1]
    await page.goto(base + path)

    const gaps = (await page.evaluate(`[...document.querySelectorAll('.hot .row')].map((row) =>
      row.querySelector('.tale').getBoundingClientRect().left -
      row.querySelector('.rank').getBoundingClientRect().right,
    )`)) as number[]

    expect(gaps).toHaveLength(7)
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(6)
    await page.close()
  })

  test('traditional Chinese, Japanese and Korean come in fonts of their own', async () => {
    const { page } = await reader.watch()
    await page.goto(base)

    const fonts = await page.evaluate(`[...document.querySelectorAll(
      '.hot .headline:is([lang="zh-TW"], [lang="ja"], [lang="ko"])',
    )].map((title) => getComputedStyle(title).fontFamily.split(',')[0])`)

    expect(fonts).toEqual(['"PingFang TC"', '"Hiragino Sans"', '"Apple SD Gothic Neo"'])
    await page.close()
  })

  test('by keyboard the first stop leads past the masthead, and each stop is seen', async () => {
    const { page } = await reader.watch()
    await page.goto(base)

    await page.keyboard.press('Tab')
    const skip = await page.evaluate(FOCUSED)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    const first = await page.evaluate('document.activeElement.closest("main") !== null')
    const unseen: unknown[] = []
    for (let press = 0; press < 40; press++) {
      await page.keyboard.press('Tab')
      const stop = (await page.evaluate(FOCUSED)) as { isSeen: boolean }
      if (!stop.isSeen) unseen.push(stop)
    }

    expect(skip).toMatchObject({ text: 'Skip to the stories', isSeen: true })
    expect(first).toBe(true)
    expect(unseen).toEqual([])
    await page.close()
  })
})

/** The element with the focus: its words, and whether it stands in the window with an outline around it. */
const FOCUSED = `(() => {
  const element = document.activeElement
  const box = element.getBoundingClientRect()
  const style = getComputedStyle(element)
  const isSeen = box.width > 2 && box.bottom > 0 && box.top < innerHeight && style.visibility === 'visible'
  return { text: element.textContent, isSeen: isSeen && style.outlineStyle !== 'none' }
})()`
