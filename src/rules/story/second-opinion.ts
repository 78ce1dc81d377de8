import type { TranslationVerdict } from './match-translation.ts'

/** What cosines mean depends on the model, so neither has a default; absent: the model has no say in that. */
export interface OpinionLimits {
  /** From this likeness on a doubtful pair is linked. */
  readonly raise?: number
  /** Under this likeness a doubtful pair is not. */
  readonly veto?: number
}

/** Whether an opinion could change anything: what the evidence leaves no doubt of is never asked about. */
export function wantsOpinion({ isDoubtful, linked }: TranslationVerdict, limits: OpinionLimits): boolean {
  return isDoubtful && (linked ? limits.veto : limits.raise) !== undefined
}

/** The verdict after a model has been heard; `likeness` undefined: it said nothing. */
export function withOpinion(
  verdict: TranslationVerdict,
  likeness: number | undefined,
  limits: OpinionLimits,
): TranslationVerdict {
  if (likeness === undefined || !wantsOpinion(verdict, limits)) return verdict
  const { linked, reason } = verdict
  const isOne = linked ? likeness >= (limits.veto ?? -1) : likeness >= (limits.raise ?? 2)
  if (isOne === linked) return verdict
  const limit = linked ? `under ${limits.veto}` : `at least ${limits.raise}`
  return { ...verdict, linked: isOne, reason: `${reason}; the model finds ${likeness.toFixed(2)}, ${limit}` }
}

/** Cosine of the angle between two vectors of one length; undefined where one is no direction. */
export function cosine(a: Float32Array, b: Float32Array): number | undefined {
  let product = 0
  let ours = 0
  let theirs = 0
  for (let at = 0; at < a.length; at++) {
    const x = a[at] ?? 0
    const y = b[at] ?? 0
    product += x * y
    ours += x * x
    theirs += y * y
  }
  const value = product / Math.sqrt(ours * theirs)
  return Number.isFinite(value) ? value : undefined
}
