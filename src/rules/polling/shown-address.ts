/**
 * A feed's address as people and programs are shown it: whoever may read which sources there are need not learn the user
 * name and password with which one of them is asked. What carries neither stays as it was written.
 */
export function shownAddress(url: string): string {
  const parsed = url.includes('@') ? URL.parse(url) : null
  if (!parsed || (parsed.username === '' && parsed.password === '')) return url
  // A token often stands in the place of the name.
  parsed.username = '***'
  parsed.password = ''
  return parsed.href
}
