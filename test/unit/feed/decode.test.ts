import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { decodeBytes } from '../../../src/feed/encoding/decode.ts'
import { parseFeed } from '../../../src/feed/parse.ts'
import { EBCDIC, ENCODINGS, inIso2022Jp, titled } from './encodings.ts'

async function titleOf(bytes: Uint8Array, contentType?: string): Promise<string | undefined> {
  const feed = await parseFeed(bytes, contentType ? { contentType } : {})
  return feed.entries[0]?.title
}

describe.each(ENCODINGS)('a title in %s is read', (label, encoding, title) => {
  const http = `application/rss+xml; charset=${label}`

  test('by the XML declaration alone', async () => {
    expect(await titleOf(iconv.encode(titled(title, label), encoding))).toBe(title)
  })

  test('by the HTTP header alone', async () => {
    expect(await titleOf(iconv.encode(titled(title), encoding), http)).toBe(title)
  })

  test('when the header says UTF-8 and the declaration is right', async () => {
    expect(await titleOf(iconv.encode(titled(title, label), encoding), 'text/xml; charset="UTF-8"')).toBe(
      title,
    )
  })

  test('when the declaration says UTF-8 and the header is right', async () => {
    expect(await titleOf(iconv.encode(titled(title, 'utf-8'), encoding), http)).toBe(title)
  })

  test('when it is UTF-8 whatever the labels say', async () => {
    // Long enough that valid UTF-8 is no accident.
    const long = `${title} 新闻头条 ${title}`

    expect(await titleOf(Buffer.from(titled(long, label)), http)).toBe(long)
  })
})

test.each([
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
  ['utf-32le', [0xff, 0xfe, 0, 0]],
  ['utf-32be', [0, 0, 0xfe, 0xff]],
  ['utf-16le', []],
  ['utf-16be', []],
] as [string, number[]][])('%s is known by its mark %j or its zeros', async (encoding, mark) => {
  const bytes = Buffer.concat([Buffer.from(mark), iconv.encode(titled('头条 news', 'utf-16'), encoding)])

  expect(await titleOf(bytes, 'text/xml; charset=iso-8859-1')).toBe('头条 news')
})

describe('a title in iso-2022-jp, whose bytes are all ASCII, is read', () => {
  const title = '日本のニュース速報'
  const http = 'text/xml; charset=ISO-2022-JP'

  test.each([
    ['by the XML declaration alone', 'iso-2022-jp', undefined],
    ['by the HTTP header alone', undefined, http],
    ['by its escapes, when the labels say UTF-8', 'utf-8', 'text/xml; charset=utf-8'],
    ['by its escapes, without any label', undefined, undefined],
  ])('%s', async (_, label, contentType) => {
    expect(await titleOf(inIso2022Jp(titled(title, label)), contentType)).toBe(title)
  })

  test('unless it is UTF-8 whatever the labels say', async () => {
    expect(await titleOf(Buffer.from(titled(title, 'iso-2022-jp')), http)).toBe(title)
  })
})

test('two Chinese characters that happen to be valid UTF-8 are read by their label', async () => {
  expect(await titleOf(iconv.encode(titled('联通', 'gbk'), 'gbk'))).toBe('联通')
})

test('the operator’s encoding beats every label', async () => {
  const bytes = iconv.encode(titled('ışık', 'utf-8'), 'windows-1254')

  const feed = await parseFeed(bytes, { encoding: 'windows-1254', contentType: 'text/xml; charset=gbk' })

  expect(feed.entries[0]?.title).toBe('ışık')
})

test('without any label Chinese text is guessed, and the operator is told', async () => {
  const bytes = iconv.encode(titled('神舟飞船成功着陆，全国各地群众热烈庆祝这一历史时刻'), 'gbk')

  const feed = await parseFeed(bytes)

  expect(feed.entries[0]?.title).toBe('神舟飞船成功着陆，全国各地群众热烈庆祝这一历史时刻')
  expect(feed.warnings).toContainEqual(expect.stringContaining('no usable encoding was declared'))
})

test('a character cut off at the end leaves UTF-8 what it is', () => {
  const bytes = Buffer.from(`<rss>${'新闻头条'.repeat(20)}`).subarray(0, -1)

  const { text, encoding, lostCount } = decodeBytes(bytes, {})

  expect(encoding).toBe('utf-8')
  expect(lostCount).toBe(1)
  expect(text).toContain('新闻头条')
})

