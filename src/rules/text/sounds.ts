import { foldLetters } from './fold-letters.ts'

/** Classes of consonants that transcription mixes up: b p f v · t d · k g q · s z sh ch j · l r · n m. */
const CLASSES = table(`
b: b p f v б п ф в β π φ ب پ ف
t: t d д т τ δ θ ت ط د ض ث
k: k g q c г к х κ γ χ غ ق ك گ خ
s: s z j з с ж ш щ ч σ ζ س ز ص ش ذ ظ ج چ ژ
l: l r л р λ ρ ر ل
n: n m н м ν μ م ن
ks: x ξ
ts: ц
ps: ψ
`)
const LATIN_PAIRS: readonly (readonly [RegExp, string])[] = [
  [/tsch|tch|sch|sh|ch|cz|sz|zh|c(?=[eiy])/gu, 's'],
  [/ph/gu, 'b'],
  // Of names in -vić, whose accent the press leaves out.
  [/(?<=v)ic$/gu, 'is'],
  [/th|dh/gu, 't'],
  [/kh|gh|ck/gu, 'k'],
  [/ng(?![aeiou])/gu, 'n'],
]
/** Initials of Hangul syllables by their order in Unicode, and their finals. */
const HANGUL_INITIALS = 'k k n t t l n b b s s - s s s k t b -'.split(' ')
const HANGUL_FINALS = '- k k k n n n t l l l l l l b l n b b s s n s s k t b -'.split(' ')
const KANA = table(`
k: カ キ ク ケ コ ガ ギ グ ゲ ゴ
s: サ シ ス セ ソ ザ ジ ズ ゼ ゾ チ ヂ
ts: ツ ヅ
t: タ テ ト ダ デ ド
n: ナ ニ ヌ ネ ノ ン マ ミ ム メ モ
b: バ ビ ブ ベ ボ パ ピ プ ペ ポ フ ヴ
l: ラ リ ル レ ロ
`)
/** Shorter ones are shared by too many words. */
const LEAST_CLASSES = 4

/**
 * What stays of a name when it is written in another script: the classes of its consonants, as `tlnb` of Trump, Трамп,
 * トランプ, 트럼프 and ترامب. Undefined where too little is left to tell names apart. In the manner of Soundex (Russell and
 * Odell, 1918), for several scripts.
 */
export function soundOf(word: string): string | undefined {
  let letters = foldLetters(word.normalize('NFKC').toLowerCase())
  if (/[a-z]/u.test(letters))
    for (const [pattern, code] of LATIN_PAIRS) letters = letters.replace(pattern, code)
  let sound = ''
  let last = ''
  for (const letter of letters) {
    for (const code of codeOf(letter)) {
      if (code !== last) sound += code
      last = code
    }
  }
  return sound.length >= LEAST_CLASSES ? sound : undefined
}

function codeOf(char: string): string {
  const point = char.codePointAt(0) ?? 0
  if (point >= 0xac00 && point <= 0xd7a3) {
    const at = point - 0xac00
    const initial = HANGUL_INITIALS[Math.floor(at / 588)] ?? '-'
    const final = HANGUL_FINALS[at % 28] ?? '-'
    return `${initial}${final}`.replaceAll('-', '')
  }
  return CLASSES.get(char) ?? KANA.get(char) ?? ''
}

function table(text: string): ReadonlyMap<string, string> {
  const codes = new Map<string, string>()
  for (const line of text.trim().split('\n')) {
    const [code = '', chars = ''] = line.split(': ')
    for (const char of chars.split(' ')) codes.set(char, code)
  }
  return codes
}
