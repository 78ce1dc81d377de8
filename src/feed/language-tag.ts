/** A language as BCP 47 writes it; undefined for anything else, and for a list of several. */
export function languageTag(written: string | undefined): string | undefined {
  const tag = written?.trim().replaceAll('_', '-')
  return tag && /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(tag) ? tag : undefined
}
