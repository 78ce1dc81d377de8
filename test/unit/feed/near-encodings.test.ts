import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { decodeBytes } from '../../../src/feed/encoding/decode.ts'

/** Encodings that are near each other: bytes of the one are, by their values, mostly text in the other, too. */
const NEAR: readonly [languages: string, encodings: readonly string[], titles: readonly string[]][] = [
  [
    'ja',
    ['shift_jis', 'euc-jp'],
    [
      '長崎・五島沖で漁船転覆、3人救助',
      'ペルー南部で地震、マグニチュード6.1 津波の心配なし',
      '日銀、追加利上げを見送り 総裁「物価を見極める」',
      '首相、内閣改造を来月に実施へ',
      '新型ロケット打ち上げ成功 衛星を軌道に投入',
    ],
  ],
  [
    'zh-CN',
    ['gb18030', 'big5hkscs'],
    [
      '台风海葵登陆福建 中心附近最大风力十四级',
      '北京地铁三号线今日开通',
      '央行宣布下月起降息 房贷利率同步下调',
      '神舟飞船返回舱成功着陆',
      '多地高温破纪录 电网负荷创新高',
    ],
  ],
  [
    'zh-TW',
    ['big5hkscs', 'gb18030'],
    [
      '臺北捷運環狀線北環段明年動工',
      '行政院通過明年度總預算案',
      '颱風逼近 東部三縣市停班停課',
      '央行升息半碼 房市業者喊苦',
      '大谷翔平單場雙響砲 道奇逆轉勝',
    ],
  ],
  [
    'ru',
    ['windows-1251', 'koi8-r', 'iso-8859-5'],
    [
      'Правительство утвердило бюджет на следующий год',
      'Землетрясение у берегов Камчатки: жертв нет',
      'Центробанк снизил ключевую ставку',
      'Сборная выиграла чемпионат мира',
      'Учёные нашли новый вид рыб',
    ],
  ],
  [
    'ar',
    ['windows-1256', 'iso-8859-6'],
    [
      'الحكومة تعتمد مشروع الموازنة العامة',
      'زلزال يضرب جنوب البلاد',
      'البنك المركزي يرفع سعر الفائدة',
      'انطلاق القمة في القاهرة',
      'وفاة الكاتب المعروف',
    ],
  ],
  [
    'he',
    ['windows-1255', 'iso-8859-8'],
    [
      'הממשלה אישרה את התקציב לשנה הבאה',
      'רעידת אדמה הורגשה בצפון',
      'הבנק המרכזי הוריד את הריבית',
      'הנבחרת עלתה לגמר',
      'נמצא כתב יד עתיק',
    ],
  ],
  [
    'el',
    ['windows-1253', 'iso-8859-7'],
    [
      'Η κυβέρνηση κατέθεσε τον προϋπολογισμό',
      'Σεισμός ταρακούνησε την Κρήτη',
      'Μειώνει τα επιτόκια η κεντρική τράπεζα',
      'Απεργία αύριο στα πλοία',
      'Νέα ανασκαφή στη Δήλο',
    ],
  ],
  [
    'pl',
    ['windows-1250', 'iso-8859-2'],
    [
      'Rząd przyjął projekt budżetu na przyszły rok',
      'Wstrząsy w kopalni, górnicy bezpieczni',
      'Rada obniżyła stopy procentowe',
      'Śnieżyca sparaliżowała południe kraju',
      'Źródła potwierdzają: będą wybory',
    ],
  ],
]

