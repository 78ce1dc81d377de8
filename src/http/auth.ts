import { createHash, timingSafeEqual } from 'node:crypto'
import type { ApiKey, Scope } from './deps.ts'

const RANK: Readonly<Record<Scope, number>> = { read: 0, operate: 1, admin: 2 }

export type Admission =
  | { kind: 'admitted'; name: string }
  | { kind: 'unknown' }
  | { kind: 'forbidden'; scope: Scope }

/** Decides what an `Authorization` header may do. Keys are kept as digests, and compared in constant time. */
export function createGatekeeper(keys: readonly ApiKey[]) {
  const known = keys.map(({ name, key, scope }) => ({ name, scope, digest: digest(key) }))

  return function admit(authorization: string | undefined, needed: Scope): Admission {
    const token = /^Bearer +([\x21-\x7e]{1,512}) *$/i.exec(authorization ?? '')?.[1]
    if (token === undefined) return { kind: 'unknown' }
    const asked = digest(token)
    // All are compared, hit or not: the time taken tells nothing of which key is near.
    const matches = known.filter((candidate) => timingSafeEqual(candidate.digest, asked))
    const key = matches.toSorted((a, b) => RANK[b.scope] - RANK[a.scope])[0]
    if (key === undefined) return { kind: 'unknown' }
    return RANK[key.scope] >= RANK[needed]
      ? { kind: 'admitted', name: key.name }
      : { kind: 'forbidden', scope: key.scope }
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest()
