/** An address, the same for all spellings of one source id. */
export function normalized(url: string): string {
  const parsed = URL.parse(url.trim())
  if (!parsed) return url.trim()
  parsed.hash = ''
  return parsed.href
}
