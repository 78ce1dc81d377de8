import iconv from 'iconv-lite'

/** Labels widened as browsers do (WHATWG Encoding §4.2): publishers mean the larger set. */
const WIDER: Readonly<Record<string, readonly string[]>> = {
  'utf-8': ['utf8', 'unicode-1-1-utf-8', 'x-unicode20utf8', 'utf-8n', 'utf'],
  'utf-16le': ['utf-16', 'utf16', 'ucs-2', 'iso-10646-ucs-2', 'unicode', 'csunicode', 'unicodefeff', 'u16'],
  gb18030: [
    'gb2312',
    'gb_2312-80',
    'gb_2312',
    'gb-2312',
    'gbk',
    'x-gbk',
    'cp936',
    'ms936',
    'windows-936',
    'gb-18030',
    'gb18030-2000',
    'chinese',
    'csgb2312',
    'euc-cn',
    'x-euc-cn',
    'iso-ir-58',
    'eucgb2312-cn',
    'x-mac-simp-chinese',
  ],
  'windows-1252': [
    'iso-8859-1',
    'iso8859-1',
    'iso_8859-1',
    'iso88591',
    'latin1',
    'latin-1',
    'l1',
    'us-ascii',
    'ascii',
    'cp1252',
    'x-cp1252',
    'ansi_x3.4-1968',
  ],
  'windows-1254': ['iso-8859-9', 'iso8859-9', 'iso_8859-9', 'latin5', 'l5', 'cp1254', 'x-cp1254'],
  'windows-874': ['iso-8859-11', 'iso8859-11', 'tis-620', 'tis620', 'dos-874'],
  'windows-1250': ['cp1250', 'x-cp1250'],
  'windows-1251': ['cp1251', 'x-cp1251', 'win-1251', 'windows1251'],
  cp949: [
    'euc-kr',
    'euckr',
    'ks_c_5601-1987',
    'ks_c_5601-1989',
    'ksc5601',
    'ksc_5601',
    'korean',
    'windows-949',
    'cseuckr',
    'uhc',
    'ksx1001',
    'ks_x_1001',
    'ks-x-1001',
    'x-mac-korean',
  ],
  shift_jis: ['x-sjis', 'sjis', 'shift-jis', 'ms_kanji', 'windows-31j', 'cp932', 'csshiftjis', 'ms932'],
  'euc-jp': [
    'x-euc-jp',
    'eucjp',
    'x-euc',
    'cseucpkdfmtjapanese',
    'ujis',
    'u-jis',
    'euc-jisx0213',
    'euc-jis-2004',
  ],
  big5hkscs: [
    'big5',
    'big5-hkscs',
    'big-5',
    'cn-big5',
    'csbig5',
    'x-x-big5',
    'cp950',
    'big5-eten',
    'big5-tw',
    'hkscs',
    'x-mac-trad-chinese',
  ],
  'koi8-r': ['koi8', 'koi', 'cskoi8r', 'koi8_r'],
  'iso-8859-8': ['iso-8859-8-i', 'logical', 'visual', 'hebrew'],
  pt154: ['ptcp154', 'csptcp154', 'cp154', 'cyrillic-asian'],
  rk1048: ['kz-1048', 'kz1048', 'strk1048-2002'],
  cp1125: ['cp866u', 'ruscii'],
  cp861: ['cp-is'],
  'hp-roman8': ['cp1051', 'ibm1051'],
  maccenteuro: ['mac-latin2', 'maclatin2', 'x-mac-ce', 'mac-centeuro', 'maccentraleurope'],
  macintosh: ['mac', 'macroman', 'x-mac-roman'],
}

const CANONICAL = new Map(
  Object.entries(WIDER).flatMap(([name, labels]) => [name, ...labels].map((label) => [label, name] as const)),
)

/** Name of the encoding a label means; undefined for a label nobody knows. */
export function canonicalEncoding(label: string | undefined): string | undefined {
  const name = label
    ?.trim()
    .replace(/^["']+|["']+$/g, '')
    .trim()
    .toLowerCase()
  if (!name || name.length > 40) return undefined
  // `ISO_8859-5:1988` is IANA's; underscores for hyphens and years after one are everywhere.
  const known =
    CANONICAL.get(name) ?? CANONICAL.get(name.replace(/[:_](19|20)\d\d$/, '').replaceAll('_', '-'))
  if (known) return known
  if (/^(cs)?iso[-_]?2022[-_]?jp(?![a-z])/.test(name)) return 'iso-2022-jp'
  if (/^utf-?(16|32)(le|be)$/.test(name)) return name.replace(/^utf-?/, 'utf-')
  // iconv-lite also knows "encodings" such as base64 and hex; a feed is never in one of them.
  if (/^(base64|hex|binary|ucs2|utf-?7(-imap)?|cesu-?8|internal)$/.test(name)) return undefined
  return [name, name.replace(/[:_](19|20)\d\d$/, '')].find((one) => iconv.encodingExists(one))
}

/** One byte a character: any bytes at all are valid in it, so its label proves nothing. */
export function isSingleByte(encoding: string): boolean {
  return /^(windows-|koi8|iso-8859|ibm|mac|pt154|rk1048|hp-|cp(437|8\d\d|11\d\d|125\d)$)/.test(encoding)
}

export function isWide(encoding: string): boolean {
  return encoding.startsWith('utf-16') || encoding.startsWith('utf-32')
}
