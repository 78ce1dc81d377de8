import {
  createPieces,
  createWordFilter,
  HOLDS_ARABIC,
  HOLDS_DENSE,
  hashOfStart,
  readText,
} from './reading.ts'
import { isArabic } from './scripts-of-text.ts'

/**
 * Acts that exclude each other: what is launched is not what has landed, who is appointed is not who resigns. By family
 * and phase; a word stands for all that begin with it, one in quotation marks for itself alone.
 */
const SPACED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  flight: {
    launch: `"launch" launches launched liftoff blastoff despeg lanzamient décoll lancement abgehoben запуск запуст
      старто प्रक्षेपण`,
    landing: `"landed" "landing" touchdown splashdown aterriz ameriz atterri amerri "landet" gelandet "landung" приземл
      посадк هبوط`,
    docking: `"docks" "docked" "docking" пристык стыков причал acopl arrim angedockt`,
  },
  office: {
    appointment: `appoint "hires" "hired" nombra nombrad nomme "nommé" "nommée" ernennt ernannt berufen назнач تعيين नियुक्त`,
    departure: `"sack" "sacks" "sacked" resign "quits" "quit" ousted dimit dimis démission destituy limogé rücktritt "tritt"
      zurückgetreten entlassen отставк уволен уволил покинул استقالة إقالة इस्तीफा बर्खास्त`,
  },
  custody: {
    arrest: `arrest detained detenid detien "arrêté" "arrêtée" interpell écrou festgenommen verhaftet арест задержан اعتقال القبض
      توقيف गिरफ्तार`,
    release: `"released" "freed" "bail" "bailed" liberad "libera" excarcel libéré relâch freigelassen освобо отпусти الإفراج سراح
      जमानत "रिहा" "रिहाई"`,
  },
  verdict: {
    conviction: `convict condenad condena condamn verurteil осужд إدانة दोषी`,
    acquittal: `acquit absuel absolv "relaxe" "relaxé" "relaxée" "relaxés" acquitt freispruch freigesprochen оправда براءة बरी`,
  },
  vote: {
    approval: `"approves" "approved" "approve" aprueb aprobad adopt approuv beschließ verabschied одобр`,
    rejection: `reject rechaz rejet "lehnt" abgelehnt отклон отверг رفض खारिज`,
  },
  doors: {
    opening: `"opens" "opened" reopen inaugur eröffn "abre" ouvre откры افتتاح يفتتح उद्घाटन`,
    closing: `"closes" "closed" "closure" "shuts" "shut" cierra cierre "ferme" "ferment" fermetur schließ geschlossen закры إغلاق`,
  },
  couple: {
    union: `marries "married" "wed" "weds" engaged engagement heirate verlobt fiancé "boda"`,
    parting: `divorc "split" "splits" scheidung getrennt séparé`,
  },
}

/** Words that are the act only beside another one, anywhere in the headline: alone "tritt" steps, and "ferme" is a farm. */
const ONLY_WITH: Readonly<Record<string, string>> = {
  tritt: 'zurück',
  ferme: 'portes définitivement',
  ferment: 'portes définitivement',
}

const INQUIRIES = `investigation investigations probe probes inquiry inquiries enquiry review manhunt search appeal campaign
  lawsuit petition talks case ermittlung ermittlungen verfahren untersuchung enquête enquêtes instruction investigación
  investigaciones expediente indagine расследование дело проверку`
/** What is launched, opened or released in another sense: near these a word is not the act. */
const FIGURATIVE: Readonly<Record<string, ReadonlySet<string>>> = {
  'flight:launch': setOf(`${INQUIRIES} attack attacks offensive strikes airstrikes crackdown bid`),
  'doors:opening': setOf(`${INQUIRIES} fire feuer feu fuego огонь`),
  'custody:release':
    setOf(`video videos footage cctv bodycam audio recording recordings photo photos image images picture
    pictures sketch report reports statement documents files records data details findings results transcript emails
    list name names identity identities trailer album single song film movie book`),
}
/** Words on either side that are looked at, up to one that begins another thought: "reopens after fire". */
const NEAR_WORDS = 3
const TURNS = setOf('after before over in into at for with as by amid following nach après tras после')

