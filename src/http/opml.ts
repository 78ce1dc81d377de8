import { escapeUTF8 } from 'entities'
import type { List } from '../model/index.ts'
import type { Site } from './deps.ts'
import { listPath } from './links.ts'

/** OPML 2.0 with one RSS outline per list, for readers that import subscriptions. */
export function writeOpml(site: Site, lists: readonly List[]): string {
  const outlines = lists.map(({ id, title }) => {
    const home = `${site.url}${listPath(id)}`
    const text = attribute(`${site.title} · ${title}`)
    return `    <outline type="rss" text="${text}" title="${text}" xmlUrl="${attribute(home)}.rss" htmlUrl="${attribute(home)}"/>`
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    `  <head><title>${attribute(site.title)}</title></head>`,
    '  <body>',
    ...outlines,
    '  </body>',
    '</opml>',
    '',
  ].join('\n')
}

/** Escaped, and without the characters XML 1.0 forbids. */
const attribute = (text: string) =>
  escapeUTF8(text.toWellFormed().replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, ''))
