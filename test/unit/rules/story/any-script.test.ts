import { describe, expect, test } from 'vitest'
import { sameStory } from '../../../../src/rules/story/same-story.ts'
import { report } from '../support/make.ts'

const ask = (a: string, b: string) =>
  sameStory(report(a), report(b, { publisher: 'Hill Post' }), {
    documentCount: 0,
    documentFrequency: [],
  })

describe('two publishers on one event', () => {
  test.each([
    ['Chinese, turned round', '美国宣布加征关税，外交部回应', '外交部回应美国加征关税'],
    ['Chinese, two scripts and two regions', '颱風海葵登陸福建 多地停班停課', '台风海葵登陆福建多地停课停工'],
    ['Chinese, two names of a person', '川普與普丁通話 討論烏克蘭', '特朗普与普京通话讨论乌克兰问题'],
    [
      'English, two media in the title',
      'Fed cuts rates by quarter point - Reuters',
      'Fed cuts rates by a quarter point | BBC News',
    ],
    [
      'English, paraphrased',
      'Iran closes Strait of Hormuz to shipping',
      'Tehran shuts Hormuz strait to all shipping traffic',
    ],
    [
      'French, capitals without accents',
      'Séisme au Népal : le bilan s’alourdit',
      'SEISME AU NEPAL : NOUVEAU BILAN',
    ],
    [
      'Greek, capitals without accents',
      'Πρωθυπουργός ανακοίνωσε νέα μέτρα στήριξης',
      'ΝΕΑ ΜΕΤΡΑ ΣΤΗΡΙΞΗΣ ΑΝΑΚΟΙΝΩΣΕ Ο ΠΡΩΘΥΠΟΥΡΓΟΣ',
    ],
    [
      'Arabic, article and prefixes',
      'الرئيس المصري يستقبل وزير الخارجية التركي',
      'وزير الخارجية التركي يلتقي بالرئيس المصري في القاهرة',
    ],
    ['Hebrew, with and without points', 'הַמֶּמְשָׁלָה אישרה את התקציב החדש', 'הממשלה אישרה תקציב חדש לאחר לילה'],
    ['Hindi, turned round', 'प्रधानमंत्री मोदी ने नई ट्रेन का उद्घाटन किया', 'मोदी ने किया नई ट्रेन का उद्घाटन'],
    [
      'Vietnamese, two spellings',
      'Toà án tuyên án vụ hoả hoạn chung cư',
      'Tòa án tuyên phạt trong vụ hỏa hoạn chung cư',
    ],
    [
      'Russian, with and without dots',
      'Самолёт совершил аварийную посадку в Омске',
      'В Омске самолет аварийно сел',
    ],
    ['Japanese, half-width and full-width', 'ｱｯﾌﾟﾙ、新型ｉＰｈｏｎｅを発表', 'アップルが新型iPhoneを発表'],
    ['Korean, with a label', '[속보] 한국은행 기준금리 0.25%p 인하', '한국은행, 기준금리 0.25%p 내려'],
    ['Thai, digits of its own', 'แผ่นดินไหวขนาด ๖.๑ เขย่าเมียนมา', 'แผ่นดินไหว 6.1 เขย่าเมียนมา'],
  ])('%s', (_, a, b) => {
    expect(ask(a, b)).toMatchObject({ same: true })
  })
})

describe('two publishers on two events', () => {
  test.each([
    ['English, another country', 'Turkey hikes rates to 50%', 'Argentina hikes rates to 50%'],
    ['English, another number', 'EU adopts 12th sanctions package', 'EU adopts 13th sanctions package'],
    ['Chinese, another number in words', '第十二届进博会在上海开幕', '第13屆進博會在上海開幕'],
    ['Vietnamese, another tone', 'Giá vàng hôm nay', 'Giả vang hôm này'],
    ['Thai, another magnitude', 'แผ่นดินไหวขนาด ๖.๑ เขย่าเมียนมา', 'แผ่นดินไหวขนาด 4.2 เขย่าเชียงใหม่'],
  ])('%s', (_, a, b) => {
    expect(ask(a, b)).toMatchObject({ same: false })
  })
})
