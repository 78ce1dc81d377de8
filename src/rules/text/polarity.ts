import { createWordFilter, HOLDS_DENSE, hashOfWord, type Reading } from './reading.ts'

type Direction = 'up' | 'down'

const WORDS: ReadonlyMap<string, Direction> = new Map([
  ...listed(
    'up',
    `up rise rises rose rising gain gains gained jump jumps jumped soar soars soared climb climbs climbed surge surges
    surged rally rallies rallied higher raise raises raised hike hikes hiked increase increases increased steigt steigen
    gestiegen hausse sube suben aumenta растет вырос выросли`,
  ),
  ...listed(
    'down',
    `down fall falls fell falling drop drops dropped slide slides slid slip slips slipped sink sinks sank tumble tumbles
    tumbled plunge plunges plunged decline declines declined lower lowers lowered cut cuts decrease decreases decreased
    sinkt sinken gefallen baisse baja bajan cae caen падает упал упали снизил`,
  ),
])
const HASHES = createWordFilter([...WORDS.keys()].map((word) => hashOfWord(word)))
/** Where words are not spaced, they are found anywhere. */
const UNSPACED = {
  up: /上涨|上调|上升|大涨|收涨|反弹|走高|回升|涨停|上昇|値上|상승|급등|회복|반등/u,
  down: /下跌|下调|下降|大跌|收跌|暴跌|走低|回落|跌停|下落|値下|하락|급락|붕괴/u,
} as const

/** Which ways a clean headline says that something went. */
export function directionsOf({ text, holds, letters }: Reading): Direction[] {
  let up = (holds & HOLDS_DENSE) !== 0 && UNSPACED.up.test(text)
  let down = (holds & HOLDS_DENSE) !== 0 && UNSPACED.down.test(text)
  for (let at = 0; at < letters.list.length; at++) {
    if (!HASHES.mayHold(letters.hashes[at] as number)) continue
    const direction = WORDS.get(letters.list[at] as string)
    if (direction === 'up') up = true
    else if (direction === 'down') down = true
  }
  return [...(up ? (['up'] as const) : []), ...(down ? (['down'] as const) : [])]
}

function listed(direction: Direction, list: string): (readonly [string, Direction])[] {
  return list.split(/\s+/u).map((word) => [word, direction] as const)
}
