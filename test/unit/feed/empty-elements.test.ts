import { expect, test } from 'vitest'
import { closeEmptyElements } from '../../../src/feed/html/empty-elements.ts'
import { atom, parse } from './documents.ts'

const FRAME = '<p>a</p><iframe src="https://v.com/1"/><p>b</p>'

test.each([
  ['inline', `<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${FRAME}</div></content>`],
  ['escaped', `<content type="html">${FRAME.replaceAll('<', '&lt;')}</content>`],
])('a frame closed as in XML hides nothing of the article, %s', async (_, content) => {
  const [entry] = (await parse(atom(`<id>1</id><title>t</title>${content}`))).entries

  expect(entry).toMatchObject({ summary: 'a\nb', contentHtml: '<p>a</p><p>b</p>' })
})

test('in XML every empty element ends, in HTML those that would take the rest along', () => {
  const markup = '<a name="x"/><br/><img src="a.png" /><script/><SVG width="1"/>'

  expect(closeEmptyElements(markup, 'xml')).toBe(
    '<a name="x"></a><br/><img src="a.png" /><script></script><SVG width="1"></SVG>',
  )
  expect(closeEmptyElements(markup, 'html')).toBe(
    '<a name="x"/><br/><img src="a.png" /><script></script><SVG width="1"></SVG>',
  )
})

test('a slash at the end of an unquoted address closes nothing', () => {
  const markup = '<video src=https://e.com/><a href=https://e.com/>text</a>'

  expect(closeEmptyElements(markup, 'xml')).toBe(markup)
})

test('hostile markup takes linear time', () => {
  const hostile = `${'<a '.repeat(200_000)}${'" '.repeat(200_000)}/>`

  expect(closeEmptyElements(hostile, 'xml').length).toBeGreaterThanOrEqual(hostile.length)
})
