/** What agencies and desks write around a headline that is not about the event. Patterns, by where they stand. */

/** An agency's slug as it is sent: capitals, a number of the version, a dash without a space. Lower case would be a word. */
const SLUG =
  /^\s*(?:(?:UPDATE|WRAPUP|WRAP|RPT|REPEAT|REFILE|RECAST|CORRECTED|CORRECTION|CORRECT|BRIEF|EXCLUSIVE|FACTBOX|TIMELINE|ANALYSIS|INSIGHT|PREVIEW|INTERVIEW|COLUMN|COMMENTARY|BREAKINGVIEWS|TEXT|TABLE|POLL|SNAPSHOT|INSTANT VIEW|NEWSMAKER|SPECIAL REPORT|FEATURE|HIGHLIGHTS|QUOTES|ADVISORY|URGENT|ALERT|FLASH|BULLETIN|EXPLAINER|GRAPHIC|WIDER IMAGE|ROUNDUP|KORREKTUR|WDH|EIL|SOCCER|TENNIS|CRICKET|RUGBY|GOLF|ATHLETICS|CYCLING|BASKETBALL|BASEBALL|BOXING|OLYMPICS|MOTOR RACING)(?: ?\d{1,2})?[-\u2010-\u2014] ?(?=\S))+/u

const LABELS = {
  western: `updates?|breaking(?: news)?|just in|exclusive|watch(?: live)?|live(?: updates?| blog)?|videos?|photos?|(?:in )?pictures|gallery|
    fact ?box|explainer|correct(?:ion|ed)|brief|urgent|alert|flash|wrap(?:up)?|round-?up|rpt|refile|recap|ap (?:exclusive|sources?)|
    xinhua headlines|1st ld|eil|eilmeldung|(?:live-?)?ticker|liveblog|korrektur|wdh|exklusiv|(?:en )?direct|vidéos?|en images|exclusif|
    alerte(?: info)?|última hora|ultima ora|urgente|en (?:vivo|directo)|vídeos?|fotos?|exclusiv[ao]|minuto a minuto|ao vivo|diretta|
    esclusiva|pilne|na żywo|wideo|son dakika|canlı|trực tiếp|срочно|молния|видео|фото|эксклюзив|онлайн|обновлено|терміново|відео|
    έκτακτο|βίντεο|عاجل|فيديو|بالفيديو|بالصور|مباشر|خاص|فوری|ویدیو|מבזק|ब्रेकिंग(?: न्यूज[़]?)?|वीडियो|लाइव|ด่วน|คลิป|สด`,
  eastern: `快讯|快报|速报|速递|简讯|短讯|最新(?:消息|进展)?|独家|突发|重磅|刚刚|紧急|即时|号外|滚动|组图|图集|图文|高清(?:图|组图)?|多图|图片(?:报道)?|
    视频|微视频|短视频|直播|现场|直击|动图|图解|更新|更正|转载|速報|独自|号外|動画|写真|更新|快訊|組圖|影片|속보|단독|영상|포토|사진|종합|긴급|1보|2보`,
} as const
/** Those that are no words: a space after them is enough. */
const ALONE = '快讯|快报|速报|组图|图集|高清组图|突发|独家|速報|号外'
const list = (words: string) => words.replace(/\s*\n\s*/gu, '')
const LABEL = new RegExp(
  `^(?:(?:${list(LABELS.western)})(?: ?\\d{1,2})?(?: ?[:|]| -| \\+{2,3}) ?|(?:${list(LABELS.eastern)}){1,2}(?: ?[:|!]+ ?| ?- ?)|(?:${ALONE}) |\\+{2,3} ?)+`,
  'u',
)
/** Any short label in the brackets that East Asia keeps for labels; one with a number may name a part of a series. */
const BRACKETED =
  /^(?:【[^】\d]{1,8}】 ?|\[(?=[^\]]*[\p{sc=Han}\p{sc=Hang}\p{sc=Kana}])[^\]\d]{1,8}\] ?|\((?:종합|\d보|\d(?:st|nd|rd|th) ld|lead|urgent|updated?)\) ?)+/u

const MARK_WORDS = `图|组图|多图|图集|附图|图文|高清|视频|直播|更新|更新中|完|双语|转载|實況|影片|多圖|圖|組圖|写真|動画|종합|영상|사진|videos?|photos?|pictures|
  audio|live|updated?|gallery|watch|exclusive|reuters|ap|afp|dpa|efe|ansa|tass|xinhua|bloomberg|kyodo|yonhap|新华社|中新社|路透社|法新社|共同社|
  時事|共同|видео|фото|vidéo|vídeo|fotos?|فيديو|صور`
/** A version as an English agency counts them; elsewhere a number in brackets is the part of a series, and stays. */
const VERSION = /(?<=\p{sc=Latn}) ?\(\d\)$/u
/** At the end, in brackets. */
const MARK = new RegExp(
  `\\s*[(\\[【](?:${list(MARK_WORDS)})(?:[ ,/|+]+(?:${list(MARK_WORDS)}))*[)\\]】]\\s*$`,
  'u',
)
/** At the end, after a dash or a bar. */
const TAIL =
  /\s*(?: -|\|) ?(?:videos?|photos?|in pictures|pictures|gallery|live|live (?:updates?|blog)|as it happened|latest|sources?|reports?)\s*(?:\+{2,3})?$|\s*\+{2,3}$/u

/** A headline as sent, without the slug before it. */
export function withoutSlug(title: string): string {
  return title.replace(SLUG, '')
}

/** A clean headline without labels before and marks after it; never without all of its letters. */
export function withoutMarks(clean: string): string {
  let text = clean
  for (const [pattern, mayMatch] of MARKS) {
    if (!mayMatch(text)) continue
    const rest = text.replace(pattern, '').trim()
    if (rest !== text && /[\p{L}\p{N}]/u.test(rest)) text = rest
  }
  return text
}

/** In their order, each with what it cannot do without: most headlines have nothing of it. */
const MARKS: readonly (readonly [pattern: RegExp, mayMatch: (text: string) => boolean])[] = [
  [LABEL, (text) => /[:|!+-]/u.test(text) || (text.charCodeAt(0) > 0x7f && text.includes(' '))],
  [BRACKETED, (text) => '【[('.includes(text.charAt(0))],
  [VERSION, (text) => text.endsWith(')')],
  [MARK, (text) => /[)\]】]\s*$/u.test(text.slice(-8))],
  [TAIL, (text) => text.includes('|') || text.includes(' -') || text.endsWith('++')],
]