test('labels nobody knows and labels that are no encodings are ignored', () => {
  const bytes = Buffer.from('<?xml version="1.0" encoding="base64"?><rss>新闻</rss>')

  expect(decodeBytes(bytes, { contentType: 'text/xml; charset=x-nonsense' }).text).toContain('新闻')
})

const UNLABELLED: [language: string, encoding: string, title: string][] = [
  ['pl', 'windows-1250', 'Premier zapowiedział zmiany w rządzie, posłowie będą głosować w środę'],
  ['cs', 'iso-8859-2', 'Vláda schválila nový rozpočet na příští rok, řekl ministr'],
  ['hu', 'iso-8859-2', 'A kormány elfogadta a jövő évi költségvetést, közölték az újságírókkal'],
  ['ru', 'windows-1251', 'Правительство утвердило бюджет на следующий год'],
  ['ru', 'koi8-r', 'Правительство утвердило бюджет на следующий год'],
  ['el', 'windows-1253', 'Η κυβέρνηση ενέκρινε τον προϋπολογισμό της χρονιάς'],
  ['tr', 'windows-1254', 'Işık, şehir ve değişim için yeni bütçe görüşmeleri başlıyor'],
  ['he', 'windows-1255', 'הממשלה אישרה את התקציב לשנה הבאה'],
  ['ar', 'windows-1256', 'أخبار اليوم العاجلة: الحكومة توافق على الميزانية'],
  ['th', 'windows-874', 'ข่าววันนี้ รัฐบาลอนุมัติงบประมาณ'],
  ['zh-CN', 'gbk', '国务院批准新的预算方案'],
  ['zh-TW', 'big5hkscs', '臺灣新聞頭條：颱風警報，政府批准預算'],
  ['ja', 'cp932', '日本のニュース速報、政府が予算を承認'],
  ['ko', 'cp949', '한국 뉴스 속보, 정부 예산안 승인'],
  ['de', 'windows-1252', 'Größere Änderungen im Haushalt: „Übergangslösung“ für nächstes Jahr'],
  ['fr', 'windows-1252', 'Le gouvernement a approuvé le budget de l’année'],
]
/** What surrounds one title in a real feed: markup and other English are no evidence of its language. */
const unlabelled = (title: string, language = '') =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>${language}${'<item><link>https://e.com/a-long-english-path/of/the/news</link></item>'.repeat(10)}<item><title>${title}</title></item></channel></rss>`

describe('without any label', () => {
  test.each(UNLABELLED)('a title in %s, written in %s, is read by its letters', (_, encoding, title) => {
    expect(decodeBytes(iconv.encode(unlabelled(title), encoding)).text).toContain(title)
  })

  test.each(UNLABELLED)('… and by the language %s of the feed (%s)', (language, encoding, title) => {
    const document = unlabelled(title, `<language>${language}</language>`)

    expect(decodeBytes(iconv.encode(document, encoding)).text).toContain(title)
  })

  test.each(['Curaçao', 'Café', 'Zürich', 'It’s', 'Señor Muñoz gana', '£20m deal', '©2025 The Paper'])(
    'a lone accent or quote is Western: %s',
    (title) => {
      expect(decodeBytes(iconv.encode(unlabelled(title), 'windows-1252')).text).toContain(title)
    },
  )
})

test.each(EBCDIC)('EBCDIC declared as %s is read', async (_, title, hex) => {
  expect((await parseFeed(Buffer.from(hex, 'hex'))).title).toBe(title)
})

test.each([
  ['ISO_8859-5:1988', 'iso-8859-5', 'Новости дня'],
  ['iso_8859_2', 'iso-8859-2', 'Příliš žluťoučký kůň'],
  ['PTCP154', 'pt154', 'Қазақстан жаңалықтары'],
  ['x-mac-ce', 'maccenteuro', 'Zażółć gęślą jaźń'],
])('the label %s means what it says', async (label, encoding, title) => {
  expect(await titleOf(iconv.encode(titled(title, label), encoding))).toBe(title)
})

test('C1 controls are read as the windows-1252 characters they were', async () => {
  const text = titled('don\u0092t \u0093wait\u0094\u0085 5\u0080\u0081')

  expect(await titleOf(Buffer.from(text))).toBe('don’t “wait”… 5€')
})
