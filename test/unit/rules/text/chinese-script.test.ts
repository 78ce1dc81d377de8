import { expect, test } from 'vitest'
import { isTraditionalChinese } from '../../../../src/rules/text/chinese-script.ts'

test.each([
  '颱風「樺加沙」逼近臺灣東部',
  '台灣',
  '日圓急升至半年高位',
  '皇后像廣場今起重開', // 后 is its own character on both sides of the strait
  '港鐵公布票價調整方案',
])('%s is written in traditional characters', (text) => {
  expect(isTraditionalChinese(text)).toBe(true)
})

test.each([
  '台风“桦加沙”逼近台湾东部',
  '乾隆年款瓷器拍卖',
  '乾坤湾',
  '中文', // either
  '著名作家赴美访问',
  '国乒包揽冠亚军，對手惜败', // one slip of a keyboard
  'Storm makes landfall',
  '',
])('%s is not', (text) => {
  expect(isTraditionalChinese(text)).toBe(false)
})
