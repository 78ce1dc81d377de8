/** An address, the same for all spellings of one source id. */
export function normalized(url: string): string {
  const parsed = URL.parse(url.trim())
  if (!parsed) return url.trim()
  // Setting it costs as much as parsing.
  if (parsed.href.includes('#')) parsed.hash = ''
  return parsed.href
}
