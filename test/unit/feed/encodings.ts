import iconv from 'iconv-lite'

/** Label as publishers write it, iconv-lite's name of the bytes, a title in it. */
export const ENCODINGS: [string, string, string][] = [
  ['utf-8', 'utf-8', '神舟飞船成功着陆，头条“新闻”—— café'],
  ['gb2312', 'gbk', '神舟飞船成功着陆，头条新闻'],
  ['gbk', 'gbk', '朱镕基：€的新闻“引号”'],
  ['gb18030', 'gb18030', '㐀㐁生僻字𠮷新闻'],
  ['big5', 'big5hkscs', '臺灣新聞頭條：颱風警報'],
  ['big5-hkscs', 'big5hkscs', '香港嘅新聞：喺邊度'],
  ['shift_jis', 'cp932', '日本のニュース①髙島屋'],
  ['euc-jp', 'euc-jp', '日本のニュース速報'],
  ['euc-kr', 'cp949', '한국 뉴스 속보'],
  ['ks_c_5601-1987', 'cp949', '똠방각하 펲시콜라'],
  ['windows-1250', 'windows-1250', 'Zażółć gęślą jaźń w wiadomościach'],
  ['windows-1251', 'windows-1251', 'Главные новости сегодня'],
  ['koi8-r', 'koi8-r', 'Главные новости сегодня'],
  ['iso-8859-1', 'windows-1252', 'Café “déjà vu” – 5 €'],
  ['windows-1252', 'windows-1252', 'It’s “news” — naïve'],
  ['windows-1253', 'windows-1253', 'Η κυβέρνηση ενέκρινε τον προϋπολογισμό'],
  ['windows-1254', 'windows-1254', 'Şampiyonlar Ligi’nde gece: ığüşöç'],
  ['iso-8859-2', 'iso-8859-2', 'Příliš žluťoučký kůň'],
  ['iso-8859-5', 'iso-8859-5', 'Новости дня'],
  ['iso-8859-6', 'iso-8859-6', 'عاجل: الحكومة تعتمد مشروع الموازنة'],
  ['iso-8859-7', 'iso-8859-7', 'Τα νέα της ημέρας'],
  ['iso-8859-8', 'iso-8859-8', 'הממשלה אישרה את התקציב'],
  ['iso-8859-9', 'windows-1254', 'Türkiye’den haberler: ışık'],
  ['iso-8859-15', 'iso-8859-15', 'Le prix est de 5 €'],
  ['windows-1256', 'windows-1256', 'أخبار اليوم العاجلة'],
  ['windows-1255', 'windows-1255', 'חדשות היום'],
  ['windows-874', 'windows-874', 'ข่าววันนี้'],
  ['tis-620', 'windows-874', 'รัฐบาลเสนอร่างงบประมาณปีหน้า'],
]

/** A feed whose one entry has the title; its declaration says the label, where there is one. */
export function titled(title: string, label?: string): string {
  const declaration = label ? `<?xml version="1.0" encoding="${label}"?>` : '<?xml version="1.0"?>'
  return `${declaration}<rss version="2.0"><channel><title>T</title><item><title>${title}</title></item></channel></rss>`
}

const KANJI = /[^\u0000-\u007f]+/gu

/** ISO-2022-JP (RFC 1468): the codes of EUC-JP without their high bits, between escapes. iconv-lite does not write it. */
export function inIso2022Jp(text: string): Buffer {
  const seven = (part: string) => Buffer.from(iconv.encode(part, 'euc-jp').map((byte) => byte & 0x7f))
  return Buffer.from(
    text.replace(KANJI, (part) => `\u001b$B${seven(part).toString('latin1')}\u001b(B`),
    'latin1',
  )
}

/** Declared encoding, title, the document's bytes in hexadecimal. */
export const EBCDIC: [string, string, string][] = [
  [
    'IBM037',
    'Café [déjà] 5¢',
    '4c6fa7949340a58599a28996957e7ff14bf07f4085958396848995877e7fc9c2d4f0f3f77f6f6e254c99a2a26e4c838881959585936e4ca389a393856ec381865140ba84519144bb40f54a4c61a389a393856e4c61838881959585936e4c6199a2a26e',
  ],
  [
    'cp273',
    'Größe und Äpfel {1}',
    '4c6fa7949340a58599a28996957e7ff14bf07f4085958396848995877e7f8397f2f7f37f6f6e254c99a2a26e4c838881959585936e4ca389a393856ec7996aa18540a49584404a978685934043f1dc4c61a389a393856e4c61838881959585936e4c6199a2a26e',
  ],
  [
    'ebcdic-cp-he',
    'חדשות',
    '4c6fa7949340a58599a28996957e7ff14bf07f4085958396848995877e7f8582838489836083976088857f6f6e254c99a2a26e4c838881959585936e4ca389a393856e48446946714c61a389a393856e4c61838881959585936e4c6199a2a26e',
  ],
  [
    'ebcdic-cp-ch',
    'Café [déjà]!',
    '4c6fa7949340a58599a28996957e7ff14bf07f4085958396848995877e7f8582838489836083976083887f6f6e254c99a2a26e4c838881959585936e4ca389a393856ec3818651404a845191445a4f4c61a389a393856e4c61838881959585936e4c6199a2a26e',
  ],
  [
    'cp875',
    'Τα νέα της ημέρας',
    '4c6fa7949340a58599a28996957e7ff14bf07f4085958396848995877e7f8397f8f7f57f6f6e254c99a2a26e4c838881959585936e4ca389a393856e628a40aab28a40bb9aba409a9fb2ae8aba4c61a389a393856e4c61838881959585936e4c6199a2a26e',
  ],
  [
    'csIBM1026',
    'Işık ve ğüş',
    '4c6fa7949340a58599a28996957efcf14bf0fc4085958396848995877efc83a2c9c2d4f1f0f2f6fc6f6e254c99a2a26e4c838881959585936e4ca389a393856ec96a799240a58540d0e06a4c61a389a393856e4c61838881959585936e4c6199a2a26e',
  ],
  [
    'ibm1140',
    '5 €',
    '4c6fa7949340a58599a28996957e7ff14bf07f4085958396848995877e7f898294f1f1f4f07f6f6e254c99a2a26e4c838881959585936e4ca389a393856ef5409f4c61a389a393856e4c61838881959585936e4c6199a2a26e',
  ],
]
