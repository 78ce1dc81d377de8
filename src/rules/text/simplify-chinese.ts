import { ConverterFactory } from 'opencc-js/core'
import { configs } from 'opencc-js/preset/t2cn'
import { createPieces } from './reading.ts'
import { unitAt } from './units.ts'

/**
 * Taiwan's words of two characters that are replaced. The dictionary has many more, but most of them mean something of
 * their own on the mainland (核心, 支援, 執行) and would part what belongs together.
 */
const SHORT_WORDS = new Set(
  '網路 資訊 軟體 硬體 影片 輝達 賓士 寮國 葉門 肯亞 加彭 查德 卡達 貝南 諾魯 帛琉 汶萊 葛摩 簡訊 晶片 螢幕 駭客 雷射 視訊 訊號 網咖 頻寬 數位 音訊 程式 賓州 迦納'.split(
    ' ',
  ),
)
/** Longer ones that the mainland uses in another sense. */
const AMBIGUOUS = new Set(['區域性', '全域性', '優先順序', '視覺化'])
/** People, places and terms of the news that Taiwan and the mainland name differently; both sides simplified. */
const NAMES: ReadonlyMap<string, string> = new Map(
  `川普 特朗普|普丁 普京|泽伦斯基 泽连斯基|纳坦雅胡 内塔尼亚胡|尼坦雅胡 内塔尼亚胡|马克宏 马克龙|梅克尔 默克尔|杜鲁道 特鲁多
  |艾尔段 埃尔多安|贺锦丽 哈里斯|史塔默 斯塔默|希拉蕊 希拉里|雷根 里根|柴契尔 撒切尔|祖克柏 扎克伯格|贝佐斯 贝索斯|南韩 韩国|北韩 朝鲜
  |欧巴马 奥巴马|柯林顿 克林顿|甘迺迪 肯尼迪|范斯 万斯|卢比欧 鲁比奥|马杜洛 马杜罗|杜特蒂 杜特尔特|小马可仕 小马科斯|施纪贤 斯塔默|贾伯斯 乔布斯
  |比尔盖兹 比尔盖茨|莎巴莲卡 萨巴伦卡|阿卡拉兹 阿尔卡拉斯|乔科维奇 德约科维奇|哈玛斯 哈马斯|那斯达克 纳斯达克|道琼 道琼斯|人工智慧 人工智能|伺服器 服务器
  |飞弹 导弹|太空人 宇航员|太空船 飞船|莫三比克 莫桑比克|辛巴威 津巴布韦|象牙海岸 科特迪瓦|温布顿 温网|公车 公交车|沙乌地 沙特|雪梨 悉尼|坎培拉 堪培拉|杜拜 迪拜|加萨 加沙|联准会 美联储|通膨 通胀|升息 加息|捷运 地铁|报导 报道|讯息 消息`
    .split('|')
    .map((pair) => pair.trim().split(' ') as [string, string]),
)
const NAME = createPieces(NAMES.keys())

type Pair = readonly [source: string, target: string]

interface Tables {
  readonly characters: ReadonlyMap<string, string>
  /** By unit of text: 1 where it is written in traditional characters only. Those beyond the first plane are too rare. */
  readonly traditional: Uint8Array
  /** By first character, longest first. */
  readonly phrases: ReadonlyMap<string, readonly Pair[]>
}

/** Pure memory of a pure function: the dictionary never changes while a process runs. */
let tables: Tables | undefined

/**
 * A clean Chinese text in simplified characters and the mainland's words, to compare by: 臺灣 and 台湾, 裡 and 裏, 網路 and
 * 网络 are one. Simplified text keeps its characters. Not for Japanese or Korean, and not for display: which of its
 * senses a character has is guessed.
 */
export function simplifyChinese(text: string): string {
  tables ??= readTables()
  return withMainlandNames(isTraditional(text, tables) ? convert(text, tables) : text)
}

function isTraditional(text: string, { traditional }: Tables): boolean {
  const { length } = text
  for (let at = 0; at < length; at++) if (traditional[unitAt(text, at)] === 1) return true
  return false
}

function convert(text: string, { characters, phrases }: Tables): string {
  let out = ''
  for (let at = 0; at < text.length; ) {
    const char = String.fromCodePoint(text.codePointAt(at) ?? 0)
    const phrase = phrases.get(char)?.find(([source]) => text.startsWith(source, at))
    out += phrase ? phrase[1] : (characters.get(char) ?? char)
    at += phrase ? phrase[0].length : char.length
  }
  return out
}

function withMainlandNames(text: string): string {
  let out = ''
  let from = 0
  NAME.eachIn(text, (name, at) => {
    out += text.slice(from, at) + NAMES.get(name)
    from = at + name.length
  })
  return from === 0 ? text : out + text.slice(from)
}

/** The dictionary's two steps, regional to traditional and traditional to simplified, made one. */
function readTables(): Tables {
  const regional = [configs.hk2sp, configs.tw2sp].flatMap((config) => pairsOf(config?.conversionChain[0]))
  const simplified = pairsOf(configs.t2s?.conversionChain[0])
  const toSimplified = ConverterFactory(...(configs.t2s?.conversionChain ?? []))
  const characters = new Map<string, string>()
  const traditional = new Uint8Array(0x10000)
  const phrases = new Map<string, Map<string, string>>()
  const targets = new Set(regional.map(([, target]) => target).filter((target) => target.length > 1))
  const held = [...targets].join('|')
  for (const [source, target] of [...regional, ...simplified]) {
    const result = toSimplified(target)
    const isRegional = source !== target && toSimplified(source) !== result
    if (isOneCharacter(source)) {
      if (source !== result) characters.set(source, result)
    } else if (!isRegional || isSafe(source, held)) {
      const first = String.fromCodePoint(source.codePointAt(0) ?? 0)
      const known = phrases.get(first) ?? new Map<string, string>()
      phrases.set(first, known.set(source.toLowerCase(), result.toLowerCase()))
    }
  }
  for (const [source] of simplified) {
    if (source.length === 1 && characters.has(source)) traditional[source.charCodeAt(0)] = 1
  }
  return {
    characters,
    traditional,
    phrases: new Map(
      [...phrases].map(([first, known]) => [
        first.toLowerCase(),
        [...known].sort(([a], [b]) => b.length - a.length),
      ]),
    ),
  }
}

/** Whether a word of one region means nothing else in the other; what others are replaced by is used on both sides. */
function isSafe(source: string, targets: string): boolean {
  if (source.length === 2) return SHORT_WORDS.has(source)
  return !AMBIGUOUS.has(source) && !targets.includes(source)
}

function pairsOf(group: readonly (string | readonly Pair[])[] | undefined): Pair[] {
  return (group ?? []).flatMap((dictionary) =>
    typeof dictionary === 'string'
      ? dictionary.split('|').map((pair) => pair.split(' ') as [string, string])
      : [...dictionary],
  )
}

function isOneCharacter(text: string): boolean {
  return String.fromCodePoint(text.codePointAt(0) ?? 0) === text
}
