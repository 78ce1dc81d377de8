/** When this installation's identifiers were coined (RFC 4151 asks for a date on which the name was owned). */
const TAG_DATE = '2026-01-01'

/** A permanent id (RFC 4151) for what lives at the site: `list/top`, `story/01…`. */
export function tagUri(siteUrl: string, specific: string): string {
  return `tag:${new URL(siteUrl).hostname},${TAG_DATE}:${specific}`
}
