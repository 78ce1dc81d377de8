import { expect, test } from 'vitest'
import { soundOf } from '../../../../src/rules/text/sounds.ts'

test.each([
  ['Trump', 'Трамп', 'トランプ', '트럼프', 'ترامب'],
  ['Zelensky', 'Зеленский', 'ゼレンスキー', '젤렌스키', 'زيلينسكي'],
  ['Djokovic', 'Джокович'],
  ['Alcaraz', 'Алькарас', 'アルカラス', 'ألكاراز'],
  ['Grindavik', 'Гриндавик', 'グリンダビーク'],
])('%s sounds alike in other scripts: %s …', (name, ...others) => {
  const [first] = others
  expect(soundOf(name)).toBeDefined()
  expect(soundOf(first ?? '')).toBe(soundOf(name))
})

test.each(['Trump Grump', 'Merkel Modric', 'Berlin Bernard', 'Seoul Zeebrugge'])('%s are apart', (pair) => {
  const [a = '', b = ''] = pair.split(' ')
  expect(soundOf(a) ?? a).not.toBe(soundOf(b) ?? b)
})

test.each(['', 'au', 'Xi', '!?', '特朗普', '\ud800'])(
  'of %j too little is left to tell names apart',
  (word) => {
    expect(soundOf(word)).toBeUndefined()
  },
)
