import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Eta } from 'eta'

const VIEWS = fileURLToPath(new URL('./views/', import.meta.url))
export const ASSETS = fileURLToPath(new URL('./assets/', import.meta.url))

/** Renders the templates of `views/`; whatever is interpolated is escaped for text and quoted attributes. */
export function createViews() {
  const eta = new Eta({ views: VIEWS, cache: true, autoEscape: true, autoTrim: [false, 'nl'] })
  const assets = { css: assetPath('board.css'), js: assetPath('board.js'), icon: assetPath('icon.svg') }
  return (name: string, data: object): string => eta.render(name, { ...data, assets })
}

export type Views = ReturnType<typeof createViews>

/** The content's hash in the query lets browsers keep the file for ever, and still fetch the next version. */
function assetPath(name: string): string {
  const hash = createHash('sha256')
    .update(readFileSync(`${ASSETS}${name}`))
    .digest('base64url')
  return `/assets/${name}?v=${hash.slice(0, 12)}`
}
