/** A document of the index. */
export interface DocumentPlace {
  /** 0 for the bucket before the entry's time, 1 for its own, 2 for the one after. */
  readonly bucket: number
  readonly number: number
}

/** Sums by document, for one entry at a time: what is made anew for each fills the memory that is collected most often. */
interface Scores {
  /** By a hash of the id, from 1 where it stands in the lists. */
  readonly places: Int16Array
  readonly ids: Float64Array
  readonly sums: Float64Array
  readonly shift: number
  size: number
}

/** With two to the power of `bits` places: of more than half as many documents sums are slow to find. */
export function createScores(bits: number): Scores {
  const places = 1 << bits
  return {
    places: new Int16Array(places),
    ids: new Float64Array(places),
    sums: new Float64Array(places),
    shift: 32 - bits,
    size: 0,
  }
}

export function clearScores(scores: Scores): void {
  scores.places.fill(0)
  scores.size = 0
}

/** Ids are four times the number of a document and its bucket. */
export function addScore(scores: Scores, id: number, gain: number): void {
  const { places, ids, sums } = scores
  let place = Math.imul(id, 0x9e3779b1) >>> scores.shift
  for (let at = places[place] as number; at > 0; at = places[place] as number) {
    if (ids[at - 1] === id) {
      sums[at - 1] = (sums[at - 1] as number) + gain
      return
    }
    place = (place + 1) % places.length
  }
  ids[scores.size] = id
  sums[scores.size] = gain
  places[place] = ++scores.size
}

/**
 * At most `most`, best first. Kept in order while going through: most are worse than the last of the best. Of equals the
 * newer is the better: that of a later bucket, then the higher number.
 */
export function bestOf({ ids, sums, size }: Scores, most: number): DocumentPlace[] {
  const best: number[] = []
  const isBetterThan = (n: number, other: number): boolean =>
    isBetter(ids[n] as number, sums[n] as number, ids[other] as number, sums[other] as number)
  for (let n = 0; n < size; n++) {
    let at = best.length
    if (at === most && !isBetterThan(n, best[--at] as number)) continue
    for (; at > 0 && isBetterThan(n, best[at - 1] as number); at--) best[at] = best[at - 1] as number
    best[at] = n
  }
  return best.map((n) => {
    const id = ids[n] as number
    return { bucket: id % 4, number: Math.floor(id / 4) }
  })
}

function isBetter(id: number, score: number, other: number, otherScore: number): boolean {
  if (score !== otherScore) return score > otherScore
  return id % 4 === other % 4 ? id > other : id % 4 > other % 4
}
