/**
 * EBCDIC, which XML 1.0 appendix F tells by its first bytes. Tables: code pages 037, 273, 424, 500, 875, 1026 and 1140
 * as mapped by the Unicode Consortium (MAPPINGS/VENDORS/MICSFT/EBCDIC); characters of 0x40 to 0xFF, U+FFFD for none.
 */
const US =
  ' \u00a0âäàáãåçñ¢.<(+|&éêëèíîïìß!$*);¬-/ÂÄÀÁÃÅÇÑ¦,%_>?' +
  'øÉÊËÈÍÎÏÌ`:#@\'="Øabcdefghi«»ðýþ±°jklmnopqrªºæ¸Æ¤' +
  'µ~stuvwxyz¡¿ÐÝÞ®^£¥·©§¶¼½¾[]¯¨´×{ABCDEFGHI\u00adôöòóõ' +
  '}JKLMNOPQR¹ûüùúÿ\\÷STUVWXYZ²ÔÖÒÓÕ0123456789³ÛÜÙÚ\ufffd'
const HEBREW =
  ' אבגדהוזחט¢.<(+|&יךכלםמןנס!$*);¬-/עףפץצקרש¦,%_>?' +
  '\ufffdת\ufffd\ufffd\u00a0\ufffd\ufffd\ufffd‗`:#@\'="\ufffdabcdefghi«»\ufffd\ufffd\ufffd±°jklmnopqr\ufffd\ufffd\ufffd¸\ufffd¤' +
  'µ~stuvwxyz\ufffd\ufffd\ufffd\ufffd\ufffd®^£¥·©§¶¼½¾[]¯¨´×{ABCDEFGHI\u00ad\ufffd\ufffd\ufffd\ufffd\ufffd' +
  '}JKLMNOPQR¹\ufffd\ufffd\ufffd\ufffd\ufffd\\÷STUVWXYZ²\ufffd\ufffd\ufffd\ufffd\ufffd0123456789³\ufffd\ufffd\ufffd\ufffd\ufffd'
const GREEK =
  ' ΑΒΓΔΕΖΗΘΙ[.<(+!&ΚΛΜΝΞΟΠΡΣ]$*);^-/ΤΥΦΧΨΩΪΫ|,%_>?' +
  '¨ΆΈΉ\u00a0ΊΌΎΏ`:#@\'="΅abcdefghiαβγδεζ°jklmnopqrηθικλμ' +
  '´~stuvwxyzνξοπρσ£άέήϊίόύϋώςτυφχψ{ABCDEFGHI\u00adωΐΰ‘―' +
  '}JKLMNOPQR±½\ufffd·’¦\\\ufffdSTUVWXYZ²§\ufffd\ufffd«¬0123456789³©\ufffd\ufffd»\ufffd'

/** Where a page differs from 037: position in hexadecimal, character. */
const DIFFERENCES = {
  '273': '43{ 4aÄ 4f! 59~ 5aÜ 5f^ 63[ 6aö 7c§ a1ß b0¢ b5@ ba¬ bb| bc‾ c0ä cc¦ d0ü dc} e0Ö ec\\ fc]',
  '500': '4a[ 4f! 5a] 5f^ b0¢ ba¬ bb|',
  '1026':
    '48{ 4aÇ 4f! 5aĞ 5bİ 5f^ 68[ 6aş 79ı 7bÖ 7cŞ 7fÜ 8c} 8d` 8e¦ a1ö ac] ad$ ae@ b0¢ ba¬ bb| c0ç cc~ d0ğ dc\\ e0ü ec# fc"',
  '1140': '9f€',
} as const

const FIRST = 0x40

const PAGES: ReadonlyMap<string, string> = new Map([
  ['037', US],
  ['424', HEBREW],
  ['875', GREEK],
  ...Object.entries(DIFFERENCES).map(([page, differences]) => [page, changed(differences)] as const),
])

/** IANA's names by country. */
const COUNTRIES: Readonly<Record<string, string>> = { be: '500', ch: '500', he: '424' }

/** `<?xm`, the same in every page. */
export function isEbcdic(bytes: Uint8Array): boolean {
  return bytes[0] === 0x4c && bytes[1] === 0x6f && bytes[2] === 0xa7 && bytes[3] === 0x94
}

/** Text and code page; 037 where the declaration names none that is known. */
export function decodeEbcdic(bytes: Uint8Array): { text: string; encoding: string } {
  const declaration = readWith(US, bytes.subarray(0, 256))
  // Not every page has its quotes where 037 has them.
  const label = /encoding\s*=\s*\W([\w-]+)/.exec(declaration)?.[1]?.toLowerCase() ?? ''
  const country = /^ebcdic[-_]cp[-_]([a-z]{2})$/.exec(label)?.[1]
  const named = /(\d{3,4})$/.exec(label)?.[1] ?? COUNTRIES[country ?? ''] ?? ''
  const page = PAGES.has(named) ? named : '037'
  return { text: readWith(PAGES.get(page)!, bytes), encoding: `cp${page}` }
}

function readWith(table: string, bytes: Uint8Array): string {
  const parts: string[] = []
  let part = ''
  for (const byte of bytes) {
    part += byte >= FIRST ? table[byte - FIRST]! : control(byte)
    if (part.length >= 8192) {
      parts.push(part)
      part = ''
    }
  }
  return parts.join('') + part
}

/** Tab and the three ends of line; other controls mean nothing in XML. */
function control(byte: number): string {
  if (byte === 0x05) return '\t'
  return byte === 0x0d || byte === 0x15 || byte === 0x25 ? '\n' : ''
}

function changed(differences: string): string {
  const table = [...US]
  for (const difference of differences.split(' ')) {
    table[Number.parseInt(difference.slice(0, 2), 16) - FIRST] = difference.slice(2)
  }
  return table.join('')
}
