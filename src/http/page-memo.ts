const KEEP_MS = 1000
const MAX_PAGES = 200

/**
 * Renders a page once for all who ask within a second: a new edition makes every open browser fetch the board at once.
 * `clear` forgets all, so that whoever was told of an edition sees it.
 */
export function createPageMemo(now: () => number) {
  const pages = new Map<string, { madeAt: number; html: Promise<string> }>()

  return {
    render(key: string, make: () => Promise<string>): Promise<string> {
      const known = pages.get(key)
      if (known !== undefined && Math.abs(now() - known.madeAt) < KEEP_MS) return known.html
      if (pages.size >= MAX_PAGES) pages.clear()
      const html = make()
      pages.set(key, { madeAt: now(), html })
      html.catch(() => pages.delete(key))
      return html
    },
    clear: () => pages.clear(),
  }
}
