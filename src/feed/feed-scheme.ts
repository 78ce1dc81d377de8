/** `feed://host/x` and `feed:https://host/x`, as old browsers registered them, under the scheme they are fetched by. */
export function withoutFeedScheme(url: string): string {
  return url.replace(/^feed:(?:\/\/)?(https?:\/\/)/i, '$1').replace(/^feed:\/\//i, 'http://')
}
