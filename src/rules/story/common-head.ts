import type { Fingerprint } from '../../model/entry.ts'

/** Terms that both titles spend on the same head, 0 when their heads differ or there is none. */
export function commonHead(a: Fingerprint, b: Fingerprint): number {
  const head = a.facts.find((fact) => fact.startsWith('head:'))
  return head !== undefined && b.facts.includes(head) ? Number(head.slice(head.indexOf('/') + 1)) || 0 : 0
}
