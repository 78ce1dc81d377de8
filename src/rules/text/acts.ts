import { isArabic, isLetterOrMark, runsOf } from './scripts-of-text.ts'

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
    docking: `docks docked docking пристык стыков причал acopl arrim angedockt`,
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
      जमानत रिहा`,
  },
  verdict: {
    conviction: `convict condenad condena condamn verurteil осужд إدانة दोषी`,
    acquittal: `acquit absuel absolv relax acquitt freispruch freigesprochen оправда براءة बरी`,
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
const STARTS = new Set([...WORDS.keys()].map((word) => word.replace(/^"/u, '').slice(0, SHORTEST)))
const ANY_PIECE = new RegExp([...PIECES.keys()].join('|'), 'gu')
const HAS_UNSPACED = /[\p{sc=Han}\p{sc=Kana}\p{sc=Hang}]/u
const ARTICLE = /^و?(?:ال|بال|لل)(?=\p{L}{3})/u

/** What a clean headline says was done, as `office:departure`; opposite acts of one subject are two events. */
export function actsOf(clean: string): string[] {
  const acts = new Set<string>()
  for (const word of runsOf(clean, isLetterOrMark)) {
    const act = actOfWord(word) ?? (isArabic(word) ? actOfWord(word.replace(ARTICLE, '')) : undefined)
    if (act !== undefined) acts.add(act)
  }
  if (HAS_UNSPACED.test(clean))
    for (const piece of clean.match(ANY_PIECE) ?? []) acts.add(PIECES.get(piece) ?? '')
  return [...acts]
}

function actOfWord(word: string): string | undefined {
  if (!STARTS.has(word.slice(0, SHORTEST))) return undefined
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
