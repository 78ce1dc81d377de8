import type { Fingerprint } from './entry.ts'

/** What an entry is indexed under: its keys, then its terms. Terms are text of entries: none may pass for a key. */
export function indexFields(print: Fingerprint): string[] {
  return [
    ...[urlField(print), titleField(print)].filter((field) => field !== ''),
    ...termsOf(print).map(termField),
  ]
}

/** How many of its index fields are keys. */
export function exactFields({ urlKey, titleKey }: Fingerprint): number {
  return (urlKey === undefined ? 0 : 1) + (titleKey === undefined ? 0 : 1)
}

/** Between a term of a title and what it weighs, if not 1. */
export const WEIGHT_SIGN = '*'

/** Terms of a fingerprint, in its order. */
export function termsOf({ titleTerms, summaryTerms }: Fingerprint): string[] {
  const terms = wordsOf(titleTerms).map((word) => {
    const end = word.indexOf(WEIGHT_SIGN)
    return end < 0 ? word : word.slice(0, end)
  })
  return summaryTerms === '' ? terms : [...terms, ...wordsOf(summaryTerms)]
}

function wordsOf(text: string): string[] {
  return text === '' ? [] : text.split(' ')
}

export function urlField({ urlKey }: Fingerprint): string {
  return urlKey === undefined ? '' : `u:${urlKey}`
}

export function titleField({ titleKey }: Fingerprint): string {
  return titleKey === undefined ? '' : `t:${titleKey}`
}

export function termField(term: string): string {
  return `w:${term}`
}
