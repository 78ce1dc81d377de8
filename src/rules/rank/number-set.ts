/** Numbers of 32 bits, emptied at no cost: what is of another round is not there. */
export function createNumberSet() {
  let rounds = new Uint32Array(1 << 8)
  let numbers = new Int32Array(1 << 8)
  let round = 0
  let size = 0

  function place(number: number): number {
    let at = Math.imul(number, 0x9e3779b1) & (rounds.length - 1)
    while (rounds[at] === round && numbers[at] !== number) at = (at + 1) & (rounds.length - 1)
    return at
  }

  function grow(): void {
    const held = numbers.filter((_, at) => rounds[at] === round)
    rounds = new Uint32Array(2 * rounds.length)
    numbers = new Int32Array(rounds.length)
    round = 1
    for (const number of held) {
      const at = place(number)
      rounds[at] = round
      numbers[at] = number
    }
  }

  return {
    clear(): void {
      size = 0
      round++
      if (round < 2 ** 32) return
      round = 1
      rounds.fill(0)
    },
    /** False when it was there. */
    add(number: number): boolean {
      const at = place(number)
      if (rounds[at] === round) return false
      rounds[at] = round
      numbers[at] = number
      if (++size * 2 > rounds.length) grow()
      return true
    },
  }
}
