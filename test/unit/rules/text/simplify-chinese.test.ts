import { describe, expect, test } from 'vitest'
import { termsOf } from '../../../../src/model/index-fields.ts'
import { fingerprint } from '../../../../src/rules/text/fingerprint.ts'
import { simplifyChinese } from '../../../../src/rules/text/simplify-chinese.ts'

test.each([
  ['of Taiwan', '臺灣颱風海葵登陸福建', '台湾台风海葵登陆福建'],
  ['of Taiwan with the other tai', '台灣颱風', '台湾台风'],
  ['of Hong Kong', '衞生署公布綫上調查', '卫生署公布线上调查'],
  ['three forms of "in"', '裡面 裏面 里面', '里面 里面 里面'],
  ['one simplified for two', '皇后 前後', '皇后 前后'],
  ['by the phrase', '乾隆皇帝 乾淨', '乾隆皇帝 干净'],
  ['hair and send', '髮型 發現', '发型 发现'],
  ['words of Taiwan', '網路攻擊 資訊安全 軟體 計程車司機', '网络攻击 信息安全 软件 出租车司机'],
  ['countries', '紐西蘭 義大利 寮國 沙烏地阿拉伯', '新西兰 意大利 老挝 沙特阿拉伯'],
  ['a company', '輝達晶片', '英伟达芯片'],
  ['people', '川普會晤普丁 澤倫斯基', '特朗普会晤普京 泽连斯基'],
  ['people of one side', '范斯 卢比欧 甘迺迪', '万斯 鲁比奥 肯尼迪'],
  ['names in simplified text', '川普会晤普丁', '特朗普会晤普京'],
])('traditional characters %s', (_, text, simplified) => {
  expect(simplifyChinese(text)).toBe(simplified)
})

test.each([
  '国务院：取消和下放一批行政许可事项',
  '著名作家出席群众大会',
  '支援灾区的核心影像',
  '尼日利亚军事政变',
  'Tesla Model 3',
  '',
])('%s stays as it is', (text) => {
  expect(simplifyChinese(text)).toBe(text)
})

test('words that mean something else on the mainland keep their sense', () => {
  expect(simplifyChinese('支援執行核心')).toBe('支援执行核心')
  expect(simplifyChinese('尼日利亞軍事政變')).toBe('尼日利亚军事政变')
})

describe('fingerprints', () => {
  const print = (title: string, language = 'zh') => fingerprint({ title, language, publisherName: '' })

  test.each([
    ['國務院：取消和下放一批行政許可事項', '国务院：取消和下放一批行政许可事项'],
    ['【快訊】臺積電第三季營收創新高', '快讯：台积电第三季营收创新高'],
    ['女排世聯賽：中國３比１逆轉巴西', '女排世联赛:中国3比1逆转巴西'],
    ['哈爾濱冰雪大世界接待遊客超5.5萬人（圖）', '哈尔滨冰雪大世界接待游客超5.5万人'],
  ])('of %s and %s are one', (traditional, simplified) => {
    expect(print(traditional)).toEqual(print(simplified))
  })

  test('of Japanese titles keep their characters', () => {
    expect(termsOf(print('東京で震度5強の地震', 'ja'))).toContain('東京')
    expect(termsOf(print('東京株式市場', 'ja'))).toContain('東京')
  })
})
