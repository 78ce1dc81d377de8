import { createFindNext } from './find-next.ts'

const BOUNDARY = /<\/?(?:[\w-]+:)?(?:item|entry)[\s>]/

/** What stands beside titles, and is no markup within one. */
const FIELD =
  /<\/?(?:[\w-]+:)?(?:item|entry|link|guid|id|description|pubdate|published|updated|category|language|image)[\s>]/i

/** Whether text names an entry, or a field that stands beside titles. */
export function crossesFields(text: string): boolean {
  return FIELD.test(text)
}

/** Whether text names the start or the end of an entry. */
export function crossesEntries(text: string): boolean {
  return BOUNDARY.test(text)
}

/**
 * Finds the `]]>` of the CDATA section that starts at a position, or -1 when it has none of its own: sections do not nest, so
 * one that meets the start of another beyond its entry was never ended. Linear over all sections of a text.
 */
export function createCdataEnd(text: string): (at: number) => number {
  const nextEnd = createFindNext(text, ']]>')
  const nextStart = createFindNext(text, '<![CDATA[')
  return (at) => {
    const end = nextEnd(at)
    if (end < 0) return -1
    const start = nextStart(at + 9)
    return start >= 0 && start < end && crossesEntries(text.slice(at, start)) ? -1 : end
  }
}
