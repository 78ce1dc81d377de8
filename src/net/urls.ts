/** As two URLs are compared and as a fetched URL is reported: without user name, password and fragment. */
export function plainUrl(url: URL): string {
  if (url.username === '' && url.password === '' && url.hash === '') return url.href
  const plain = new URL(url)
  plain.username = ''
  plain.password = ''
  plain.hash = ''
  return plain.href
}

/** `url` with the credentials of `from`, if they belong to the same origin. */
export function withCredentialsOf(from: URL, url: URL): string {
  const result = new URL(plainUrl(url))
  if (result.origin === from.origin) {
    result.username = from.username
    result.password = from.password
  }
  return result.href
}

/** For messages: no user name, no password, no query, which often holds a key. */
export function printUrl(input: string | URL): string {
  const url = URL.parse(String(input))
  if (url === null) return '(not a URL)'
  return `${url.origin}${url.pathname.slice(0, 200)}${url.search === '' ? '' : '?…'}`
}

/** Value of the Authorization header for the user name and password in a URL (RFC 7617, UTF-8). */
export function basicAuthorization({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined
  return `Basic ${Buffer.from(`${decoded(username)}:${decoded(password)}`, 'utf8').toString('base64')}`
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
