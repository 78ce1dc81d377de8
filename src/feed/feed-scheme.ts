/**
 * `feed://host/x` and `feed:https://host/x`, as old browsers registered them, and what podcast programs registered
 * likewise, under the scheme they are fetched by.
 */
export function withoutFeedScheme(url: string): string {
  return url
    .replace(/^(?:feed|itpc|pcast|podcast):(?:\/\/)?(https?:\/\/)/i, '$1')
    .replace(/^(?:feed|itpc|pcast|podcast):\/\//i, 'http://')
}
