const UP =
  /(?<!\p{L})(?:up|rises?|rose|rising|gains?|gained|jumps?|jumped|soars?|soared|climbs?|climbed|surges?|surged|rall(?:y|ies|ied)|higher|raises?|raised|hikes?|hiked|increases?|increased|steigt|steigen|gestiegen|hausse|sube|suben|aumenta|растет|вырос|выросли)(?!\p{L})|上涨|上调|上升|大涨|收涨|反弹|走高|回升|涨停|上昇|値上|상승|급등|회복|반등/u
const DOWN =
  /(?<!\p{L})(?:down|falls?|fell|falling|drops?|dropped|slides?|slid|slips?|slipped|sinks?|sank|tumbles?|tumbled|plunges?|plunged|declines?|declined|lower|lowers|lowered|cuts?|decreases?|decreased|sinkt|sinken|gefallen|baisse|baja|bajan|cae|caen|падает|упал|упали|снизил)(?!\p{L})|下跌|下调|下降|大跌|收跌|暴跌|走低|回落|跌停|下落|値下|하락|급락|붕괴/u

/** Which ways a headline says that something went. */
export function directionsOf(clean: string): ('up' | 'down')[] {
  return [...(UP.test(clean) ? (['up'] as const) : []), ...(DOWN.test(clean) ? (['down'] as const) : [])]
}
