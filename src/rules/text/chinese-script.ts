import { configs } from 'opencc-js/preset/t2cn'

/** Written 乾 in simplified text, too, where it is not dry: 乾隆, 乾坤. */
const KEPT = '乾'

interface Characters {
  /** That simplified text writes otherwise. */
  readonly traditional: ReadonlySet<string>
  /** That it writes instead; many, such as 台 and 升, traditional text has in another sense, or by habit. */
  readonly simplified: ReadonlySet<string>
}

/** Pure memory of a pure function, made when the first Chinese text comes. */
let characters: Characters | undefined

/** Whether a Chinese text is written in traditional characters; one that could be either is not said to be. */
export function isTraditionalChinese(text: string): boolean {
  characters ??= readCharacters()
  let balance = 0
  for (const character of text) {
    // Those of the one side say more than those that may be of both.
    if (characters.traditional.has(character)) balance += 2
    else if (characters.simplified.has(character)) balance--
  }
  return balance > 0
}

function readCharacters(): Characters {
  const traditional = new Set<string>()
  const simplified = new Set<string>()
  for (const dictionary of configs.t2s?.conversionChain[0] ?? []) {
    const pairs =
      typeof dictionary === 'string' ? dictionary.split('|').map((pair) => pair.split(' ')) : dictionary
    for (const [source = '', target = ''] of pairs) {
      if ([...source].length !== 1 || source === target || source === KEPT) continue
      traditional.add(source)
      simplified.add(target)
    }
  }
  for (const character of traditional) simplified.delete(character)
  return { traditional, simplified }
}
