/** CPU of an entry in µs, when the window holds so many. */
export interface GrowthPoint {
  readonly held: number
  readonly process: number
  readonly redis: number
}

const WIDTH = 640
const HEIGHT = 360
const LEFT = 64
const RIGHT = 150
const TOP = 24
const BOTTOM = 44

/** Both axes are logarithmic, so that a power of the window is a straight line: the square root rises by a half. */
export function drawGrowth(points: readonly GrowthPoint[]): string {
  const [first] = points
  if (!first) throw new RangeError('nothing to draw')
  const totals = points.map(({ held, process, redis }) => ({ held, value: process + redis }))
  const start = totals[0] as { held: number; value: number }
  const root = totals.map(({ held }) => ({ held, value: start.value * Math.sqrt(held / start.held) }))
  const values = [...totals, ...root, ...points.map(({ held, redis }) => ({ held, value: redis }))]
  const across = scale(
    Math.min(...values.map(({ held }) => held)),
    Math.max(...values.map(({ held }) => held)),
    LEFT,
    WIDTH - RIGHT,
  )
  const up = scale(
    10 ** Math.floor(Math.log10(Math.min(...values.map(({ value }) => value)))),
    Math.max(...values.map(({ value }) => value)) * 1.1,
    HEIGHT - BOTTOM,
    TOP,
  )
  const lines = [
    { name: 'square root', colour: '#999', dash: '6 4', at: root },
    { name: 'process + Redis', colour: '#0b5394', dash: '', at: totals },
    {
      name: 'process',
      colour: '#38761d',
      dash: '',
      at: points.map(({ held, process }) => ({ held, value: process })),
    },
    {
      name: 'Redis',
      colour: '#b45f06',
      dash: '',
      at: points.map(({ held, redis }) => ({ held, value: redis })),
    },
  ]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    '<title>CPU per entry by how many entries are in the window</title>',
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    `<path d="M${LEFT} ${TOP}V${HEIGHT - BOTTOM}H${WIDTH - RIGHT}" fill="none" stroke="#333"/>`,
    ...totals.map(({ held }) => label(across(held), HEIGHT - BOTTOM + 18, short(held), 'middle')),
    label((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, 'entries in the window', 'middle'),
    ...ticks(values.map(({ value }) => value)).map((value) =>
      label(LEFT - 6, up(value) + 4, `${short(value)} µs`, 'end'),
    ),
    ...lines.flatMap(({ name, colour, dash, at }) => {
      const path = at.map(
        ({ held, value }, n) => `${n === 0 ? 'M' : 'L'}${round(across(held))} ${round(up(value))}`,
      )
      const end = at.at(-1) as { held: number; value: number }
      return [
        `<path d="${path.join('')}" fill="none" stroke="${colour}" stroke-width="2"${dash && ` stroke-dasharray="${dash}"`}/>`,
        label(across(end.held) + 8, up(end.value) + 4, name, 'start', colour),
      ]
    }),
    '</svg>',
    '',
  ].join('\n')
}

function scale(from: number, to: number, low: number, high: number): (value: number) => number {
  const [a, b] = [Math.log(from), Math.log(to)]
  return (value) => low + ((Math.log(value) - a) / (b - a || 1)) * (high - low)
}

/** 100, 200, 500, 1,000 … as far as there is something to see. */
function ticks(values: readonly number[]): number[] {
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const all = [10, 100, 1_000, 10_000].flatMap((power) => [power, 2 * power, 5 * power])
  return all.filter((value) => value >= 10 ** Math.floor(Math.log10(least)) && value <= most * 1.1)
}

function label(x: number, y: number, text: string, anchor: string, colour = '#333'): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" fill="${colour}">${text}</text>`
}

function short(value: number): string {
  return value >= 10_000 ? `${value / 1000}k` : value.toLocaleString('en-US')
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
