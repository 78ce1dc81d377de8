const ANSWER_WITHIN_MS = 2_000

/** Rejects when a Redis that may have gone silent does not answer soon; what it still answers then is nobody's. */
export async function soon<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new LateError()), ANSWER_WITHIN_MS)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}

export class LateError extends Error {
  override readonly name = 'LateError'

  constructor() {
    super(`Redis did not answer within ${ANSWER_WITHIN_MS / 1000} s`)
  }
}
