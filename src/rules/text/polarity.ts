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
/** Where words are not spaced, they are found anywhere. */
const UNSPACED = {
  up: /上涨|上调|上升|大涨|收涨|反弹|走高|回升|涨停|上昇|値上|상승|급등|회복|반등/u,
  down: /下跌|下调|下降|大跌|收跌|暴跌|走低|回落|跌停|下落|値下|하락|급락|붕괴/u,
} as const

/** Which ways a clean headline says that something went; `words` are its runs of letters. */
export function directionsOf(clean: string, words: readonly string[]): Direction[] {
  let up = UNSPACED.up.test(clean)
  let down = UNSPACED.down.test(clean)
  for (const word of words) {
    const direction = WORDS.get(word)
    if (direction === 'up') up = true
    else if (direction === 'down') down = true
  }
  return [...(up ? (['up'] as const) : []), ...(down ? (['down'] as const) : [])]
}

function listed(direction: Direction, list: string): (readonly [string, Direction])[] {
  return list.split(/\s+/u).map((word) => [word, direction] as const)
}