/** Where words are not spaced, they are found anywhere. */
const UNSPACED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  flight: {
    launch: '发射 升空 打ち上げ 발사',
    landing: '着陆 着陸 返回舱 返回地球 帰還 착륙 귀환',
    docking: '对接 ドッキング 도킹',
    undocking: '分离 撤离',
  },
  office: {
    appointment: '上任 任命 出任 接任 就任 履新 취임 임명 선임',
    departure: '下课 辞职 卸任 免职 离任 辞任 解任 退任 下台 사임 해임 경질 퇴임',
  },
  custody: {
    arrest: '逮捕 刑拘 被捕 抓获 落网 체포 구속',
    release: '获释 释放 保释 出狱 保釈 釈放 석방 보석',
  },
  verdict: { conviction: '有罪 获刑 被判 懲役 実刑 유죄 징역', acquittal: '无罪 無罪 무죄' },
  vote: { approval: '表决通过 审议通过 批准 可決 통과 가결', rejection: '否决 驳回 叫停 否決 부결' },
  doors: {
    opening: '开通 开业 开幕 启用 开馆 開業 開幕 開通 개장 개막 개통',
    closing: '关闭 停运 停业 闭幕 关停 閉店 閉幕 閉鎖 運休 폐장 폐막 폐쇄',
  },
  couple: { union: '结婚 订婚 领证 完婚 婚約 결혼', parting: '离婚 分手 離婚 이혼' },
  warning: { issue: '发布', lifting: '解除' },
}
/** Phases of which the headline has to name the subject too: who evacuates leaves no station, and contracts are ended as well. */
const ONLY_OF: Readonly<Record<string, RegExp>> = {
  'flight:undocking': /空间站|飞船|组合体|神舟|天舟|对接/u,
  'warning:issue': /警|响应|信号/u,
  'warning:lifting': /警|响应|信号/u,
}

const SHORTEST = 3
/** Of the beginnings that are listed. */
const LONGEST = Math.max(
  ...[...Object.values(SPACED)].flatMap((phases) =>
    Object.values(phases).flatMap((words) => words.split(/\s+/u).map((word) => word.length)),
  ),
)

const WORDS = listed(SPACED)
const PIECES = listed(UNSPACED)
/** How the words begin: most words of a headline begin otherwise. */
const STARTS = createWordFilter([...WORDS.keys()].map((word) => hashOfStart(word.replaceAll('"', ''))))
const ANY_PIECE = createPieces(PIECES.keys())
const COMPANIONS = new Map(Object.entries(ONLY_WITH).map(([word, others]) => [word, setOf(others)]))
const ARTICLE = /^و?(?:ال|بال|لل)(?=\p{L}{3})/u

/** What a clean headline says was done, as `office:departure`; opposite acts of one subject are two events. */
export function actsOf(clean: string): string[] {
  const { holds, words } = readText(clean)
  const acts = new Set<string>()
  for (let at = 0; at < words.list.length; at++) {
    const word = words.list[at] as string
    const act = STARTS.mayHold(words.starts[at] as number) ? actOfWord(word) : undefined
    const meant = act ?? (holds & HOLDS_ARABIC && isArabic(word) ? actOfArabic(word) : undefined)
    if (meant !== undefined && isMeant(meant, words.list, at)) acts.add(meant)
  }
  if (holds & HOLDS_DENSE) {
    ANY_PIECE.eachIn(clean, (piece) => {
      const act = PIECES.get(piece) ?? ''
      if (ONLY_OF[act]?.test(clean) ?? true) acts.add(act)
    })
  }
  return [...acts]
}

/** "And" and the article are written in one with the word. */
function actOfArabic(word: string): string | undefined {
  const bare = word.replace(ARTICLE, '')
  return bare !== word && STARTS.mayHold(hashOfStart(bare)) ? actOfWord(bare) : undefined
}

/** Whether a word that may be an act is one among the words around it. */
function isMeant(act: string, words: readonly string[], at: number): boolean {
  const companions = COMPANIONS.get(words[at] ?? '')
  if (companions && !words.some((word) => companions.has(word))) return false
  const others = FIGURATIVE[act]
  return !others || !(isNear(others, words, at, 1) || isNear(others, words, at, -1))
}

function isNear(others: ReadonlySet<string>, words: readonly string[], at: number, step: 1 | -1): boolean {
  for (let n = 1; n <= NEAR_WORDS; n++) {
    const word = words[at + n * step]
    if (word === undefined || TURNS.has(word)) return false
    if (others.has(word)) return true
  }
  return false
}

function actOfWord(word: string): string | undefined {
  const whole = WORDS.get(`"${word}"`)
  if (whole !== undefined) return whole
  for (let length = SHORTEST; length <= Math.min(word.length, LONGEST); length++) {
    const act = WORDS.get(word.slice(0, length))
    if (act !== undefined) return act
  }
  return undefined
}

function listed(families: typeof SPACED): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(families).flatMap(([family, phases]) =>
      Object.entries(phases).flatMap(([phase, words]) =>
        words.split(/\s+/u).map((word) => [word, `${family}:${phase}`] as const),
      ),
    ),
  )
}

function setOf(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/u))
}
