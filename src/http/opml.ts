import { writeOpml as writeDocument } from '../feed/write/write-opml.ts'
import type { List } from '../model/index.ts'
import type { Site } from './deps.ts'
import { listPath } from './links.ts'

/** OPML 2.0 with one RSS outline per list, for readers that import subscriptions. */
export function writeOpml(site: Site, lists: readonly List[]): string {
  return writeDocument({
    title: site.title,
    outlines: lists.map(({ id, title }) => {
      const home = `${site.url}${listPath(id)}`
      return { text: `${site.title} · ${title}`, xmlUrl: `${home}.rss`, htmlUrl: home }
    }),
  })
}
