const LEAST_DIGITS = 2
const MOST_DIGITS = 6

/** `0.31 ≥ 0.28`, with so many digits that what differs is seen to: `0.279 < 0.280`. */
export function toldScore(score: number, limit: number): string {
  const sign = score >= limit ? '≥' : '<'
  let digits = LEAST_DIGITS
  while (sign === '<' && digits < MOST_DIGITS && score.toFixed(digits) === limit.toFixed(digits)) digits++
  return `${score.toFixed(digits)} ${sign} ${limit.toFixed(digits)}`
}