/** A feed that says nothing of its encoding; tags and addresses are no evidence. */
function unlabelled(titles: readonly string[], language?: string): string {
  const written = language === undefined ? '' : `<language>${language}</language>`
  const items = titles.map((title) => `<item><title>${title}</title><link>https://e.com/news/1</link></item>`)
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>${written}${items.join('')}</channel></rss>`
}

const CASES = NEAR.flatMap(([language, encodings, titles]) =>
  encodings
    // A title in simplified characters is not in Big5, one in traditional ones is in GB18030.
    .filter((encoding) =>
      titles.every((title) => iconv.decode(iconv.encode(title, encoding), encoding) === title),
    )
    .map((encoding) => ({ language, encoding, titles })),
)

describe('of encodings that are near each other the right one is found without a label', () => {
  test('in both directions, of every family', () => {
    expect(CASES.map(({ language, encoding }) => `${language} ${encoding}`)).toEqual([
      ...['ja shift_jis', 'ja euc-jp', 'zh-CN gb18030', 'zh-TW big5hkscs', 'zh-TW gb18030'],
      ...['ru windows-1251', 'ru koi8-r', 'ru iso-8859-5', 'ar windows-1256', 'ar iso-8859-6'],
      ...['he windows-1255', 'he iso-8859-8', 'el windows-1253', 'el iso-8859-7'],
      ...['pl windows-1250', 'pl iso-8859-2'],
    ])
  })

  test.each(CASES)('$language in $encoding, by five titles', ({ encoding, titles }) => {
    const document = unlabelled(titles)

    expect(decodeBytes(iconv.encode(document, encoding)).text).toBe(document)
  })

  test.each(CASES)(
    '$language in $encoding, by five titles and the feed’s language',
    ({ language, encoding, titles }) => {
      const document = unlabelled(titles, language)

      expect(decodeBytes(iconv.encode(document, encoding)).text).toBe(document)
    },
  )

  // One short title in an alphabet of single bytes can be either, and is now and then taken for its neighbour.
  test.each(CASES.filter(({ language }) => !['ru', 'pl'].includes(language)))(
    '$language in $encoding, by each title alone and the language',
    ({ language, encoding, titles }) => {
      const read = titles.map((title) => {
        const document = unlabelled([title], language)
        return decodeBytes(iconv.encode(document, encoding)).text === document
      })

      expect(titles.filter((_, at) => !read[at])).toEqual([])
    },
  )

  test.each([
    ['zh-CN', 'gb18030', '要闻'],
    ['zh_CN', 'gb18030', '电网负荷创新高'],
    ['zh-Hant', 'big5hkscs', '頭條'],
    ['zh-TW', 'big5hkscs', '大谷翔平單場雙響砲'],
  ])('%s in %s, by its region, where the text is too short to tell: %s', (language, encoding, title) => {
    const document = unlabelled([title], language)

    expect(decodeBytes(iconv.encode(document, encoding)).text).toBe(document)
  })
})

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n)
const HIGH = range(0xa1, 0xfe)
/** Between them lie the katakana of one byte. */
const SHIFTED = [...range(0x81, 0x9f), ...range(0xe0, 0xfc)]

describe('every pair of bytes is the character that the engine’s own table has', () => {
  test.each([
    ['shift_jis', SHIFTED.map((lead) => [lead]), range(0x40, 0xfc).filter((byte) => byte !== 0x7f), 7_724],
    ['euc-jp', HIGH.map((lead) => [lead]), HIGH, 7_336],
    // But for 21 Roman numerals and the like of IBM, all under one lead, which iconv-lite does not have.
    ['euc-jp', HIGH.filter((lead) => lead !== 0xf3).map((lead) => [0x8f, lead]), HIGH, 6_067],
  ] as const)('%s', (label, leads, trails, count) => {
    const reader = new TextDecoder(label)
    const pairs = leads.flatMap((lead) => trails.map((trail) => Buffer.from([...lead, trail])))
    // Private use is nobody's text.
    const known = pairs.filter((pair) => !/[\ufffd\ue000-\uf8ff]/u.test(reader.decode(pair)))

    const wrong = known.filter((pair) => decodeBytes(pair, { encoding: label }).text !== reader.decode(pair))

    expect(known).toHaveLength(count)
    expect(wrong.map((pair) => pair.toString('hex'))).toEqual([])
  })
})
