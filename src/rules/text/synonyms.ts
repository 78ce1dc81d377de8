import { createPieces, createWordFilter, hashOfWord } from './reading.ts'
import { tokenise } from './tokenise.ts'

/**
 * Words that headlines use for one thing, a line for each, by the first of them: several papers seldom take the same one.
 * They are known by their stems, so none may stand here whose stem is another word's; what is common to all of a line
 * must be true of nearly every headline with one of them ("sinks" is no fall, since ships do).
 */
const SAME_WORDS: readonly string[] = [
  // English
  'dies died dead death obituary',
  'killed kill kills killing slain',
  'earthquake quake tremor',
  'fire fires blaze blazes inferno',
  'wildfire bushfire',
  'tornado twister',
  'landslide mudslide',
  'explosion blast',
  'injured hurt wounded',
  'police cops cop',
  'jailed jail sentenced imprisoned',
  'guilty convicted',
  'sues sue sued lawsuit',
  'sacked sack sacks fired dismissed ousted ousts',
  'resigns quits quit',
  'jobs job layoffs redundancies',
  'strike walkout',
  'ceasefire truce',
  'stabbing knife',
  'shooting shot gunman gunfire',
  'hacked hack hacks ransomware cyberattack',
  'acquires takeover buys',
  'film movie films',
  'ban bans banned prohibits',
  'teenager teen teens',
  'ship vessel ships',
  'plane aircraft',
  // Peoples whose names begin otherwise than their country's
  'britain british',
  'france french',
  'spain spanish',
  'china chinese',
  'poland polish polen polnisch',
  'denmark danish danes dänemark dänisch',
  'sweden swedish',
  'turkey turkish turks türkisch',
  'greece greek greeks',
  'ireland irish',
  'netherlands dutch',
  'switzerland swiss',
  'norway norwegian',
  'finland finnish',
  'wales welsh',
  'scotland scottish scots',
  'peru peruvian',
  'thailand thai',
  'philippines filipino',
  // German
  'gestorben stirbt tote toten toter',
  'brand feuer großbrand brennt',
  'siegt sieg gewinnt schlägt besiegt',
  'streik ausstand warnstreik',
  // French, Spanish, Portuguese
  'mort morte décès meurt décédé muere muerte muertos fallece murió mueren morre morreu mortos',
  'séisme tremblement',
  'incendie feu fuego fogo',
  'terremoto sismo temblor tiembla',
  'gana vence derrota golea',
  'suecia sueco sueca',
  'rusia ruso rusa',
  // Numbers up to twelve, but for those that are words of another language too (English "once", French "neuf" and "sept"). Not
  // of English and German, where it is measured to lose: two reports of "five" climbers share more than a 5
  '2 deux два две двое',
  '3 trois tres três tre три трое троих ثلاثة ثلاث तीन',
  '4 quatre cuatro quatro четыре четверо أربعة أربع चार',
  '5 cinq cinco cinque пять пятеро خمسة خمس पांच',
  '6 seis шесть ستة छह',
  '7 siete sete семь سبعة सात',
  '8 huit ocho oito восемь ثمانية आठ',
  '9 nueve nove девять تسعة नौ',
  '10 diez dieci десять عشرة दस',
  '11 onze одиннадцать',
  '12 douze doce doze dodici двенадцать',
  // Russian
  'умер умерла скончался скончалась смерть',
  'погибли погиб погибла погибших погибло',
  'обыграл победил победа',
  'снизил понизил опустил',
  'турция турецкий',
  // Arabic
  'وفاة رحيل توفي توفيت',
  'زلزال هزة',
  'فوز يفوز يهزم',
  'مقتل مصرع قتلى قتيل',
]

const FIRST = new Map<string, string>()
for (const line of SAME_WORDS) {
  const [first = '', ...others] = line.split(/\s+/u).flatMap((word) => tokenise(word))
  for (const other of others) if (other !== first && !FIRST.has(other)) FIRST.set(other, first)
}
const FILTER = createWordFilter([...FIRST.keys()].map((term) => hashOfWord(term)))

/** The term that stands for a term; `hash` is its own, as `hashOfWord` has it. */
export function firstOfSame(term: string, hash: number): string {
  return FILTER.mayHold(hash) ? (FIRST.get(term) ?? term) : term
}

/** The same where words are not spaced: they are found anywhere in a text, so each is two characters or more. */
const SAME_PIECES: Readonly<Record<string, readonly string[]>> = {
  hani: [
    '去世 逝世 病逝 离世 辞世 病故 过世',
    '辞职 辞任 请辞 卸任 离任 去职',
    '起火 失火 着火',
    '失踪 失联 走失 下落不明',
    '坠毁 坠机 失事',
    '沉没 翻沉 倾覆',
    '破产 倒闭',
    '结婚 领证 完婚 成婚',
  ],
  jpan: ['死去 逝去', '火災 火事', '辞任 辞職', '首相 総理', '負傷 けが'],
  kore: ['사망 별세 숨져 숨진 타계', '승리 제압 완승', '동결 유지'],
}

const PIECES = new Map(
  Object.entries(SAME_PIECES).map(([group, lines]) => {
    const first = new Map<string, string>()
    for (const line of lines) {
      const [target = '', ...others] = line.split(' ')
      for (const other of others) first.set(other, target)
    }
    return [
      group,
      { first, pieces: createPieces([...first.keys()].sort((a, b) => b.length - a.length)) },
    ] as const
  }),
)

/** A clean text of a group whose words are not spaced, with one word for each thing; any other text as it is. */
export function withFirstOfSame(text: string, group: string): string {
  const known = PIECES.get(group)
  if (!known) return text
  let out = ''
  let from = 0
  known.pieces.eachIn(text, (piece, at) => {
    out += text.slice(from, at) + known.first.get(piece)
    from = at + piece.length
  })
  return from === 0 ? text : out + text.slice(from)
}
