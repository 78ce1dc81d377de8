import type { Fingerprint } from './entry.ts'

/** What an entry is indexed under: its keys, then its terms. Terms are text of entries: none may pass for a key. */
export function indexFields(print: Fingerprint): string[] {
  return [
    ...[urlField(print), titleField(print)].filter((field) => field !== ''),
    ...Object.keys(print.terms).map(termField),
  ]
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

/** Undefined for a key. */
export function termOfField(field: string): string | undefined {
  return field.startsWith('w:') ? field.slice(2) : undefined
}
