/** Whether a site's own words are Chinese; in every other language they are English. */
export function isChinese(siteLanguage: string): boolean {
  return /^zh\b/iu.test(siteLanguage)
}
