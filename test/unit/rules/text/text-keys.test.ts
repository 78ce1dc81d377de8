import { describe, expect, test } from 'vitest'
import { independentOrigins } from '../../../../src/rules/rank/score.ts'
import { fingerprint } from '../../../../src/rules/text/fingerprint.ts'
import { bodyKeys, textKeys } from '../../../../src/rules/text/text-keys.ts'
import { makeOrigin } from '../support/make.ts'

const WIRE = `Lava reached the outskirts of Grindavik early on Monday after a fissure opened north of the town, setting houses
  on fire and forcing the last residents to leave, the meteorological office said. The defences built in December held back
  most of the flow, but a second fissure opened within them at noon. Nobody was hurt. Flights at the airport of Keflavik
  continue as planned. Scientists had warned for weeks that magma was gathering below the peninsula.`
const OWN = `Our reporter spent the night at the roadblock west of Grindavik, where families waited for a word about their homes.
  Some had left with a bag, others with a horse. The glow over the ridge could be seen from the capital, forty kilometres
  away. What comes now nobody there dared to say: the town council meets on Tuesday, and the school has moved to Reykjavik
  since November. Volcanologists expect further openings in the next days and weeks.`
const ZH =
  '新华社北京10月8日电（记者张三）国务院总理8日主持召开国务院常务会议，研究部署进一步优化营商环境工作，听取关于推进新型工业化情况的汇报，会议强调要坚持问题导向，加大政策落实力度。'
const ZH_TRADITIONAL =
  '國務院總理8日主持召開國務院常務會議，研究部署進一步優化營商環境工作，聽取關於推進新型工業化情況的匯報，會議強調要堅持問題導向，加大政策落實力度。'

function origin(publisherId: string, title: string, summary?: string, url?: string) {
  const print = fingerprint({ title, summary, url, language: 'und', publisherName: publisherId })
  const text = textKeys({ fingerprint: print, summary })
  return makeOrigin({ publisherId, texts: text === undefined ? [] : [text] })
}

const EDITED = WIRE.replace('early on Monday ', '').replace('Nobody was hurt. ', 'No one was injured. ')
const TITLE = 'Lava flows into Grindavik'
const OTHER_TITLE = 'Volcano sets Icelandic houses on fire'

describe('one text', () => {
  test.each([
    ['under another headline', TITLE, WIRE, OTHER_TITLE, WIRE],
    ['with a dateline', TITLE, WIRE, OTHER_TITLE, `REYKJAVIK, Jan 14 (Reuters) - ${WIRE}`],
    ['with a byline and cut off', TITLE, WIRE, OTHER_TITLE, `By Jane Doe | ${WIRE.slice(0, 180)}…`],
    ['edited here and there', TITLE, WIRE, OTHER_TITLE, EDITED],
    ['in both Chinese scripts', '国常会部署优化营商环境', ZH, '國務院開會研究營商環境', ZH_TRADITIONAL],
    [
      'under one headline',
      'Lava reaches the town of Grindavik',
      undefined,
      'Lava reaches the town of Grindavik',
      OWN,
    ],
  ])('%s', (_, title, body, otherTitle, otherBody) => {
    const [a, b] = [origin('a', title, body), origin('b', otherTitle, otherBody)]

    expect(independentOrigins([a, b])).toBe(1)
  })

  test('that both link to', () => {
    const url = 'https://news.example/lava'
    const [a, b] = [
      origin('a', TITLE, undefined, url),
      origin('b', OTHER_TITLE, undefined, `${url}?utm_source=x`),
    ]

    expect(independentOrigins([a, b])).toBe(1)
  })
})

describe('two texts', () => {
  test.each([
    ['on one event', TITLE, WIRE, 'A night at the roadblock', OWN],
    ['with a short body in common', TITLE, 'Read more on our site.', OTHER_TITLE, 'Read more on our site.'],
    ['without bodies', TITLE, undefined, OTHER_TITLE, undefined],
    ['whose titles say too little', 'Morning briefing', undefined, 'Morning briefing', undefined],
  ])('%s', (_, title, body, otherTitle, otherBody) => {
    const [a, b] = [origin('a', title, body), origin('b', otherTitle, otherBody)]

    expect(independentOrigins([a, b])).toBe(2)
  })
})

test.each([
  '',
  'x'.repeat(5_000),
  '🙂'.repeat(500),
  '\ud800'.repeat(100),
  '- '.repeat(900),
  '(reuters)'.repeat(90),
  '新华社'.repeat(200),
  `by ${'a '.repeat(900)}`,
])('a body of any characters has keys or none', (body) => {
  for (const key of bodyKeys(body, 'latn')) expect(key).toMatch(/^\w{7,9}$/u)
})
