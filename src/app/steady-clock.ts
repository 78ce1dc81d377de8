export interface ClockWitness {
  /** What another machine takes the time for, epoch ms. */
  serverNow(): Promise<number>
  /** Hears of each jump and of what was made of it; `jumpedMs` is positive for one ahead. */
  tell(jump: { readonly jumpedMs: number; readonly verdict: 'followed' | 'mistrusted' | 'over' }): void
}

export interface SteadyClock {
  /** Epoch ms. */
  now(): number
  /** Who is asked when this machine's clock jumps; without anybody it is mistrusted. */
  witness(by: ClockWitness): void
}

interface Clocks {
  readonly wall: () => number
  /** Ms from any instant on; nobody sets it. */
  readonly monotonic: () => number
}

interface Jump {
  readonly ms: number
  /** By how much the clock is off by now: what sets it right may do so little by little. */
  ahead: number
  askedAt: number
  isTold: boolean
}

/** Between two looks a clock is corrected by less, and a jump by less harms nothing. */
const JUMP_MS = 2_000
/** Between two questions while a clock is mistrusted: a server may be away, or be set right itself. */
const ASK_EVERY_MS = 10_000

/**
 * This machine's clock, but for jumps: with one of two hours ahead every lease of others would have run out and every
 * source be due, and once it was set right they would be left alone for two hours. A clock that has jumped is followed
 * when the server is nearer to it than to the time that has really passed: it was wrong before, or the machine slept.
 */
export function createSteadyClock(
  { wall, monotonic }: Clocks = { wall: Date.now, monotonic: () => performance.now() },
): SteadyClock {
  let offset = wall() - monotonic()
  let witness: ClockWitness | undefined
  let jumped: Jump | undefined

  function follow(): void {
    offset = wall() - monotonic()
  }

  async function judge(by: ClockWitness, jump: Jump): Promise<void> {
    const server = await by.serverNow()
    // Over, or another one, meanwhile.
    if (jumped !== jump) return
    const isNearer = Math.abs(server - wall()) < Math.abs(server - (offset + monotonic()))
    if (isNearer) {
      follow()
      jumped = undefined
    }
    if (isNearer || !jump.isTold)
      by.tell({ jumpedMs: jump.ms, verdict: isNearer ? 'followed' : 'mistrusted' })
    jump.isTold = true
  }

  return {
    now() {
      const [shown, passed] = [wall(), monotonic()]
      const ahead = shown - (offset + passed)
      if (Math.abs(ahead) < JUMP_MS) {
        if (jumped?.isTold) witness?.tell({ jumpedMs: jumped.ms, verdict: 'over' })
        jumped = undefined
        offset += ahead
        return shown
      }
      if (!jumped || Math.abs(ahead - jumped.ahead) >= JUMP_MS)
        jumped = { ms: ahead, ahead, askedAt: Number.NEGATIVE_INFINITY, isTold: false }
      jumped.ahead = ahead
      if (witness && passed - jumped.askedAt >= ASK_EVERY_MS) {
        jumped.askedAt = passed
        judge(witness, jumped).catch(() => undefined)
      }
      // Times are stored as whole milliseconds.
      return Math.round(offset + passed)
    },
    witness(by) {
      witness = by
    },
  }
}
