import type { ViolationKind } from '../../model/index.ts'

/** What a publisher minds, and how much: the points add up to 100, and each is more than 95 leaves room for. */
export const SCORE_CATEGORIES: readonly {
  readonly name: string
  readonly points: number
  readonly kinds: readonly ViolationKind[]
}[] = [
  { name: 'asks conditionally', points: 25, kinds: ['unconditional'] },
  { name: 'returns validators byte for byte', points: 20, kinds: ['mangled', 'latched', 'leaked'] },
  { name: 'does not come early', points: 20, kinds: ['early'] },
  { name: 'stays away when told to', points: 15, kinds: ['retry_after', 'after_gone'] },
  { name: 'keeps to one request at a time', points: 7, kinds: ['double', 'crowded', 'hurried'] },
  { name: 'respects skipHours and skipDays', points: 6, kinds: ['skip_time'] },
  { name: 'sends nothing useless', points: 7, kinds: ['noise'] },
]

/** A category is lost altogether when so large a share of the requests offends. */
const LOST_AT = 0.1

/**
 * 0 to 100: of each category's points the part is lost that its violations are of a tenth of the polls. One offence in
 * ten polls or fewer loses the category; one in a hundred, a tenth of its points.
 */
export function readerScore(
  polls: number,
  violations: Readonly<Partial<Record<ViolationKind, number>>>,
): number {
  if (polls === 0) return 100
  let score = 100
  for (const { points, kinds } of SCORE_CATEGORIES) {
    const count = kinds.reduce((sum, kind) => sum + (violations[kind] ?? 0), 0)
    score -= points * Math.min(1, count / polls / LOST_AT)
  }
  return Math.max(0, Math.round(score * 100) / 100)
}

/** Every source counts the same: a publisher who is treated badly is not consoled by others. */
export function meanScore(scores: readonly number[]): number {
  if (scores.length === 0) return 100
  return Math.round((scores.reduce((sum, score) => sum + score, 0) / scores.length) * 100) / 100
}

export function scoreLetter(score: number): 'A' | 'B' | 'C' | 'D' | 'F' {
  if (score >= 95) return 'A'
  if (score >= 85) return 'B'
  if (score >= 70) return 'C'
  return score >= 50 ? 'D' : 'F'
}
